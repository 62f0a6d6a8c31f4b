"""Tests, pages and the keeper wait for what happens next; this wakes them, so that nobody sleeps and hopes."""

import asyncio
import time
from collections.abc import Callable


class Changes:
    """Everything that alters the local Slack calls `touch`."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.count = 0

    def touch(self) -> None:
        self.count += 1
        for one in self._waiting:
            one.set()

    async def after(self, seen: int) -> int:
        """Wait until more has happened than at `seen`; the count now."""
        alarm = asyncio.Event()
        self._waiting.add(alarm)
        try:
            while self.count == seen:
                await alarm.wait()
                alarm.clear()
            return self.count
        finally:
            self._waiting.discard(alarm)

    async def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Whether the condition came true within so many real seconds; looked at on every change and now and then."""
        end = time.monotonic() + seconds
        alarm = asyncio.Event()
        self._waiting.add(alarm)
        try:
            while not condition():
                left = end - time.monotonic()
                if left <= 0:
                    return False
                alarm.clear()
                try:
                    await asyncio.wait_for(alarm.wait(), min(left, 0.05))
                except TimeoutError:
                    continue
            return True
        finally:
            self._waiting.discard(alarm)
