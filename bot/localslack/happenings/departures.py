"""An app's token dies: it gave the token up, somebody revoked it, or the app was taken away."""

from typing import Any

from bot.localslack.core import Core
from bot.localslack.world.apps import REVOKED, UNINSTALLED, Installed
from bot.localslack.world.workspace import Workspace


def revoke(core: Core, team: Workspace, bot: Installed) -> None:
    """The bot's token dies and the bot leaves its channels; the app itself stays.

    Source: docs.slack.dev/reference/methods/auth.revoke
    """
    _end(team, bot, REVOKED)
    _tell(core, team, bot, _revoked(bot))


def uninstall(core: Core, team: Workspace, bot: Installed) -> None:
    """The app goes. Its last news from here need no scope: tokens_revoked, if a token lived, and app_uninstalled."""
    lived = bot.active
    _end(team, bot, UNINSTALLED)
    for key in [key for key in team.homes if key[1] == bot.app_id]:
        del team.homes[key]
    if lived:
        _tell(core, team, bot, _revoked(bot))
    _tell(core, team, bot, {"type": "app_uninstalled"})


def _end(team: Workspace, bot: Installed, why: str) -> None:
    """Direct messages stay: whoever installs the app again finds them as they were."""
    bot.past[bot.token] = why
    bot.active, bot.deleted = False, True
    for channel in team.channels.values():
        if channel.kind in ("channel", "group"):
            channel.members = [one for one in channel.members if one.id != bot.id]


def _revoked(bot: Installed) -> dict[str, Any]:
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot.id]}}


def _tell(core: Core, team: Workspace, bot: Installed, event: dict[str, Any]) -> None:
    core.office.announce(team, event | {"event_ts": core.ts()}, only=bot)
