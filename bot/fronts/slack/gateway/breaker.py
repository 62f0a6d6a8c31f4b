"""While Slack is away, asking does not bring it back: after some failures in a row it is left alone for a while.

Then one call tries. If it is answered, everything goes on; if not, the next while is twice as long.
"""

from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 5  # in a row
SHORTEST, LONGEST = 5.0, 60.0  # seconds that Slack is left alone
JITTER = 0.2  # of that time, more or less: many bots must not come back at the same moment
TRYING = 1.0  # seconds to come back in, while somebody tries


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call that was let through: when, and whether it is the one that tries."""

    began: float
    tries: bool


class Breaker:
    """For one address. Times are of one clock, in seconds."""

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._failures = 0
        self._openings = 0
        self._open_until: float | None = None
        self._trying = False
        self._answered_at = float("-inf")

    @property
    def open(self) -> bool:
        return self._open_until is not None

    def wait(self, now: float) -> float:
        """0 where a call may go; else the seconds until it is worth coming back."""
        if self._open_until is None:
            return 0.0
        if now < self._open_until:
            return self._open_until - now
        return TRYING if self._trying else 0.0

    def begin(self, now: float) -> Ticket:
        """A call goes; only where `wait` is 0. Each ends in one of `answered`, `failed` and `left`."""
        if self.open:
            self._trying = True
        return Ticket(now, self.open)

    def answered(self, now: float) -> None:
        """Slack is there, whatever it said."""
        self._failures = self._openings = 0
        self._open_until = None
        self._trying = False
        self._answered_at = now

    def failed(self, ticket: Ticket, now: float) -> None:
        """No connection, no answer in time, or a 5xx. Of a call older than the last answer it says nothing."""
        if ticket.tries and self.open:
            self._trying = False
            self._leave_alone(now)
        elif not self.open and ticket.began >= self._answered_at:
            self._failures += 1
            if self._failures >= FAILURES:
                self._leave_alone(now)

    def left(self, ticket: Ticket) -> None:
        """Whoever called did not wait for the answer."""
        if ticket.tries:
            self._trying = False

    def _leave_alone(self, now: float) -> None:
        seconds = min(SHORTEST * 2**self._openings, LONGEST)
        self._openings = min(self._openings + 1, 10)
        self._failures = 0
        self._open_until = now + seconds * (1 + JITTER * (2 * self._chance() - 1))
