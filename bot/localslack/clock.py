"""Slack's rules are about time (3 seconds, 30 minutes, an hour): a clock that can be moved lets a test see them all."""

import asyncio
import time


class Clock:
    """Seconds since 1970, running with real time from `start`, and moved ahead by `advance`."""

    def __init__(self, start: float | None = None) -> None:
        self._ahead = 0.0 if start is None else start - time.time()
        self._born = time.time() - time.monotonic()
        self._asleep: set[asyncio.Event] = set()

    def now(self) -> float:
        return self._born + time.monotonic() + self._ahead

    @property
    def ahead(self) -> float:
        """Seconds that it runs ahead of this machine's clock."""
        return self._ahead

    @ahead.setter
    def ahead(self, seconds: float) -> None:
        self._ahead = seconds
        for alarm in self._asleep:
            alarm.set()

    def advance(self, seconds: float) -> None:
        """Move ahead; whoever sleeps on this clock and is due wakes up at the next turn of the loop."""
        if seconds < 0:
            raise ValueError("time runs one way only")
        self.ahead += seconds

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        alarm = asyncio.Event()
        self._asleep.add(alarm)
        try:
            while (left := until - self.now()) > 0:
                alarm.clear()
                try:
                    await asyncio.wait_for(alarm.wait(), left)
                except TimeoutError:
                    continue
        finally:
            self._asleep.discard(alarm)
