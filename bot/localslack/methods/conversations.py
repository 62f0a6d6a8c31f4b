"""conversations.*: which there are, who is in them, opening and joining them."""

from bot.localslack.happenings import rooms
from bot.localslack.methods.pages import many, page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.channels import channel_object
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User

HISTORY = ("conversations.history", "conversations.replies")
_MOST_DISTRIBUTED = 15
_ROOM = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def _need(call: Asked, channel: Channel, right: str) -> None:
    """Each kind of conversation has a scope of its own."""
    needed = f"{_ROOM[channel.kind]}:{right}"
    if not call.bot.may(needed):
        raise Refused("missing_scope", needed=needed, provided=",".join(sorted(call.bot.scopes)))


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
    _need(call, channel, "read")
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
    _need(call, channel, "read")
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
    if user.is_bot or id_ == "USLACKBOT":
        raise Refused("cannot_dm_bot")
    return user


@method("conversations.join")
async def conversations_join(call: Asked) -> Answer:
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


@method("conversations.leave")
async def conversations_leave(call: Asked) -> Answer:
    """Go out of a channel."""
    channel = call.channel(member=False)
    if not channel.has(call.bot):
        return {"not_in_channel": True}
    rooms.leave(call.core, call.team, channel, call.bot)
    return {}


@method("conversations.history")
async def conversations_history(call: Asked) -> Answer:
    """The messages of a conversation without the replies in threads, newest first."""
    channel = call.channel()
    _need(call, channel, "history")
    found = [
        one for one in reversed(channel.messages) if not one.is_reply or one.body.get("subtype") == "thread_broadcast"
    ]
    found = _between(call, found)
    most = _MOST_DISTRIBUTED if call.app.distributed else 999
    shown, more = page(call, found, default=min(100, most), most=most)
    answer: Answer = {
        "messages": [_body(call, one) for one in shown],
        "has_more": bool(more["next_cursor"]),
        "pin_count": 0,
    }
    return answer | ({"response_metadata": more} if answer["has_more"] else {})


@method("conversations.replies", takes_json=False)
async def conversations_replies(call: Asked) -> Answer:
    """A message and the replies under it, oldest first."""
    channel = call.channel()
    _need(call, channel, "history")
    ts = call.required("ts")
    asked = channel.message(ts)
    parent = channel.message(asked.thread_ts) if asked and asked.thread_ts else asked
    if parent is None:
        raise Refused("thread_not_found")
    # As in Slack, a reply's own ts gives that reply alone.
    thread = [parent, *channel.thread(parent.ts)] if parent.ts == ts else [one for one in [asked] if one]
    most = _MOST_DISTRIBUTED if call.app.distributed else 1000
    shown, more = page(call, [thread[0], *_between(call, thread[1:])], default=most, most=most)
    answer: Answer = {"messages": [_body(call, one) for one in shown], "has_more": bool(more["next_cursor"])}
    return answer | ({"response_metadata": more} if answer["has_more"] else {})


def _between(call: Asked, found: list[Message]) -> list[Message]:
    """Those that lie between `oldest` and `latest`; the bounds themselves only with `inclusive`."""
    oldest, latest = _moment(call, "oldest", "0"), _moment(call, "latest", "inf")
    if call.flag("inclusive"):
        return [one for one in found if oldest <= float(one.ts) <= latest]
    return [one for one in found if oldest < float(one.ts) < latest]


def _moment(call: Asked, name: str, default: str) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def _body(call: Asked, message: Message) -> Answer:
    body = dict(message.body)
    if call.flag("include_all_metadata") and message.metadata is not None:
        body["metadata"] = message.metadata
    return body
