"""Reads mails in processes of their own: a mail that hangs or crashes its reader costs nobody else an answer."""

import asyncio
import logging
import time

from bot.flows.check import Asker
from bot.flows.ports import TooSlow
from bot.flows.shapes import Heard, Person, Turned
from bot.jobs.analyst_process import AnalystProcess, ProcessGone, Unfit
from bot.jobs.directories import Directories
from bot.jobs.frames import Broken, Taken
from bot.jobs.seats import Closed, Seats
from bot.watch.metrics import ANALYSES, ANALYSIS_SECONDS

log = logging.getLogger(__name__)

FUNCTION = "bot.flows.conversation:turn"
BRIEF_SECONDS = 3.0  # for the beginning of a mail that was too much
START_SECONDS = 120.0  # a process that is not ready by then will not be
RETRY_SECONDS = 5.0  # until a process that did not start is tried again


class AnalysisFailed(TooSlow):
    """The turn raised, or there is no process to take it."""

    end = "failed"  # as the metrics call it


class Crashed(AnalysisFailed):
    """The process died over it."""

    end = "crashed"


class AnalysisUnusable(Exception):
    """No process starts."""


class AnalysisPool:
    """See bot.flows.ports.Analyst. `start` before the first turn, `close` after the last one.

    A turn that takes too long, too much memory or its process's life is taken once more, briefly: so a mail that is
    made to break its reader is judged by its headers and its text.
    """

    def __init__(
        self, processes: int = 2, limit_seconds: float = 10.0, memory_mb: int = 1024, function: str = FUNCTION
    ) -> None:
        """`limit_seconds` holds for one turn, from when a process takes it; waiting for a process does not count."""
        self._processes = processes
        self._limit_seconds = limit_seconds
        self._memory_mb = memory_mb
        self._function = function
        self._directories = Directories()
        self._seats: Seats[AnalystProcess] = Seats(self._replace)
        self._all: set[AnalystProcess] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes, and wait until they are warm. Raises AnalysisUnusable."""
        try:
            async with asyncio.TaskGroup() as starting:
                for _ in range(self._processes):
                    starting.create_task(self._add())
        except* (ProcessGone, OSError, TimeoutError) as errors:
            await self.close()
            raise AnalysisUnusable("The processes that read mails do not start: install Legitbot again.") from errors

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> Turned:
        """Take one turn. Raises TooSlow where even a brief one takes too long; AnalysisFailed where it fails."""
        try:
            turned, end = await self._whole_or_briefly(heard, memory, asker, person)
        except TooSlow as error:
            ANALYSES.labels(error.end if isinstance(error, AnalysisFailed) else "too_slow").inc()
            raise
        ANALYSES.labels(end).inc()
        return turned

    async def _whole_or_briefly(self, heard: Heard, memory: bytes, asker: Asker, person: Person) -> tuple[Turned, str]:
        try:
            return await self._taken(heard, memory, asker, person), "answered"
        except TooSlow:
            return await self._taken(heard, memory, asker, person, brief=True), "brief"

    async def close(self) -> None:
        """End all processes. May be called twice."""
        self._closed = True
        self._seats.close()
        replacing = [*self._replacing]
        for task in replacing:
            task.cancel()
        await asyncio.gather(*replacing, return_exceptions=True)
        left = [*self._all]
        self._all.clear()
        for process in left:
            process.kill()
        await asyncio.gather(*(process.ended() for process in left))

    async def _taken(self, heard: Heard, memory: bytes, asker: Asker, person: Person, *, brief: bool = False) -> Turned:
        """The turn, taken by the next process that is this person's. A brief one comes before what they asked else."""
        for again in range(self._processes + 1):  # should all be unfit before they begin, a fresh one follows
            try:
                process = await self._seats.taken(person, first=brief or again > 0)
            except Closed:
                raise AnalysisFailed from None
            try:
                answer = await self._answer(process, heard, memory, asker, person, brief=brief)
            except Unfit:
                continue
            if isinstance(answer, Broken):
                log.error("a turn failed: %s", answer.why)
                raise AnalysisFailed
            return answer.turned
        raise Crashed

    async def _answer(
        self, process: AnalystProcess, heard: Heard, memory: bytes, asker: Asker, person: Person, *, brief: bool
    ) -> Taken | Broken:
        """What this process says to the turn; whatever happens, the process is given back or replaced."""
        started = time.monotonic()
        seconds = min(BRIEF_SECONDS, self._limit_seconds) if brief else self._limit_seconds
        stays = False
        try:
            async with asyncio.timeout(seconds):
                answer = await process.take(heard, memory, asker, seconds, brief=brief)
            stays = isinstance(answer, Broken) or not answer.last
        except TimeoutError:
            log.warning("an analysis was stopped at its limit of %g s", seconds)
            raise TooSlow from None
        except Unfit:
            log.error("a process that reads mails was gone before its turn")
            raise
        except ProcessGone:
            log.error("a process that reads mails died at work (memory, or a crash)")
            raise Crashed from None
        finally:
            ANALYSIS_SECONDS.observe(time.monotonic() - started)
            self._left(process, person, stays=stays)
        return answer

    def _left(self, process: AnalystProcess, person: Person, *, stays: bool) -> None:
        """The process is free for the next one; or it is ended, whatever it is still at, and another one started."""
        if stays:
            self._seats.free(process, person)
            return
        process.kill()
        self._replace(process)
        self._seats.lost(person)

    async def _add(self) -> None:
        process = await AnalystProcess.start(self._function, self._memory_mb, self._directories)
        self._all.add(process)  # before it is ready, so that `close` knows of it
        try:
            async with asyncio.timeout(START_SECONDS):
                await process.ready()
        except (ProcessGone, TimeoutError):
            await process.ended()
            self._all.discard(process)
            raise
        self._seats.add(process)

    def _replace(self, process: AnalystProcess) -> None:
        if self._closed:
            return
        task = asyncio.create_task(self._replaced(process))
        self._replacing.add(task)
        task.add_done_callback(self._replacing.discard)

    async def _replaced(self, process: AnalystProcess) -> None:
        await process.ended()
        self._all.discard(process)
        while True:
            try:
                return await self._add()
            except (ProcessGone, OSError, TimeoutError):
                log.error("a process that reads mails did not start; it is tried again")
                await asyncio.sleep(RETRY_SECONDS)
