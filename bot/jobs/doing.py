"""Does one job: its handler, and what follows where that fails, is cut off, or has to wait for Slack."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flows.keeping import Jobs
from bot.flows.ports import Later, NotSent, Superseded
from bot.flows.shapes import Job, Outcome
from bot.store.problems import StoreUnusable
from bot.store.tables import UNTOLD
from bot.watch.metrics import CHECKS, JOB_SECONDS, JOBS
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

Handler = Callable[[Job], Awaitable[Outcome | None]]

MOST_FAILURES = 3
MOST_ATTEMPTS = 25  # begun so often, a job seems to end the process that does it
RETRY_SECONDS = (2.0, 10.0)  # after the first failure, after the second
LIMIT_SECONDS = 300.0  # for one attempt: no handler keeps its seat for ever
STORE_SECONDS = 2.0  # until a job is tried again that the database gave no answer
LONGEST_PAUSE = 60.0  # seconds between two tries of a job that waits for Slack
MOST_WRITES = 600  # tries to write an end, a second apart
WRITE_SECONDS = 1.0


class Endless(Exception):
    """This job was begun more often than any job may be: it seems to end the process that does it."""


@dataclass(slots=True)
class Doing:
    """How jobs are done. `handlers` by a job's kind; `given_up` tells the person that their job will not be done."""

    jobs: Jobs
    handlers: Mapping[str, Handler]
    now: Callable[[], datetime]
    given_up: Callable[[Job], Awaitable[None]]
    patience: timedelta = timedelta(hours=6)  # with a Slack that does not answer
    retry_seconds: tuple[float, ...] = RETRY_SECONDS
    limit_seconds: float = LIMIT_SECONDS
    write_seconds: float = WRITE_SECONDS

    async def do(self, job: Job) -> None:
        """Do it until it is done, put off or given up. Raises only where its end cannot be written for long."""
        try:
            if job.attempt > MOST_ATTEMPTS:
                raise Endless
            async with asyncio.timeout(self.limit_seconds):
                outcome = await self.handlers[job.kind](job)
        except Later as later:
            await self._put_off(job, later)
        except NotSent as error:  # the platform's last word: asking again would change nothing
            log.warning("not said (%s): Slack answers %s", job.kind, error)
            await self._written(lambda: self.jobs.failed(job, self.now(), f"{NotSent.__name__}{UNTOLD}"))
            self._counted(job, "failed")
        except Superseded:
            log.warning("job %d (%s) is somebody else's by now", job.id, job.kind)
            await self._again(job, STORE_SECONDS, failed=False)
        except StoreUnusable as error:
            log.error("job %d (%s) waits for the database: %s", job.id, job.kind, error)
            await self._again(job, STORE_SECONDS, failed=False)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises: try again, or tell the person
            log.error("job %d (%s), attempt %d, failed: %s", job.id, job.kind, job.attempt, place_of(error))
            await self._failed(job, error)
        else:
            await self._written(lambda: self.jobs.done(job, self.now(), outcome or Outcome()))
            self._counted(job, "done")
            for judged in outcome.judged if outcome else ():
                CHECKS.labels(judged.state).inc()

    async def _put_off(self, job: Job, later: Later) -> None:
        """Slack asks for patience, or does not answer: the longer it takes, the more seldom we ask."""
        if later.planned:
            await self._again(job, later.seconds, failed=False, fresh=True)
            return
        if not self._is_young(job):
            await self._give_up(job, Later.__name__)
            return
        pause = min(LONGEST_PAUSE, (self.now() - job.taken_at).total_seconds() / 10) * random.uniform(0.5, 1.0)
        await self._again(job, max(later.seconds, pause), failed=False)

    async def _failed(self, job: Job, error: Exception) -> None:
        hopeless = isinstance(error, Endless) or job.kind not in self.handlers
        if hopeless or job.failures + 1 >= MOST_FAILURES:
            await self._give_up(job, type(error).__name__)
        else:
            await self._again(job, self.retry_seconds[min(job.failures, len(self.retry_seconds) - 1)], failed=True)

    async def _again(self, job: Job, seconds: float, *, failed: bool, fresh: bool = False) -> None:
        await self._written(lambda: self.jobs.again(job, self.now(), seconds, failed=failed, fresh=fresh))
        self._counted(job, "again" if failed else "later")

    async def _give_up(self, job: Job, why: str) -> None:
        """The person is told; where Slack does not take even that, later, and after our patience it is a gap."""
        try:
            async with asyncio.timeout(self.limit_seconds):
                await self.given_up(job)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must not stay as it is
            if isinstance(error, (Later, Superseded, StoreUnusable)) and self._is_young(job):
                await self._again(job, error.seconds if isinstance(error, Later) else STORE_SECONDS, failed=False)
                return
            log.error("job %d (%s): nobody could be told that it failed: %s", job.id, job.kind, place_of(error))
            why += UNTOLD
        await self._written(lambda: self.jobs.failed(job, self.now(), why))
        self._counted(job, "failed")

    def _is_young(self, job: Job) -> bool:
        return self.now() - job.taken_at <= self.patience

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write how a job ended; while the store cannot (a full disk), the job keeps its seat and it is tried again."""
        for _ in range(MOST_WRITES):
            try:
                return await write()
            except Exception as error:  # noqa: BLE001 - an unwritten end would leave the job running for ever
                log.error("the end of a job could not be written: %s", _said(error))
                await asyncio.sleep(self.write_seconds)
        return await write()

    def _counted(self, job: Job, end: str) -> None:
        seconds = max(0.0, (self.now() - job.taken_at).total_seconds())
        log.info("job %d (%s): %s after %.2f s", job.id, job.kind, end, seconds)
        JOBS.labels(job.kind if job.kind in self.handlers else "unknown", end).inc()
        if end == "done":
            JOB_SECONDS.labels(job.kind).observe(seconds)


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, StoreUnusable) else place_of(error)
