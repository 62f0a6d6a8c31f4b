"""The shared engine: procrastinate on PostgreSQL hands jobs to any number of processes.

A ticket in its queue names a job. The ticket is written in the job's own transaction (see bot.store.tickets), and
what becomes of the job is written there too; procrastinate says who is at it, wakes workers, and keeps heartbeats.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

import procrastinate
from procrastinate.connector import BaseConnector
from procrastinate.jobs import DeleteJobCondition, Notification, Status
from procrastinate.jobs import Job as Ticket
from procrastinate.manager import JobManager, NotificationCallback
from procrastinate.worker import Worker

from bot.flows.shapes import Job
from bot.jobs.doing import Doing
from bot.jobs.presence import Absence, stay_present
from bot.store.problems import StoreUnusable
from bot.store.tickets import QUEUE, TASK
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

AT_ONCE = 64
GRACE_SECONDS = 10.0
HEARTBEAT_SECONDS = 1.5
DEAD_SECONDS = 15.0  # without a heartbeat: its jobs go to the living
GONE_SECONDS = 4.0  # the same where its connection broke, too: so it is when the process was killed
RESCUE_SECONDS = 1.0  # between two looks for jobs of the dead
BEGIN_SECONDS = 0.5  # until a job is tried again that could not be begun
LOST = timedelta(minutes=1)  # due for so long and without a ticket: it gets a new one
POLL_SECONDS = 1.0  # where a notification was missed
RESTART_SECONDS = (0.2, 1.0, 2.0, 5.0)  # after the database broke off
FINISH_SECONDS = (0.2, 1.0, 2.0)  # until a ticket is taken off again, while the database is away
MOST_CONNECTIONS = 4
_FINISH = "DELETE FROM procrastinate_jobs WHERE id = %(ticket)s"


class _Tickets(JobManager):
    """A ticket whose job is over may be gone: it was torn up while its worker was taken for dead."""

    def __init__(self, connector: BaseConnector) -> None:
        super().__init__(connector)
        self._heard = 0  # news of tickets

    async def listen_for_jobs(
        self, *, on_notification: NotificationCallback, queues: Iterable[str] | None = None
    ) -> None:
        """See JobManager."""

        async def heard(*, channel: str, notification: Notification) -> None:
            self._heard += 1
            await on_notification(channel=channel, notification=notification)

        await super().listen_for_jobs(on_notification=heard, queues=queues)

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> Ticket | None:
        """See JobManager. The worker forgets what it heard while this looked: then this looks again."""
        while True:
            before = self._heard
            found = await super().fetch_job(queues, worker_id)
            if found or before == self._heard:
                return found

    async def finish_job(self, job: Ticket, status: Status, delete_job: bool) -> None:
        """See JobManager. A ticket that is done is always deleted."""
        if status is Status.ABORTED:  # it was not even begun: who takes over from us finds the ticket, and knows
            return None
        for seconds in FINISH_SECONDS:
            try:
                return await self.connector.execute_query_async(_FINISH, ticket=job.id)
            except procrastinate.exceptions.ConnectorException as error:
                log.error("a ticket could not be taken off the queue: %s", place_of(error))
                await asyncio.sleep(seconds)
        return None  # this worker breaks off, too, or another one takes it off once this one is gone


class SharedEngine:
    """See bot.jobs.engine.Engine. `address` is PostgreSQL's, as libpq reads it."""

    def __init__(
        self, doing: Doing, address: str, *, at_once: int = AT_ONCE, dead_seconds: float = DEAD_SECONDS,
        gone_seconds: float = GONE_SECONDS, heartbeat_seconds: float = HEARTBEAT_SECONDS,
        rescue_seconds: float = RESCUE_SECONDS, beat: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """`beat` is called while it goes round."""
        self._doing = doing
        self._address = address
        self._at_once = at_once
        self._dead_seconds = dead_seconds
        self._gone_seconds = gone_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._rescue_seconds = rescue_seconds
        self._beat = beat
        self._grace_seconds = GRACE_SECONDS
        self._stopping = asyncio.Event()
        self._worker: Worker | None = None
        self._at_work: set[asyncio.Task[None]] = set()
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
                failures = 1 if asyncio.get_running_loop().time() - began > DEAD_SECONDS else failures + 1
                await self._pause(RESTART_SECONDS[min(failures, len(RESTART_SECONDS)) - 1])
        finally:
            self._over.set()

    async def settle(self, seconds: float = GRACE_SECONDS) -> None:
        """Until nothing is due and nobody is at anything, or for so long; not while the database is away."""
        with contextlib.suppress(TimeoutError, StoreUnusable):
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
        app.job_manager = _Tickets(connector)
        app.task(name=TASK, queue=QUEUE, pass_context=True)(self._ticket_drawn)
        async with app.open_async():
            self._worker = worker = Worker(
                app, queues=[QUEUE], name=None, concurrency=self._at_once,
                fetch_job_polling_interval=POLL_SECONDS, delete_jobs=DeleteJobCondition.ALWAYS,
                shutdown_graceful_timeout=self._grace_seconds, install_signal_handlers=False,
                update_heartbeat_interval=self._heartbeat_seconds, stalled_worker_timeout=self._dead_seconds,
            )  # fmt: skip
            beside = [asyncio.create_task(one) for one in (self._present(worker), self._rescuing())]
            absence = Absence(self._dead_seconds / 2, self._was_away)
            try:
                if not self._stopping.is_set():
                    await worker.run()  # type: ignore[no-untyped-call]  # procrastinate leaves it untyped
            finally:
                self._worker = None
                absence.end()
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)

    # ── One job ─────────────────────────────────────────────────────────────────────────────────────────────

    async def _ticket_drawn(self, drawn: procrastinate.JobContext, job: int) -> None:
        assert drawn.job.id is not None
        if found := await self._begun(job, drawn.job.id):
            doing = asyncio.create_task(self._doing.do(found), name=f"job-{job}")
            self._at_work.add(doing)
            doing.add_done_callback(self._at_work.discard)
            try:
                await self._ended(found, doing)
            finally:
                doing.cancel()

    async def _begun(self, job: int, ticket: int) -> Job | None:
        """The job, as soon as the database answers: a ticket that is dropped unread would be missed only later."""
        while True:
            try:
                return await self._doing.jobs.begin(job, ticket, self._doing.now())
            except StoreUnusable as error:
                log.error("job %d cannot be begun: %s", job, error)
                await asyncio.sleep(BEGIN_SECONDS)

    async def _ended(self, job: Job, doing: asyncio.Task[None]) -> None:
        """Wait for its end. Where it is cut off (no time is left, or we were away), it is done again: by anybody."""
        try:
            await asyncio.wait([doing])
        except asyncio.CancelledError:
            doing.cancel()
            await asyncio.wait([doing])
        if doing.cancelled():
            log.warning("job %d is left to others", job.id)
            await self._doing.jobs.again(job, self._doing.now(), 0.0, failed=False)
        else:
            doing.result()

    def _was_away(self, seconds: float) -> None:
        """Others may have our jobs by now: nothing of ours goes on."""
        log.error("this process stood still for %.1f s: it leaves what it was at", seconds)
        for task in [*self._at_work]:
            task.cancel()

    # ── The living and the dead ─────────────────────────────────────────────────────────────────────────────

    async def _present(self, worker: Worker) -> None:
        while worker.worker_id is None:
            await asyncio.sleep(0.01)
        await stay_present(self._address, worker.worker_id, self._heartbeat_seconds)

    async def _rescuing(self) -> None:
        """Jobs of dead workers go to the living."""
        looked = self._doing.now() - LOST
        while True:
            self._beat()
            now = self._doing.now()
            try:
                if left := await self._doing.jobs.take_over(self._dead_seconds, self._gone_seconds):
                    log.warning("jobs of a dead worker go to the living: %d", left)
                if abs(now - looked) >= LOST / 6:
                    if found := await self._doing.jobs.rescue(now - LOST):
                        log.error("jobs whose ticket was lost got a new one: %d", found)
                    looked = now
            except Exception as error:  # noqa: BLE001 - the database is away; the worker notices that itself
                log.error("nobody looked for the jobs of dead workers: %s", place_of(error))
            await asyncio.sleep(self._rescue_seconds)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
