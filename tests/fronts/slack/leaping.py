"""A clock that leaps over what would only be waited for, so that a test sees minutes of pacing in a moment."""

import asyncio

from bot.localslack import Clock


class Leaping:
    """`now` and `sleep` for a gateway. With Slack's clock it moves that one, and leaves real requests time to end."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self._now = 0.0
        self._due: list[float] = []
        self.slept: list[float] = []

    def now(self) -> float:
        return self._clock.now() if self._clock else self._now

    def advance(self, seconds: float) -> None:
        if self._clock:
            self._clock.advance(max(seconds, 0.0))
        else:
            self._now += seconds

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        self.slept.append(seconds)
        self._due.append(until)
        try:
            while self.now() < until:
                await self._breath()
                if until <= min(self._due):
                    self._leap(until)
        finally:
            self._due.remove(until)

    async def _breath(self) -> None:
        if self._clock:
            await asyncio.sleep(0.02)
        else:
            for _ in range(5):  # whoever else can run does so first
                await asyncio.sleep(0)

    def _leap(self, until: float) -> None:
        if self._clock:
            self._clock.advance(max(until - self._clock.now(), 0.0))
        else:
            self._now = max(until, self._now)
