"""The queue: what is to be done, who is at it, and what came of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select, tuple_, update

from bot.flows.shapes import NOTHING, Job, Outcome
from bot.store import tickets
from bot.store.checks import write_check
from bot.store.conversations import write_conversation
from bot.store.database import Database
from bot.store.draw import COLUMNS, drawn, taken
from bot.store.feedback import write_feedback
from bot.store.forgotten import empty_deliveries, forgotten_since
from bot.store.problems import StoreUnusable
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import DONE, FAILED, QUEUED, RUNNING, TIPS, UNTOLD, jobs

log = logging.getLogger(__name__)

# Whoever was cut off at a job, and comes back after it was given to somebody else, has an older attempt, or another
# ticket: what was put off is given on in the same attempt.
_MINE = update(jobs).where(
    jobs.c.id == bindparam("of"),
    jobs.c.state == RUNNING,
    jobs.c.attempt == bindparam("in_attempt"),
    jobs.c.ticket.is_not_distinct_from(bindparam("drawn", type_=jobs.c.ticket.type)),
)
_END = _MINE.values(state=bindparam("to"), payload=None, ended_at=bindparam("at"), why=bindparam("because"))
_ENDED = _END.returning(jobs.c.workspace, jobs.c.line, jobs.c.taken_at)
_BARE = update(jobs).where(jobs.c.id == bindparam("of")).values(line="", about="")  # where they were, and of what
_GONE = delete(jobs).where(jobs.c.id == bindparam("of"))
_AGAIN = _MINE.values(
    state=QUEUED, run_at=bindparam("at"), attempt=bindparam("begun"), failures=bindparam("failed_so_far"),
    taken_at=func.coalesce(bindparam("since", type_=jobs.c.taken_at.type), jobs.c.taken_at),
)  # fmt: skip
_BEGIN = (
    update(jobs)
    # Whoever asks twice with one ticket did not hear the first answer: nobody else has this ticket.
    .where(
        jobs.c.id == bindparam("of"),
        (jobs.c.state == QUEUED) | ((jobs.c.state == RUNNING) & (jobs.c.ticket == bindparam("drawn"))),
    )
    .values(state=RUNNING, ticket=bindparam("drawn"))
    .returning(*COLUMNS)
)
_RECLAIM = update(jobs).where(jobs.c.state == RUNNING).values(state=QUEUED, attempt=jobs.c.attempt + 1)
_HURRY = update(jobs).where(jobs.c.state == QUEUED, jobs.c.run_at > bindparam("now")).values(run_at=bindparam("now"))
_NOTE = (
    update(jobs)
    .where(
        jobs.c.workspace == bindparam("of_workspace"),
        jobs.c.about == bindparam("about_it"),
        jobs.c.state.in_((QUEUED, RUNNING)),
    )
    .values(became=bindparam("now_is"))
)
_BECAME = select(jobs.c.became).where(jobs.c.id == bindparam("of"))
_WAITING = select(func.count(), func.min(jobs.c.run_at)).where(
    jobs.c.state == QUEUED, jobs.c.run_at <= bindparam("now")
)
_UNDER_WAY = select(func.count()).where(
    (jobs.c.state == RUNNING) | ((jobs.c.state == QUEUED) & (jobs.c.run_at <= bindparam("now")))
)


def payload_row(workspace: str, key: str) -> str:
    """What a sealed payload is bound to."""
    return f"jobs/payload/{workspace}/{key}"


@dataclass(frozen=True, slots=True)
class Jobs:
    """See bot.flows.keeping.Jobs."""

    database: Database
    sealer: Sealer

    async def claim(self, now: datetime, most: int) -> Sequence[Job]:
        """The next jobs to do: those of the workspaces that have the fewest running, and waited longest."""
        wanted = await self.database.read(lambda connection: drawn(connection, now, most))
        if not wanted:
            return ()
        rows = {row.id: row for row in await self.database.write(lambda connection: taken(connection, wanted))}
        opened = [await self._opened(rows[id_], now) for id_ in wanted if id_ in rows]
        return [job for job in opened if job]

    async def begin(self, job_id: int, ticket: int, now: datetime) -> Job | None:
        """The job behind a ticket, which is ours from now on; None where it is over, or somebody is at it."""
        values = {"of": job_id, "drawn": ticket}
        row = await self.database.write(lambda connection: connection.execute(_BEGIN, values).first())
        return await self._opened(row, now) if row else None

    async def done(self, job: Job, now: datetime, outcome: Outcome = NOTHING) -> None:
        """The job is done, and this is what came of it, in one transaction; the job's payload is deleted."""
        await self._end(job, DONE, now, "", outcome)

    async def failed(self, job: Job, now: datetime, why: str) -> None:
        """The job is given up; its payload is deleted. `why` holds no word of a mail."""
        await self._end(job, FAILED, now, why)

    async def again(self, job: Job, now: datetime, seconds: float, *, failed: bool, fresh: bool = False) -> None:
        """The job is to be done once more, in so many seconds; `failed` counts against it, `fresh` begins anew.

        One of tips that is put off is over where another one waits behind it: what that was written for must not wait.
        """
        at = now + timedelta(seconds=seconds)
        values = {
            **_mine(job), "at": at, "since": at if fresh else None, "begun": 1 if fresh else job.attempt + failed,
            "failed_so_far": 0 if fresh else job.failures + failed,
        }  # fmt: skip
        place = select(jobs.c.turn).where(jobs.c.id == job.id)

        def put_off(connection: Connection) -> None:
            if job.kind == TIPS and not failed and tickets.others_wait(connection, job.workspace, TIPS):
                self._end_in(connection, job, DONE, now, "", NOTHING)
                return
            mine = connection.execute(_AGAIN, values).rowcount
            if mine and tickets.on_server(connection):
                tickets.give(connection, job.id, connection.execute(place).scalar_one(), seconds)

        await self.database.write(put_off)

    async def reclaim(self) -> int:
        """All jobs that a killed process was doing are to be done. How many."""
        return await self.database.write(lambda connection: connection.execute(_RECLAIM).rowcount)

    async def take_over(self, dead_seconds: float, gone_seconds: float) -> int:
        """What workers were at that are dead is to be done, with new tickets. How many.

        A worker is dead after so many seconds without a heartbeat; where its connection broke, too, after fewer.
        """

        def taken_over(connection: Connection) -> int:
            torn = tickets.torn_up(connection, dead_seconds, gone_seconds)
            if not torn:
                return 0
            left = connection.execute(_RECLAIM.where(tuple_(jobs.c.id, jobs.c.ticket).in_(torn))).rowcount
            tickets.give_to_those_without(connection, {job for job, _ in torn})
            return left

        return await self.database.write(taken_over)

    async def hurry(self, now: datetime) -> int:
        """The clock went back: what was put off by the old one is due now. How many."""
        return await self.database.write(lambda connection: connection.execute(_HURRY, {"now": now}).rowcount)

    async def rescue(self, before: datetime) -> int:
        """Jobs that were due before then, and have no ticket any more, get one. How many."""

        def rescued(connection: Connection) -> int:
            if left := tickets.abandoned(connection, before):  # and not begun by somebody else since
                connection.execute(_RECLAIM.where(tuple_(jobs.c.id, jobs.c.attempt).in_(left)))
            return tickets.give_to_lost(connection, before)

        return await self.database.write(rescued)

    async def note(self, workspace: str, about: str, became: str) -> bool:
        """What was said was edited or deleted. False where no job about it is left."""
        values = {"of_workspace": workspace, "about_it": about, "now_is": became}
        return await self.database.write(lambda connection: connection.execute(_NOTE, values).rowcount) > 0

    async def became(self, job: Job) -> str:
        """ "edited" or "deleted", where what was said did not stay as it was."""
        return await self.database.read(lambda connection: connection.execute(_BECAME, {"of": job.id}).scalar()) or ""

    async def waiting(self, now: datetime) -> tuple[int, float]:
        """How many jobs are due that nobody is at, and for how many seconds the oldest has been."""
        row = await self.database.read(lambda connection: connection.execute(_WAITING, {"now": now}).one())
        return row[0], max(0.0, (now - row[1]).total_seconds()) if row[1] else 0.0

    async def under_way(self, now: datetime) -> int:
        """How many jobs are due or being done."""
        return await self.database.read(lambda connection: connection.execute(_UNDER_WAY, {"now": now}).scalar_one())

    async def _end(self, job: Job | Row[Any], state: str, now: datetime, why: str, outcome: Outcome = NOTHING) -> None:
        await self.database.write(lambda connection: self._end_in(connection, job, state, now, why, outcome))

    def _end_in(
        self, connection: Connection, job: Job | Row[Any], state: str, now: datetime, why: str, outcome: Outcome
    ) -> None:  # fmt: skip
        row = connection.execute(_ENDED, {**_mine(job), "to": state, "at": now, "because": why}).first()
        if row is None:  # it was written before, and its outcome too; or the job is somebody else's now
            return
        if outcome.person and forgotten_since(connection, self.sealer, outcome.person, row.taken_at or now):
            empty_deliveries(connection, outcome.person, now)
            connection.execute(_GONE, {"of": job.id})  # its key may name them
        else:
            _write_outcome(connection, self.sealer, outcome, now)
            if state == DONE:
                connection.execute(_BARE, {"of": job.id})
        tickets.give_to_next(connection, row.workspace, row.line)

    async def _given_up_unread(self, row: Row[Any], now: datetime) -> None:
        try:
            await self._end(row, FAILED, now, f"sealed with another key{UNTOLD}")
        except StoreUnusable as error:  # the jobs that were claimed with it must not be lost over it
            log.error("the end of a job could not be written: %s", error)

    async def _opened(self, row: Row[Any], now: datetime) -> Job | None:
        try:
            payload = self.sealer.open(row.payload, payload_row(row.workspace, row.key))
        except Unopened:
            log.error("job %d was sealed with a key that is not here any more; it is given up", row.id)
            await self._given_up_unread(row, now)
            return None
        return Job(
            row.id, row.key, row.workspace, row.kind, payload, row.attempt, row.failures, row.taken_at or row.run_at,
            row.ticket,
        )  # fmt: skip


def _mine(job: Job | Row[Any]) -> dict[str, Any]:
    """Which turn at a job is meant: see _MINE."""
    return {"of": job.id, "in_attempt": job.attempt, "drawn": job.ticket}


def _write_outcome(connection: Connection, sealer: Sealer, outcome: Outcome, now: datetime) -> None:
    if outcome.conversation is None or outcome.person is None:
        return
    write_conversation(connection, sealer, outcome.conversation)
    for judged in outcome.judged:
        write_check(connection, sealer, outcome.person, outcome.how, judged, now)
    if outcome.feedback:
        write_feedback(connection, outcome.person, outcome.conversation.id, outcome.feedback, now)
