"""What Slack is told about the app: its ways in, and only the permissions that they need."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.fronts.slack.names import CHECK_MAIL, CHECK_MESSAGE, COMMAND
from bot.fronts.slack.scopes import Scope, scopes
from bot.fronts.slack.words import words

# What Slack sends us, and a permission that it needs for that: one of them is enough, none for an empty tuple.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "member_joined_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "reaction_added": ("reactions:read",),
    "tokens_revoked": (),
}
EVENTS_PATH, REDIRECT_PATH = "/slack/events", "/slack/oauth_redirect"
_COLOUR = "#1f3a5f"


def manifest(*, socket_mode: bool, request_url: str = "", language: str = "en") -> dict[str, Any]:
    """The app manifest (schema 1). `request_url` is the https address where the bot can be reached.

    It may end with /slack/events or not. Slack needs it without Socket Mode; with it, only those do who are to install
    the bot at /slack/install. Raises ValueError where it is missing, or is no https address.
    """
    if not request_url.startswith("https://") and (request_url or not socket_mode):
        raise ValueError("the manifest needs an address that begins with https://")
    base = request_url.rstrip("/").removesuffix(EVENTS_PATH).removesuffix("/slack")
    url = {} if socket_mode else {"request_url": base + EVENTS_PATH}
    app = words(language)["app"]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": app["name"],
            "description": app["description"],
            "background_color": _COLOUR,
            "long_description": app["long_description"].strip(),
        },
        "features": _features(app, prompts(language), {} if socket_mode else {"url": base + EVENTS_PATH}),
        "oauth_config": _oauth(scopes(language), base),
        "settings": {
            "event_subscriptions": {**url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def prompts(language: str = "en") -> list[dict[str, str]]:
    """The first questions that the agent's tab offers, also for assistant.threads.setSuggestedPrompts."""
    return [{"title": title, "message": message} for title, message in words(language)["prompts"].items()]


def _oauth(asked: Sequence[Scope], base: str) -> dict[str, Any]:
    return {
        **({"redirect_urls": [base + REDIRECT_PATH]} if base else {}),
        "scopes": {
            "bot": [scope.name for scope in asked if not scope.optional],
            "bot_optional": [scope.name for scope in asked if scope.optional],
        },
    }


def _features(app: Mapping[str, str], first: list[dict[str, str]], url: Mapping[str, str]) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": app["name"], "always_online": True},
        "agent_view": {
            "agent_description": app["agent_description"],
            "suggested_prompts": first,
        },
        "shortcuts": [
            _shortcut("message", CHECK_MESSAGE, app["check_message"], app["check_message_description"]),
            _shortcut("global", CHECK_MAIL, app["check_mail"], app["check_mail_description"]),
        ],
        "slash_commands": [
            {
                "command": COMMAND,
                **url,
                "description": app["command"],
                "usage_hint": app["usage_hint"],
                "should_escape": False,
            }
        ],
    }


def _shortcut(kind: str, callback_id: str, name: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}
