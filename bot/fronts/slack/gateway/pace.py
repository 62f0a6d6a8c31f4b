"""Who waits, and how long: a queue for each thing that Slack counts, first come first served, never for minutes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from bot.fronts.slack.gateway.tiers import Rate
from bot.watch.metrics import SLACK_WAITS

MOST_LANES = 10_000
Key = tuple[str, ...]
Why = Literal["channel", "tier"]


class TooLong(Exception):
    """The wait would be longer than anybody may wait here; `seconds` is how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


@dataclass(slots=True)
class Bucket:
    """A token bucket, kept as the moment when it will be full again. In any w seconds: at most burst + w * rate."""

    rate: Rate
    full_at: float = float("-inf")
    paused_until: float = float("-inf")

    def wait(self, now: float, ahead: int = 0) -> float:
        """Seconds until the next token, when so many others take theirs first."""
        full = max(self.full_at, now) + (ahead + 1) / self.rate.a_second
        return max(full - self.rate.burst / self.rate.a_second - now, self.paused_until - now, 0.0)

    def room(self, now: float) -> int:
        """How many tokens there are."""
        if self.paused_until > now:
            return 0
        return int(self.rate.burst - max(0.0, self.full_at - now) * self.rate.a_second)

    def take(self, now: float) -> None:
        self.full_at = max(self.full_at, now) + 1 / self.rate.a_second

    def pause(self, until: float) -> None:
        """Nothing before `until`; then one at a time, for whoever was told to wait has no burst left."""
        self.paused_until = max(self.paused_until, until)
        self.full_at = max(self.full_at, until + (self.rate.burst - 1) / self.rate.a_second)

    def idle(self, now: float) -> bool:
        """Whether it is as good as new."""
        return self.full_at <= now and self.paused_until <= now


@dataclass(slots=True)
class Lane:
    """A bucket and the queue before it."""

    bucket: Bucket
    why: Why
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)  # it wakes those who wait in the order in which they came
    inside: int = 0  # those who wait, and those whose turn it is
    waiting: int = 0
    limited: str = ""  # the channel for which Slack last said "too fast"


class Lanes:
    """All queues, each made when it is needed and forgotten when it is as good as new."""

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]], most: int = MOST_LANES
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._most = most
        self._lanes: dict[Key, Lane] = {}

    def __len__(self) -> int:
        return len(self._lanes)

    def lane(self, key: Key, rate: Rate, why: Why) -> Lane:
        found = self._lanes.pop(key, None) or Lane(Bucket(rate), why)
        if len(self._lanes) >= self._most:
            self._forget()
        self._lanes[key] = found  # the last in the order of use
        return found

    def paused(self, key: Key) -> bool:
        """Whether Slack told us to leave this alone for now."""
        found = self._lanes.get(key)
        return found is not None and found.bucket.paused_until > self._clock()

    @asynccontextmanager
    async def turn(self, lane: Lane, until: float, *, keep: bool) -> AsyncIterator[None]:
        """Wait for the turn; with `keep` nobody else has theirs before it ends. Raises TooLong."""
        self._bearable(lane, until, lane.waiting)
        lane.inside += 1
        try:
            await self._reached(lane, until)
            if not keep:
                lane.lock.release()
            try:
                yield
            finally:
                if keep:
                    lane.lock.release()
        finally:
            lane.inside -= 1

    async def _reached(self, lane: Lane, until: float) -> None:
        """Wait for the head of the queue, and take a token; the lock is held then."""
        lane.waiting += 1
        try:
            await lane.lock.acquire()
            try:
                await self._at_the_head(lane, until)
            except BaseException:
                lane.lock.release()
                raise
        finally:
            lane.waiting -= 1

    async def _at_the_head(self, lane: Lane, until: float) -> None:
        if self._clock() > until:  # whoever was before us took too long
            raise TooLong(lane.bucket.wait(self._clock(), 1) or 1.0)
        counted = False
        while (wait := self._bearable(lane, until)) > 0:
            if not counted:
                SLACK_WAITS.labels(self._cause(lane)).inc()
                counted = True
            await self._sleep(wait)
        lane.bucket.take(self._clock())

    def _bearable(self, lane: Lane, until: float, ahead: int = 0) -> float:
        """Seconds to wait. Raises TooLong where that is beyond `until`."""
        now = self._clock()
        if (wait := lane.bucket.wait(now, ahead)) > 0 and now + wait > until:
            SLACK_WAITS.labels(self._cause(lane)).inc()
            raise TooLong(wait)
        return wait

    def _cause(self, lane: Lane) -> str:
        return "retry_after" if lane.bucket.paused_until > self._clock() else lane.why

    def _forget(self) -> None:
        """Drop what is as good as new, and if that is too little, what was used longest ago; nobody who waits."""
        now = self._clock()
        self._lanes = {key: one for key, one in self._lanes.items() if one.inside or not one.bucket.idle(now)}
        unused = [key for key, one in self._lanes.items() if not one.inside]
        for key in unused[: max(0, len(self._lanes) - self._most * 9 // 10)]:
            del self._lanes[key]
