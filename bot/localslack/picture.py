"""When a test waits in vain, its reader wants to see what happened instead."""

from collections.abc import Iterator

from bot.localslack.calls import Attempt, Call, Delivery
from bot.localslack.core import Core
from bot.localslack.world.messages import Message

_LAST = 25
_WIDE = 160


def picture(core: Core) -> str:
    """The conversations, the last calls and the last deliveries, as lines."""
    return "\n".join([*_channels(core), "", *_calls(core.records.calls), "", *_deliveries(core.records.deliveries)])


def _channels(core: Core) -> Iterator[str]:
    for team in core.workspaces.values():
        for channel in team.channels.values():
            yield f"{team.name} / {channel.name or channel.id} ({channel.kind})"
            for message in channel.messages[-_LAST:]:
                yield "  " + _message(message, team.users[message.user].real_name if message.user in team.users else "")
            for message in channel.ephemerals[-_LAST:]:
                yield f"  (only {message.ephemeral_to}) " + _message(message, "")


def _message(message: Message, name: str) -> str:
    thread = f" [in {message.thread_ts}]" if message.is_reply else ""
    files = "".join(f" +{one.get('name', one.get('id'))}" for one in message.files)
    blocks = f" +{len(message.blocks)} blocks" if message.blocks else ""
    return f"{message.ts}{thread} {name or message.user}: {message.text!r}{files}{blocks}"[:_WIDE]


def _calls(calls: list[Call]) -> Iterator[str]:
    yield f"calls ({len(calls)}):"
    for call in calls[-_LAST:]:
        said = "ok" if call.ok else f"{call.status} {call.response.get('error', '')} {call.response}"
        yield f"  {call.method} -> {said}"[: _WIDE * 2]


def _deliveries(deliveries: list[Delivery]) -> Iterator[str]:
    yield f"deliveries ({len(deliveries)}):"
    for one in deliveries[-_LAST:]:
        tries = ", ".join(map(_attempt, one.attempts))
        yield f"  {one.kind} {one.type} {one.event_id} to {one.app.name}: {tries}"


def _attempt(attempt: Attempt) -> str:
    if attempt.reason:
        return attempt.reason
    return "waiting" if attempt.latency is None else f"acked {attempt.latency:.3f} s"
