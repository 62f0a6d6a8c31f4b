"""The embedded engine: does the jobs of an SQLite store in this process."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.flows.shapes import Job
from bot.jobs.doing import Doing
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

AT_ONCE = 64
POLL_SECONDS = 1.0  # jobs that were put off become due without a nudge
GATHER_SECONDS = 0.003  # jobs that come at the same moment are claimed together
GRACE_SECONDS = 10.0
JUMP = timedelta(seconds=1)  # back: clocks are corrected by less all the time


class Jumps:
    """Notices that the clock was set back."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = now()

    def went_back(self) -> bool:
        """Since it was asked last."""
        before, self._last = self._last, self._now()
        return self._last < before - JUMP


class EmbeddedEngine:
    """See bot.jobs.engine.Engine. Does up to `at_once` jobs at a time."""

    def __init__(
        self, doing: Doing, *, at_once: int = AT_ONCE, poll_seconds: float = POLL_SECONDS,
        beat: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """`beat` is called while it goes round."""
        self._doing = doing
        self._at_once = at_once
        self._poll_seconds = poll_seconds
        self._beat = beat
        self._grace_seconds = GRACE_SECONDS
        self._running: set[asyncio.Task[None]] = set()
        self._nudged = asyncio.Event()
        self._stopping = False
        self._hurries = False
        self._over = asyncio.Event()
        self._over.set()
        self._idle = asyncio.Event()

    def nudge(self) -> None:
        """There is something to do."""
        self._nudged.set()

    async def run(self) -> None:
        """Do what a killed process left, then whatever comes, until `stop`."""
        self._over.clear()
        try:
            clock, reclaimed = Jumps(self._doing.now), False
            while not self._stopping:
                self._beat()
                self._nudged.clear()
                try:
                    reclaimed = reclaimed or await self._reclaimed()
                    await self._mind_the_clock(clock)
                    await self._start_due()
                except Exception as error:  # noqa: BLE001 - a full disk must not end the engine; it is tried again
                    log.error("no jobs could be claimed: %s", place_of(error))
                await self._something_to_do()
            if self._running:
                await asyncio.wait(self._running, timeout=self._grace_seconds)
        finally:
            await self._interrupt()
            self._over.set()

    async def settle(self, seconds: float = GRACE_SECONDS) -> None:
        """Until nothing is due and nothing runs, or for so long."""
        self._idle.clear()
        self.nudge()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    async def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Start nothing more, and finish what runs."""
        self._grace_seconds = grace_seconds
        self._stopping = True
        self.nudge()
        await self._over.wait()

    async def _reclaimed(self) -> bool:
        if left := await self._doing.jobs.reclaim():
            log.warning("interrupted jobs that are done again: %d", left)
        return True

    async def _mind_the_clock(self, clock: Jumps) -> None:
        if clock.went_back():
            log.warning("the clock went back")
            self._hurries = True
        if self._hurries:
            await self._doing.jobs.hurry(self._doing.now())
            self._hurries = False

    async def _start_due(self) -> None:
        free = self._at_once - len(self._running)
        if not free:
            return
        claimed = await self._doing.jobs.claim(self._doing.now(), free)
        if not claimed and not self._running:
            self._idle.set()
        for job in claimed:
            self._start(job)

    def _start(self, job: Job) -> None:
        task = asyncio.create_task(self._doing.do(job), name=f"job-{job.id}")
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.nudge()  # its seat is free
        if not task.cancelled() and (error := task.exception()):
            log.error("%s is left for the next start: %s", task.get_name(), place_of(error))

    async def _something_to_do(self) -> None:
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._nudged.wait()
        except TimeoutError:
            return
        await asyncio.sleep(GATHER_SECONDS)

    async def _interrupt(self) -> None:
        left = [*self._running]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
