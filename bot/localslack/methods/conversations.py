"""conversations.list, .info, .members, .open: which conversations there are, and who is in them."""

from bot.localslack.happenings import rooms
from bot.localslack.methods.lists import many, page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.channels import channel_object
from bot.localslack.world.users import SLACKBOT, User

_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


@method("conversations.list", takes_json=False)
async def conversations_list(call: Asked) -> Answer:
    """What this app may know of, public channels by default."""
    kinds = {_TYPES.get(one, "") for one in many(call, "types") or ["public_channel"]}
    if "" in kinds:
        raise Refused("invalid_types")
    hidden = call.flag("exclude_archived")
    found = [
        one
        for one in call.team.channels.values()
        if one.kind in kinds and (one.kind == "channel" or one.has(call.bot)) and not (hidden and one.archived)
    ]
    shown, more = page(call, found, default=100)
    return {"channels": [channel_object(one, call.bot) for one in shown], "response_metadata": more}


@method("conversations.info", takes_json=False)
async def conversations_info(call: Asked) -> Answer:
    """One conversation."""
    channel = call.channel(member=False)
    call.need(f"{channel.family}:read")
    body = channel_object(channel, call.bot)
    if not call.flag("include_num_members"):
        body.pop("num_members", None)
    if call.flag("include_locale"):
        body["locale"] = "en-US"
    return {"channel": body}


@method("conversations.members", takes_json=False)
async def conversations_members(call: Asked) -> Answer:
    """The ids of who is in it."""
    channel = call.channel(member=False)
    call.need(f"{channel.family}:read")
    shown, more = page(call, [one.id for one in channel.members], default=100)
    return {"members": shown, "response_metadata": more}


@method("conversations.open")
async def conversations_open(call: Asked) -> Answer:
    """A direct message with one person, or with several."""
    if call.text("channel"):
        channel = call.channel()
        return {"channel": {"id": channel.id}}
    ids = [one for one in dict.fromkeys(many(call, "users")) if one != call.bot.id]
    if not ids:
        raise Refused("users_list_not_supplied")
    people = [_partner(call, one) for one in ids]
    old = call.team.direct(call.bot, *people)
    channel = old or rooms.direct(call.core, call.team, call.bot, *people)
    shown = channel_object(channel, call.bot) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if old else {})


def _partner(call: Asked, id_: str) -> User:
    user = call.team.users.get(id_)
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if user.is_bot or id_ == SLACKBOT:
        raise Refused("cannot_dm_bot")
    return user
