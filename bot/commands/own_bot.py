"""For who writes another bot: its manifest makes its app on the local Slack, and it is told how to connect."""

import json
from pathlib import Path
from typing import Any

import click

from bot.app.config import CannotStart
from bot.localslack import App
from bot.localslack.team import Bot

Manifest = dict[str, Any]


def own_manifest(path: Path) -> Manifest:
    """An app manifest in JSON, as Slack's app settings show it. Raises CannotStart."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CannotStart(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict) or "display_information" not in found:
        raise CannotStart(f"{path} is not an app manifest: it has no display_information.")
    return found


def name_in(manifest: Manifest) -> str:
    """What the app is called."""
    return str(manifest["display_information"].get("name") or "My app")


def listens_as_told(app: App) -> None:
    """Socket Mode where the manifest has it on, or names no address; otherwise requests go to that address."""
    events, presses = (app.part("settings", part, "request_url") for part in ("event_subscriptions", "interactivity"))
    app.request_url = str(events or presses or "")
    app.socket_mode = app.part("settings", "socket_mode_enabled") is True or not app.request_url


def say_how_to_connect(api_url: str, app: App, bot: Bot) -> None:
    """Print the variables that the client libraries' examples read."""
    click.echo("Connect a bot with these (they work on this machine only):")
    listens = ("SLACK_APP_TOKEN", app.app_token) if app.socket_mode else ("SLACK_SIGNING_SECRET", app.signing_secret)
    for name, value in (("SLACK_API_URL", api_url), ("SLACK_BOT_TOKEN", bot.token), listens):
        click.echo(f"  export {name}={value}")
    click.echo("Where workspaces install the app by themselves (OAuth):")
    for name, value in (("SLACK_CLIENT_ID", app.client_id), ("SLACK_CLIENT_SECRET", app.client_secret)):
        click.echo(f"  export {name}={value}")
    if not app.socket_mode:
        click.echo(f"Events go to {app.request_url}")
