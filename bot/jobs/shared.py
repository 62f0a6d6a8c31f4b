"""The shared engine: procrastinate on PostgreSQL hands jobs to any number of processes.

A ticket in its queue names a job. The ticket is written in the job's own transaction (see bot.store.tickets), and
what becomes of the job is written there too; procrastinate says who is at it, wakes workers, and notices dead ones.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import procrastinate
from procrastinate.jobs import DeleteJobCondition
from procrastinate.jobs import Job as Ticket
from procrastinate.worker import Worker

from bot.jobs.doing import Doing
from bot.store.tickets import QUEUE, TASK
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

AT_ONCE = 64
GRACE_SECONDS = 10.0
HEARTBEAT_SECONDS = 3.0
DEAD_SECONDS = 15.0  # without a heartbeat: its jobs go to the living
RESCUE_SECONDS = 5.0  # between two looks for jobs of the dead
LOST = timedelta(minutes=1)  # due for so long and without a ticket: it gets a new one
POLL_SECONDS = 1.0  # where a notification was missed
RESTART_SECONDS = (0.2, 1.0, 2.0, 5.0)  # after the database broke off
MOST_CONNECTIONS = 4


class SharedEngine:
    """See bot.jobs.engine.Engine. `address` is PostgreSQL's, as libpq reads it."""

    def __init__(
        self, doing: Doing, address: str, *, at_once: int = AT_ONCE, dead_seconds: float = DEAD_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS, rescue_seconds: float = RESCUE_SECONDS,
        beat: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """`beat` is called while it goes round."""
        self._doing = doing
        self._address = address
        self._at_once = at_once
        self._dead_seconds = dead_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._rescue_seconds = rescue_seconds
        self._beat = beat
        self._grace_seconds = GRACE_SECONDS
        self._stopping = asyncio.Event()
        self._worker: Worker | None = None
        self._over = asyncio.Event()
        self._over.set()

    def nudge(self) -> None:
        """PostgreSQL notifies the workers itself."""

    async def run(self) -> None:
        """Do whatever comes, until `stop`. Where the database breaks off it is tried again."""
        self._over.clear()
        failures = 0
        try:
            while not self._stopping.is_set():
                self._beat()
                began = asyncio.get_running_loop().time()
                try:
                    await self._connected()
                except Exception as error:  # noqa: BLE001 - the database is away; nothing is lost, it is tried again
                    log.error("the queue broke off: %s", place_of(error))
                failures = 0 if asyncio.get_running_loop().time() - began > DEAD_SECONDS else failures + 1
                await self._pause(RESTART_SECONDS[min(failures, len(RESTART_SECONDS)) - 1])
        finally:
            self._over.set()

    async def settle(self, seconds: float = GRACE_SECONDS) -> None:
        """Until nothing is due and nobody is at anything, or for so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while await self._doing.jobs.under_way(self._doing.now()):
                    await asyncio.sleep(0.02)

    async def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Start nothing more, and finish what runs."""
        self._grace_seconds = grace_seconds
        self._stopping.set()
        if self._worker:
            self._worker.shutdown_graceful_timeout = grace_seconds
            self._worker.stop()  # type: ignore[no-untyped-call]  # procrastinate leaves it untyped
        await self._over.wait()

    async def _connected(self) -> None:
        """One life of a worker: until `stop`, or until the database breaks off."""
        connector = procrastinate.PsycopgConnector(
            conninfo=self._address, min_size=1, max_size=MOST_CONNECTIONS, timeout=5.0
        )  # fmt: skip
        app = procrastinate.App(connector=connector)
        app.task(name=TASK, queue=QUEUE, pass_context=True)(self._ticket_drawn)
        async with app.open_async():
            self._worker = Worker(
                app, queues=[QUEUE], name=None, concurrency=self._at_once,
                fetch_job_polling_interval=POLL_SECONDS, delete_jobs=DeleteJobCondition.ALWAYS,
                shutdown_graceful_timeout=self._grace_seconds, install_signal_handlers=False,
                update_heartbeat_interval=self._heartbeat_seconds, stalled_worker_timeout=self._dead_seconds,
            )  # fmt: skip
            rescuing = asyncio.create_task(self._rescuing(app))
            try:
                if not self._stopping.is_set():
                    await self._worker.run()  # type: ignore[no-untyped-call]
            finally:
                self._worker = None
                rescuing.cancel()
                await asyncio.wait([rescuing])

    async def _ticket_drawn(self, drawn: procrastinate.JobContext, job: int) -> None:
        if drawn.job.id and (found := await self._doing.jobs.begin(job, drawn.job.id, self._doing.now())):
            await self._doing.do(found)

    async def _rescuing(self, app: procrastinate.App) -> None:
        """Jobs of dead workers go to the living."""
        while True:
            self._beat()
            try:
                await self._rescued(app, await _stalled(app, self._dead_seconds), self._doing.now())
            except Exception as error:  # noqa: BLE001 - the database is away; the worker notices that itself
                log.error("nobody looked for the jobs of dead workers: %s", place_of(error))
            await asyncio.sleep(self._rescue_seconds)

    async def _rescued(self, app: procrastinate.App, stalled: Sequence[Ticket], now: datetime) -> None:
        if stalled:
            log.warning("jobs of a dead worker go to the living: %d", len(stalled))
            # The jobs first: a ticket that is drawn finds its job free.
            await self._doing.jobs.reclaim({_job_of(ticket): ticket.id for ticket in stalled if ticket.id})
            for ticket in stalled:
                await app.job_manager.retry_job(ticket)
        if found := await self._doing.jobs.rescue(now - LOST):
            log.error("jobs whose ticket was lost got a new one: %d", found)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()


async def _stalled(app: procrastinate.App, seconds: float) -> Sequence[Ticket]:
    """Tickets that a worker drew which has not been heard of for so long."""
    return [*await app.job_manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=seconds)]


def _job_of(ticket: Ticket) -> int:
    number = ticket.task_kwargs["job"]
    assert isinstance(number, int)
    return number
