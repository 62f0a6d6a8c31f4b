"""`legitbot run`: the bot in Slack, until it is stopped."""

import asyncio
import logging
import os
import signal
from pathlib import Path

import click

from bot.app.config import CannotStart, Config
from bot.app.running import running
from bot.jobs.analysis import AnalysisUnusable
from bot.store.problems import StoreUnusable

_HELP = """Run the bot in Slack. In Socket Mode it needs no address of its own.

\b
Set these first (one of the last two):
  SLACK_BOT_TOKEN            xoxb-...  (several workspaces: with commas between)
  SLACK_APP_TOKEN            xapp-..., with the scope connections:write (Socket Mode)
  SLACK_SIGNING_SECRET       in its place, when Slack sends its requests to
                             http://HOST:PORT/slack/events (127.0.0.1:3000)
\b
You may set these:
  DATABASE_URL               a file (legitbot.db in this folder), or postgresql://...
  LEGITBOT_KEY               seals what is stored (else a key file is made beside the database)

Everything else stands in legitbot.toml; begin with: legitbot settings > legitbot.toml

`legitbot manifest` prints what to paste when you create the app at api.slack.com/apps.
"""


@click.command(help=_HELP)
@click.option("-v", "--verbose", is_flag=True, help="Log more. No mail's words, addresses or tokens stand in the log.")
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another file than legitbot.toml in this folder.",
)
def run(verbose: bool, settings: Path | None) -> None:  # noqa: D103 - the help above says it
    try:
        config = Config.read(os.environ, settings)
        level = "info" if verbose else config.settings.logs.level
        logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        logging.getLogger("slack_sdk").setLevel(logging.ERROR)
        asyncio.run(_until_stopped(config))
    except (AnalysisUnusable, CannotStart, StoreUnusable) as error:
        raise click.ClickException(str(error)) from error


async def _until_stopped(config: Config) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    async with running(config) as bot:
        names = ", ".join(workspace.name or workspace.id for workspace in bot.front.workspaces)
        click.echo(f"Legitbot listens in {names}. Ctrl-C stops it.")
        await stopped.wait()
        click.echo("Stopping: answering what I was asked first.")
