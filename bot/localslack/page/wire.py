"""The drawer of the page: what went over the wire, newest last, for people who write bots."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from bot.localslack.calls import Call, Delivery
from bot.localslack.core import Core
from bot.localslack.page.items import Item

MOST_SHOWN = 150
_MOST_WORDS = 200  # characters of a name that an app made up
_Record = TypeVar("_Record", Call, Delivery)


def wire(core: Core) -> Iterator[Item]:
    """`call:N` and `delivery:N`, a line's worth each, and `faults`: what is ordered and has not happened yet."""
    yield Item("faults", lambda: {"ordered": core.faults.ordered()})
    for call in core.records.calls[-MOST_SHOWN:]:
        mark = (call.method, call.status, call.arguments, call.response)
        yield Item(f"call:{call.number}", partial(_call, call), mark)
    for delivery in core.records.deliveries[-MOST_SHOWN:]:
        yield Item(f"delivery:{delivery.number}", partial(_delivery, core, delivery), _delivery_mark(delivery))


def whole(core: Core, key: str) -> dict[str, Any]:
    """All of one line, as it went over the wire, without tokens. Raises LookupError."""
    kind, _, number = key.partition(":")
    if kind == "call":
        call = _numbered(core.records.calls, number)
        return {"arguments": call.arguments, "status": call.status, "response": call.response}
    delivery = _numbered(core.records.deliveries, number)
    tries = [{"at": one.at, "via": one.via, "reason": one.reason, "latency": one.latency} for one in delivery.attempts]
    payload = {key: value for key, value in delivery.payload.items() if key != "token"}
    return {"payload": payload, "tries": tries, "response": delivery.response}


def _call(call: Call) -> dict[str, Any]:
    told = {"at": call.at, "method": call.method[:_MOST_WORDS], "ok": call.ok, "status": call.status}
    return told | {"error": _words(call.response.get("error")), "where": _words(call.arguments.get("channel"))}


def _words(value: Any) -> str:
    """A name in one line; whatever else an app put there is only shown with the whole line."""
    return value[:_MOST_WORDS] if isinstance(value, str) else ""


def _delivery_mark(one: Delivery) -> Any:
    return len(one.attempts), one.latency, one.attempts[-1].reason if one.attempts else "", one.done.is_set()


def _delivery(core: Core, one: Delivery) -> dict[str, Any]:
    told: dict[str, Any] = {"at": one.attempts[0].at if one.attempts else core.clock.now(), "kind": one.kind}
    told |= {"type": one.type, "app": one.app.name, "acked": one.acked, "latency": one.latency}
    told |= {"tries": len(one.attempts), "trouble": one.attempts[-1].reason if one.attempts else ""}
    return told | {"over": one.done.is_set()}


def _numbered(records: Sequence[_Record], number: str) -> _Record:
    for one in records:
        if str(one.number) == number:
            return one
    raise LookupError(number)
