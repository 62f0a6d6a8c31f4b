"""Channels are made, joined, left and archived, and direct messages are opened."""

from typing import Any

from bot.localslack.core import Core
from bot.localslack.world.channels import Channel, Kind
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace

_PREFIX: dict[Kind, str] = {"channel": "C", "group": "C", "im": "D", "mpim": "G"}


def make(core: Core, team: Workspace, name: str, kind: Kind, members: list[User], shared: bool = False) -> Channel:
    """A new conversation with these people in it; nobody is told of it."""
    creator = members[0].id if members else ""
    id_ = core.ids.id(_PREFIX[kind])
    channel = Channel(id_, team.id, name, kind, core.now(), creator, list(members), shared=shared)
    team.channels[id_] = channel
    core.changes.touch()
    return channel


def create(core: Core, team: Workspace, name: str, kind: Kind, creator: User) -> Channel:
    """A channel that somebody opens now; of a public one the apps are told."""
    channel = make(core, team, name, kind, [creator])
    if kind == "channel":
        told = {"id": channel.id, "name": name, "created": channel.created, "creator": creator.id}
        core.office.announce(team, {"type": "channel_created", "channel": told, "event_ts": core.ts()})
    return channel


def direct(core: Core, team: Workspace, *users: User) -> Channel:
    """The direct message of these people, opened now if it was not there."""
    kind: Kind = "im" if len(users) == 2 else "mpim"
    name = "" if kind == "im" else "mpdm-" + "--".join(sorted(one.handle for one in users)) + "-1"
    return team.direct(*users) or make(core, team, name, kind, list(users))


def join(core: Core, team: Workspace, channel: Channel, user: User, inviter: User | None = None) -> bool:
    """Whether the person was not there yet."""
    if channel.has(user):
        return False
    channel.members.append(user)
    event = _moved("member_joined_channel", core, team, channel, user)
    core.office.announce(team, event | ({"inviter": inviter.id} if inviter else {}), channel)
    return True


def leave(core: Core, team: Workspace, channel: Channel, user: User) -> None:
    """Somebody leaves or is removed; a bot that was removed is told by channel_left or group_left."""
    channel.members = [one for one in channel.members if one.id != user.id]
    core.office.announce(team, _moved("member_left_channel", core, team, channel, user), channel)
    kind = "channel_left" if channel.kind == "channel" else "group_left"
    for bot in team.bots:
        if bot.id == user.id:
            event = {"type": kind, "channel": channel.id, "actor_id": "", "event_ts": core.ts()}
            core.office.announce(team, event, channel, only=bot)


def archive(core: Core, team: Workspace, channel: Channel, user: User) -> None:
    """Nobody can write there from now on."""
    channel.archived = True
    kind = "channel_archive" if channel.kind == "channel" else "group_archive"
    event = {"type": kind, "channel": channel.id, "user": user.id, "is_moved": 0, "event_ts": core.ts()}
    core.office.announce(team, event, channel)


def _moved(kind: str, core: Core, team: Workspace, channel: Channel, user: User) -> dict[str, Any]:
    letter = "C" if channel.kind == "channel" else "G"
    told = {"type": kind, "user": user.id, "channel": channel.id, "channel_type": letter, "team": team.id}
    return told | {"event_ts": core.ts()}
