"""The embedded engine: does the jobs of the store in this process, each until it is done or given up."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flows.ports import Jobs, Later
from bot.flows.shapes import WRITTEN, Job, Outcome
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

Handler = Callable[[Job], Awaitable[Outcome | None]]

MOST_FAILURES = 3
MOST_LATERS = 20
RETRY_SECONDS = (2.0, 10.0)  # after the first failure, after the second
LIMIT_SECONDS = 300.0  # for one attempt: no handler keeps its seat for ever
MOST_WRITES = 600  # tries to write an end, a poll apart
POLL_SECONDS = 1.0  # jobs that were put off become due without a nudge
GATHER_SECONDS = 0.003  # jobs that come at the same moment are claimed together
GRACE_SECONDS = 10.0


class Endless(Exception):
    """This job was begun more often than any job may be: it seems to end the process that does it."""


@dataclass(slots=True)
class _Tally:
    """How a job fared in this process."""

    failures: int = 0
    laters: int = 0


class Engine:
    """Does jobs, up to `concurrency` at once. `run` until `stop`; `nudge` when there is a new one."""

    def __init__(
        self,
        jobs: Jobs,
        handlers: Mapping[str, Handler],
        now: Callable[[], datetime],
        given_up: Callable[[Job], Awaitable[None]],
        *,
        concurrency: int = 64,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
        limit_seconds: float = LIMIT_SECONDS,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        """`handlers` by a job's kind; `given_up` tells the person that their job will not be done."""
        self._jobs = jobs
        self._handlers = handlers
        self._now = now
        self._given_up = given_up
        self._concurrency = concurrency
        self._retry_seconds = retry_seconds
        self._limit_seconds = limit_seconds
        self._poll_seconds = poll_seconds
        self._grace_seconds = GRACE_SECONDS
        self._tallies: dict[int, _Tally] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._nudged = asyncio.Event()
        self._stopping = False
        self._over = asyncio.Event()
        self._over.set()
        self._idle = asyncio.Event()

    def nudge(self) -> None:
        """There is something to do. May be called from any listener, as often as one likes."""
        self._nudged.set()

    async def run(self) -> None:
        """Do what a killed process left, then whatever comes, until `stop`."""
        self._over.clear()
        try:
            if left := await self._jobs.reclaim():
                log.warning("interrupted jobs that are done again: %d", left)
            while not self._stopping:
                self._nudged.clear()
                await self._start_due()
                await self._something_to_do()
            if self._running:
                await asyncio.wait(self._running, timeout=self._grace_seconds)
        finally:
            await self._interrupt()
            self._over.set()

    async def settle(self, seconds: float = GRACE_SECONDS) -> None:
        """Until nothing is due and nothing runs, or for so long: what was acknowledged is answered before we go."""
        self._idle.clear()
        self.nudge()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()

    async def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Start nothing more, and finish what runs; what takes longer is done after the next start."""
        self._grace_seconds = grace_seconds
        self._stopping = True
        self.nudge()
        await self._over.wait()

    async def _start_due(self) -> None:
        free = self._concurrency - len(self._running)
        if not free:
            return
        try:
            claimed = await self._jobs.claim(self._now(), free)
        except Exception as error:  # noqa: BLE001 - a full disk must not end the engine; the next round tries again
            log.error("no jobs could be claimed: %s", error)
            return
        if not claimed and not self._running:
            self._idle.set()
        for job in claimed:
            task = asyncio.create_task(self._do(job), name=f"job-{job.id}")
            self._running.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.nudge()  # its seat is free
        if not task.cancelled() and (error := task.exception()):
            log.error("%s is left for the next start: %s", task.get_name(), error)

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

    async def _do(self, job: Job) -> None:
        tally = self._tallies.setdefault(job.id, _Tally())
        try:
            if job.attempt > MOST_FAILURES + MOST_LATERS:
                raise Endless
            async with asyncio.timeout(self._limit_seconds):
                outcome = await self._handlers[job.kind](job)
        except Later as later:
            await self._put_off(job, tally, later.seconds)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises: try again, or tell the person
            log.error("job %d (%s), attempt %d, failed: %s", job.id, job.kind, job.attempt, place_of(error))
            await self._failed(job, tally, error)
        else:
            if outcome is not WRITTEN:
                await self._written(lambda: self._jobs.done(job, self._now(), outcome or Outcome()))
            del self._tallies[job.id]

    async def _put_off(self, job: Job, tally: _Tally, seconds: float) -> None:
        tally.laters += 1
        if tally.laters > MOST_LATERS:
            await self._give_up(job, Later.__name__)
        else:
            await self._again(job, seconds)

    async def _failed(self, job: Job, tally: _Tally, error: Exception) -> None:
        tally.failures += 1
        hopeless = isinstance(error, Endless) or job.kind not in self._handlers
        if hopeless or tally.failures >= MOST_FAILURES:
            await self._give_up(job, type(error).__name__)
        else:
            await self._again(job, self._retry_seconds[min(tally.failures, len(self._retry_seconds)) - 1])

    async def _again(self, job: Job, seconds: float) -> None:
        await self._written(lambda: self._jobs.again(job, self._now() + timedelta(seconds=seconds)))

    async def _give_up(self, job: Job, why: str) -> None:
        try:
            async with asyncio.timeout(self._limit_seconds):
                await self._given_up(job)
        except Exception as error:  # noqa: BLE001 - there is nobody left to tell
            log.error("job %d (%s): nobody could be told that it failed: %s", job.id, job.kind, place_of(error))
        await self._written(lambda: self._jobs.failed(job, self._now(), why))
        del self._tallies[job.id]

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write how a job ended; while the store cannot (a full disk), the job keeps its seat and it is tried again."""
        for _ in range(MOST_WRITES):
            try:
                return await write()
            except Exception as error:  # noqa: BLE001 - an unwritten end would leave the job running for ever
                log.error("the end of a job could not be written: %s", error)
                await asyncio.sleep(self._poll_seconds)
        return await write()
