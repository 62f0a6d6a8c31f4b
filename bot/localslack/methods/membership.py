"""conversations.create, .join, .invite, .kick, .leave, .archive: channels come and go, and so do their members.

Errors: docs.slack.dev/reference/methods, a page for each.
"""

from collections.abc import Mapping

from bot.localslack.happenings import rooms
from bot.localslack.methods.lists import many
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.channels import channel_object
from bot.localslack.world.channels import Channel, Kind
from bot.localslack.world.users import SLACKBOT

_MANAGE: Mapping[Kind, str] = {"channel": "channels:manage", "group": "groups:write"}
_INVITE: Mapping[Kind, str] = {"channel": "channels:write.invites", "group": "groups:write.invites"}
_LONGEST_NAME = 80


def _channel(call: Asked, *opened_by: Mapping[Kind, str], member: bool = True) -> Channel:
    """The channel, for an app with one of these scopes of its kind; direct messages are none."""
    channel = call.channel(member=member)
    if channel.kind not in _MANAGE:
        raise Refused("method_not_supported_for_channel_type")
    call.need(*(scopes[channel.kind] for scopes in opened_by))
    return channel


@method("conversations.create")
async def create(call: Asked) -> Answer:
    """A new channel with the app's bot in it."""
    kind: Kind = "group" if call.flag("is_private") else "channel"
    call.need(_MANAGE[kind])
    channel = rooms.create(call.core, call.team, _name(call), kind, call.bot)
    return {"channel": channel_object(channel, call.bot)}


def _name(call: Asked) -> str:
    """Small letters of any script, digits, "-" and "_"; raises Refused."""
    name = call.text("name")
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > _LONGEST_NAME:
        raise Refused("invalid_name_maxlength")
    if name != name.lower() or not all(one.isalnum() or one in "-_" for one in name):
        raise Refused("invalid_name_specials")
    if not any(map(str.isalnum, name)):
        raise Refused("invalid_name_punctuation")
    if any(one.name == name for one in call.team.channels.values()):
        raise Refused("name_taken")
    return name


@method("conversations.join")
async def join(call: Asked) -> Answer:
    """Go into a public channel."""
    channel = call.channel(member=False)
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    fresh = rooms.join(call.core, call.team, channel, call.bot)
    answer: Answer = {"channel": channel_object(channel, call.bot)}
    if not fresh:
        answer |= {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    return answer


@method("conversations.invite")
async def invite(call: Asked) -> Answer:
    """Bring people in: all of them or nobody, unless `force` leaves out those who cannot come."""
    channel = _channel(call, _MANAGE, _INVITE)
    if channel.archived:
        raise Refused("is_archived")
    ids = list(dict.fromkeys(many(call, "users")))
    if not ids:
        raise Refused("no_user")
    errors = {one: error for one in ids if (error := _why_not(call, channel, one))}
    told = [{"user": one, "ok": False, "error": error} for one, error in errors.items()]
    if errors and (len(errors) == len(ids) or not call.flag("force")):
        raise Refused(next(iter(errors.values())), errors=told)
    for one in ids:
        if one not in errors:
            rooms.join(call.core, call.team, channel, call.team.users[one], inviter=call.bot)
    return {"channel": channel_object(channel, call.bot)} | ({"errors": told} if told else {})


def _why_not(call: Asked, channel: Channel, id_: str) -> str:
    """Why somebody cannot be invited; "" where they can."""
    user = call.team.users.get(id_)
    if user is None or user.deleted:
        return "user_not_found"
    if id_ == call.bot.id:
        return "cant_invite_self"
    if channel.has(user):
        return "already_in_channel"
    return "cant_invite" if id_ == SLACKBOT else ""


@method("conversations.kick")
async def kick(call: Asked) -> Answer:
    """Send somebody else out."""
    channel = _channel(call, _MANAGE)
    user = call.team.users.get(call.required("user"))
    if user is None:
        raise Refused("user_not_found")
    if user.id == call.bot.id:
        raise Refused("cant_kick_self")
    if channel.is_general:
        raise Refused("cant_kick_from_general")
    if not channel.has(user):
        raise Refused("not_in_channel")
    rooms.leave(call.core, call.team, channel, user)
    return {"errors": {}}


@method("conversations.leave")
async def leave(call: Asked) -> Answer:
    """Go out of a channel."""
    channel = _channel(call, _MANAGE, member=False)
    if not channel.has(call.bot):
        return {"not_in_channel": True}
    if channel.is_general:
        raise Refused("cant_leave_general")
    if channel.archived:
        raise Refused("is_archived")
    if len(channel.members) == 1:
        raise Refused("last_member")
    rooms.leave(call.core, call.team, channel, call.bot)
    return {}


@method("conversations.archive")
async def archive(call: Asked) -> Answer:
    """Close a channel: it can be read, and nobody can write there."""
    channel = _channel(call, _MANAGE)
    if channel.is_general:
        raise Refused("cant_archive_general")
    if channel.archived:
        raise Refused("already_archived")
    rooms.archive(call.core, call.team, channel, call.bot)
    return {}
