"""What happened, kept for who looks: every call that an app made and everything that was delivered to one."""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.localslack.world.apps import App

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(slots=True, eq=False)
class Call:
    """One request to the Web API; `at` is on Slack's clock. `status` is HTTP's, 0 where the connection was cut."""

    method: str
    arguments: dict[str, Any]
    token: str
    team: str
    at: float
    response: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    number: int = 0  # which call it is, counted with all records

    @property
    def ok(self) -> bool:
        return self.status == 200 and bool(self.response.get("ok"))


@dataclass(slots=True, eq=False)
class Attempt:
    """One try to hand something over. `latency` is in real seconds, None without an ack."""

    at: float
    via: Literal["socket", "http"]
    number: int
    envelope_id: str = ""
    latency: float | None = None
    response: Any = None
    reason: str = ""  # why it counts as failed: http_timeout, http_error, connection_failed, lost

    @property
    def acked(self) -> bool:
        return self.latency is not None and not self.reason


@dataclass(slots=True, eq=False)
class Delivery:
    """An event, an interaction or a command on its way to an app."""

    kind: Kind
    app: App
    team: str
    payload: dict[str, Any]
    accepts_response: bool = False
    number: int = 0  # which delivery it is, counted with all records
    attempts: list[Attempt] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def event_id(self) -> str:
        return str(self.payload.get("event_id", ""))

    @property
    def type(self) -> str:
        """The event's type, or the interaction's, or the command."""
        event = self.payload.get("event")
        return str(event["type"] if event else self.payload.get("type") or self.payload.get("command", ""))

    @property
    def acked(self) -> bool:
        return any(one.acked for one in self.attempts)

    @property
    def latency(self) -> float | None:
        """Real seconds from the attempt that was acknowledged to its ack."""
        return next((one.latency for one in self.attempts if one.acked), None)

    @property
    def response(self) -> Any:
        return next((one.response for one in self.attempts if one.acked), None)


@dataclass(frozen=True, slots=True)
class Ack:
    """What the person's Slack made of the answer; `error` is "operation_timeout" when none came in time."""

    ok: bool
    response: Any = None
    latency: float | None = None
    error: str = ""


class Records:
    """Calls and deliveries, oldest first; of each the last `most` (0: all)."""

    def __init__(self, most: int = 0) -> None:
        self.most = most
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self._count = 0

    def add(self, one: Call | Delivery) -> None:
        self._count += 1
        one.number = self._count
        kept: list[Any] = self.calls if isinstance(one, Call) else self.deliveries
        kept.append(one)
        if self.most and len(kept) > self.most:
            del kept[: -self.most]

    def clear(self) -> None:
        self.calls.clear()
        self.deliveries.clear()
