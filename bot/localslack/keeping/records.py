"""The world as plain JSON. Every field of a record is written under its own name, so a new field is kept untold.

Not written is what lives for minutes: open modals, tickets, uploads under way, and the records of calls and deliveries.
"""

import json
from dataclasses import dataclass, fields
from typing import Any

from bot.localslack.core import Core
from bot.localslack.keeping.folder import FORMAT, content_name
from bot.localslack.people import Person
from bot.localslack.world.apps import Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.statuses import statuses_shown
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A world at one moment: its records as ASCII text, and the bytes of its files by their names."""

    text: str
    data: dict[str, bytes]


class Snapshots:
    """Takes them, and remembers what the bytes are called, so that none are read through twice."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._named: dict[tuple[str, ...], tuple[bytes, str]] = {}  # file id (and part) -> bytes, their name
        self._before = self._named

    def take(self) -> Snapshot:
        """The world now."""
        self._before, self._named = self._named, {}
        told = self._told()
        data = {name: one for one, name in self._named.values() if name}
        return Snapshot(json.dumps(told, separators=(",", ":")), data)

    def _told(self) -> dict[str, Any]:
        core = self._core
        return {
            "format": FORMAT,
            "origin": core.origin,
            "ahead": core.clock.ahead,
            "last_ts": core.last_ts,
            "given": core.ids.given,
            "apps": [_plain(one) for one in core.apps.values()],
            "workspaces": [
                _workspace(core, team) | {"files": [self._file(one) for one in _lasting(core, team)]}
                for team in core.workspaces.values()
            ],
        }

    def _file(self, file: File) -> dict[str, Any]:
        """A file with the names of its bytes; of a deleted one the bytes go."""
        data, parts = "", {}
        if not file.deleted:
            data = self._name((file.id,), file.data)
            parts = {key: self._name((file.id, key), one) for key, one in file.parts.items()}
        return _plain(file, "data", "parts") | {"data": data, "parts": parts}

    def _name(self, key: tuple[str, ...], data: bytes) -> str:
        old, name = self._before.get(key, (None, ""))
        if old is not data:
            name = content_name(data)
        self._named[key] = (data, name)
        return name


def _workspace(core: Core, team: Workspace) -> dict[str, Any]:
    return _plain(team, "core", "users", "channels", "files", "stacks", "homes") | {
        "statuses": statuses_shown(team, core.clock.now()),
        "users": [_user(one) for one in team.users.values()],
        "channels": [_channel(one) for one in team.channels.values()],
        "homes": [_plain(one) for one in team.homes.values()],
    }


def _user(user: User) -> dict[str, Any]:
    told = _plain(user, "core", "team", "app")
    if isinstance(user, Installed):
        return told | {"kind": "bot", "scopes": sorted(user.scopes)}
    return told | {"kind": "person" if isinstance(user, Person) else "user"}


def _channel(channel: Channel) -> dict[str, Any]:
    return _plain(channel, "members", "log", "ephemerals", "_by_ts") | {
        "members": [one.id for one in channel.members],
        "log": [_message(one) for one in channel.log],
        "ephemerals": [_message(one) for one in channel.ephemerals],
    }


def _message(message: Message) -> dict[str, Any]:
    return _plain(message, "channel")


def _lasting(core: Core, team: Workspace) -> list[File]:
    """The files whose bytes are here, or were."""
    under_way = set(core.uploads.values())
    return [one for one in team.files.values() if (team.id, one.id) not in under_way]


def _plain(record: Any, *but: str) -> dict[str, Any]:
    """The fields of a record, without those that hold other records."""
    return {one.name: getattr(record, one.name) for one in fields(record) if one.name not in but}
