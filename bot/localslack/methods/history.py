"""conversations.history, .replies: an app reads back what was said."""

from bot.localslack.methods.lists import page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.messages import Message

HISTORY = ("conversations.history", "conversations.replies")
_MOST_DISTRIBUTED = 15


@method("conversations.history")
async def history(call: Asked) -> Answer:
    """The messages of a conversation without the replies in threads, newest first."""
    channel = call.channel()
    call.need(f"{channel.family}:history")
    found = [
        one for one in reversed(channel.messages) if not one.is_reply or one.body.get("subtype") == "thread_broadcast"
    ]
    return _page(call, _between(call, found), default=100, most=999) | {"pin_count": 0}


@method("conversations.replies", takes_json=False)
async def replies(call: Asked) -> Answer:
    """A message and the replies under it, oldest first; a reply's own ts gives that reply alone."""
    channel = call.channel()
    call.need(f"{channel.family}:history")
    asked = channel.message(call.required("ts"))
    if asked is None:
        raise Refused("thread_not_found")
    # The page of the method does not say so; captured in github.com/slackapi/bolt-python/issues/783.
    below = [] if asked.is_reply else channel.thread(asked.ts)
    return _page(call, [asked, *_between(call, below)], default=1000, most=1000)


def _page(call: Asked, found: list[Message], *, default: int, most: int) -> Answer:
    if call.app.distributed:
        default = most = _MOST_DISTRIBUTED
    shown, more = page(call, found, default=default, most=most)
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
