"""Reads mails in processes of their own: a mail that hangs or crashes its reader costs nobody else an answer."""

import asyncio
import logging

from bot.flows.check import Asker
from bot.flows.ports import TooSlow
from bot.flows.shapes import Heard, Turned
from bot.jobs.analyst_process import AnalystProcess, ProcessGone
from bot.jobs.directories import Directories
from bot.jobs.frames import Broken

log = logging.getLogger(__name__)

FUNCTION = "bot.flows.conversation:turn"
START_SECONDS = 120.0  # a process that is not ready by then will not be
RETRY_SECONDS = 5.0  # until a process that did not start is tried again


class AnalysisFailed(TooSlow):
    """The process died over it, or the turn raised."""


class AnalysisUnusable(Exception):
    """No process starts."""


class AnalysisPool:
    """See bot.flows.ports.Analyst. `start` before the first turn, `close` after the last one."""

    def __init__(
        self, processes: int = 2, limit_seconds: float = 10.0, memory_mb: int = 1024, function: str = FUNCTION
    ) -> None:
        """`limit_seconds` holds for one turn, from when a process takes it; waiting for a process does not count."""
        self._processes = processes
        self._limit_seconds = limit_seconds
        self._memory_mb = memory_mb
        self._function = function
        self._directories = Directories()
        self._idle: asyncio.Queue[AnalystProcess] = asyncio.Queue()
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

    async def turn(self, heard: Heard, memory: bytes, asker: Asker) -> Turned:
        """Take one turn. Raises TooSlow where the process was killed; AnalysisFailed, a TooSlow, where it failed."""
        process = await self._free()
        try:
            async with asyncio.timeout(self._limit_seconds):
                answer = await process.take(heard, memory, asker)
        except TimeoutError:
            log.warning("an analysis was stopped at its limit of %g s", self._limit_seconds)
            process.kill()
            self._replace(process)
            raise TooSlow from None
        except ProcessGone:
            log.error("a process that reads mails died at work (memory, or a crash)")
            self._replace(process)
            raise AnalysisFailed from None
        except BaseException:
            process.kill()  # it is still at the turn that nobody waits for
            self._replace(process)
            raise
        self._idle.put_nowait(process)
        if isinstance(answer, Broken):
            log.error("a turn failed: %s", answer.why)
            raise AnalysisFailed
        return answer.turned

    async def close(self) -> None:
        """End all processes. May be called twice."""
        self._closed = True
        replacing = [*self._replacing]
        for task in replacing:
            task.cancel()
        await asyncio.gather(*replacing, return_exceptions=True)
        left = [*self._all]
        self._all.clear()
        for process in left:
            process.kill()
        await asyncio.gather(*(process.ended() for process in left))

    async def _free(self) -> AnalystProcess:
        """The next process, for those who wait in the order they came."""
        while not self._closed:
            process = await self._idle.get()
            if not process.gone:
                return process
            self._replace(process)  # the system ended it while it had nothing to do
        raise AnalysisFailed

    async def _add(self) -> None:
        process = await AnalystProcess.start(self._function, self._memory_mb, self._limit_seconds, self._directories)
        self._all.add(process)  # before it is ready, so that `close` knows of it
        try:
            async with asyncio.timeout(START_SECONDS):
                await process.ready()
        except (ProcessGone, TimeoutError):
            await process.ended()
            self._all.discard(process)
            raise
        self._idle.put_nowait(process)

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
