"""Slack fails in ways that a bot meets rarely and must survive; here they can be ordered."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.localslack.world.apps import App

What = Literal["rate_limit", "server_error", "slow", "drop", "lose_reply", "error"]
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call; `seconds` is the Retry-After or the wait, `status` HTTP's, `error` Slack's word."""

    what: What
    seconds: float = 0.0
    status: int = 503
    error: str = ""


class Faults:
    """Orders for the next calls to a method, and for deliveries.

    Beside methods: "*" is any of them, "download" fetches a file, "response_url" answers an interaction.
    """

    def __init__(self) -> None:
        self._ordered: dict[str, deque[Fault]] = {}
        self.duplicates = 0
        self.lost_acks = 0
        self.close_sockets: Callable[[App | None], Awaitable[None]] | None = None
        self.send_disconnect: Callable[[Reason, App | None], Awaitable[None]] | None = None

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """429 with Retry-After."""
        self._order(method, Fault("rate_limit", seconds=retry_after), times)

    def server_error(self, method: str, *, times: int = 1, status: int = 503) -> None:
        self._order(method, Fault("server_error", status=status), times)

    def slow(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Done, and answered so many real seconds late."""
        self._order(method, Fault("slow", seconds=seconds), times)

    def drop_connection(self, method: str, *, times: int = 1) -> None:
        """Not done, and no answer. (aiohttp's client asks once more by itself when the call was a GET.)"""
        self._order(method, Fault("drop"), times)

    def lose_reply(self, method: str, *, times: int = 1) -> None:
        """Done, and the connection is cut before the answer."""
        self._order(method, Fault("lose_reply"), times)

    def error(self, method: str, error: str, *, times: int = 1) -> None:
        """`ok: false` with Slack's word for it."""
        self._order(method, Fault("error", error=error), times)

    def duplicate_events(self, times: int = 1) -> None:
        """The next events come twice, with the same event_id."""
        self.duplicates += times

    def lose_acks(self, times: int = 1) -> None:
        """The next acks of events are lost on their way, so that they are delivered again."""
        self.lost_acks += times

    async def drop_sockets(self, app: App | None = None) -> None:
        """Cut the Socket Mode connections (of one app) without a word."""
        if self.close_sockets:
            await self.close_sockets(app)

    async def disconnect(self, reason: Reason = "warning", app: App | None = None) -> None:
        """Say `disconnect` on the sockets. All but a warning close them, too."""
        if self.send_disconnect:
            await self.send_disconnect(reason, app)

    def clear(self) -> None:
        self._ordered.clear()
        self.duplicates = self.lost_acks = 0

    def ordered(self) -> list[dict[str, Any]]:
        """What is ordered and has not happened yet: `on` (a method, "events" or "acks"), `what`, `times`."""
        found = [{"on": on, "what": one.what, "times": 1} for on, waiting in self._ordered.items() for one in waiting]
        found += [{"on": "events", "what": "duplicate_events", "times": self.duplicates}] * bool(self.duplicates)
        return found + [{"on": "acks", "what": "lose_acks", "times": self.lost_acks}] * bool(self.lost_acks)

    def due(self, method: str) -> Fault | None:
        """The fault for this call, taken off the list."""
        for name in (method, "*"):
            if self._ordered.get(name):
                return self._ordered[name].popleft()
        return None

    def ack_is_lost(self) -> bool:
        if not self.lost_acks:
            return False
        self.lost_acks -= 1
        return True

    def is_duplicated(self) -> bool:
        if not self.duplicates:
            return False
        self.duplicates -= 1
        return True

    def _order(self, method: str, fault: Fault, times: int) -> None:
        self._ordered.setdefault(method, deque()).extend([fault] * times)
