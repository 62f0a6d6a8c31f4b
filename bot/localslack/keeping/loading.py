"""The world again from plain JSON, as `records` wrote it."""

from collections.abc import Callable
from typing import Any

from bot.localslack.core import Core
from bot.localslack.people import Person
from bot.localslack.team import Bot, Team
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.statuses import statuses_shown
from bot.localslack.world.users import User
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace

_ADDRESSES = ("url_private", "url_private_download", "url")
DataOf = Callable[[str], bytes]


def load(core: Core, told: dict[str, Any], data_of: DataOf) -> None:
    """Fill an empty core, whose `origin` is known by now; `data_of` gives the bytes of a name.

    Raises LookupError, TypeError, ValueError or AttributeError when something is not as it was written.
    """
    for key in ("given", "apps", "workspaces"):
        if not isinstance(told[key], list):
            raise TypeError(f"{key} is no list")
    at_home(told["workspaces"], told["origin"], core.origin)
    core.ids.never(told["given"])
    core.clock.ahead = float(told["ahead"])
    core.last_ts = int(told["last_ts"])
    core.apps |= {one["id"]: App(**one) for one in told["apps"]}
    for one in told["workspaces"]:
        team = _team(core, one, data_of)
        core.workspaces[team.id] = team
    core.tokens |= {token: bot for team in core.workspaces.values() for bot in _bots(team) for token in bot.tokens}


def at_home(told: Any, old: str, new: str) -> None:
    """Wherever the address of a file stands in this JSON, let it begin with the new origin."""
    if isinstance(told, list):
        for one in told:
            at_home(one, old, new)
    elif isinstance(told, dict):
        for key, value in told.items():
            if key in _ADDRESSES and isinstance(value, str) and value.startswith(f"{old}/files-"):
                told[key] = new + value.removeprefix(old)
            else:
                at_home(value, old, new)


def _bots(team: Workspace) -> list[Bot]:
    return [one for one in team.users.values() if isinstance(one, Bot)]


def _team(core: Core, told: dict[str, Any], data_of: DataOf) -> Team:
    rest = dict(told)
    users, channels, files, homes = (rest.pop(key) for key in ("users", "channels", "files", "homes"))
    team = Team(**rest, core=core)
    team.users |= {one["id"]: _user(core, team, one) for one in users}
    team.channels |= {one["id"]: _channel(team, one) for one in channels}
    team.files |= {one["id"]: _file(one, data_of) for one in files}
    team.homes |= {(one["user"], one["app_id"]): View(**one) for one in homes}
    team.statuses = statuses_shown(team, core.clock.now())
    return team


def _user(core: Core, team: Team, told: dict[str, Any]) -> User:
    rest = dict(told)
    kind = rest.pop("kind")
    if kind == "person":
        return Person(**rest, core=core, team=team)
    if kind == "bot":
        rest |= {"app": core.apps[rest["app_id"]], "scopes": set(rest["scopes"])}
        return Bot(**rest, core=core, team=team)
    return User(**rest)


def _channel(team: Team, told: dict[str, Any]) -> Channel:
    rest = dict(told)
    log, ephemerals = rest.pop("log"), rest.pop("ephemerals")
    rest["members"] = [team.users[one] for one in rest["members"]]
    channel = Channel(**rest)
    for one in log:
        channel.add(Message(channel, **one))
    channel.ephemerals += [Message(channel, **one) for one in ephemerals]
    return channel


def _file(told: dict[str, Any], data_of: DataOf) -> File:
    rest = dict(told)
    rest["data"] = data_of(rest["data"])
    rest["parts"] = {name: data_of(one) for name, one in rest["parts"].items()}
    return File(**rest)
