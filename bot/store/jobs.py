"""The queue: what is to be done, who is at it, and what came of it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Update, bindparam, update

from bot.flows.shapes import NOTHING, Job, Outcome
from bot.store.checks import write_check
from bot.store.conversations import write_conversation
from bot.store.database import Database
from bot.store.draw import drawn, taken
from bot.store.feedback import write_feedback
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import DONE, FAILED, QUEUED, RUNNING, jobs

log = logging.getLogger(__name__)

_DONE = (
    update(jobs)
    .where(jobs.c.id == bindparam("of"), jobs.c.state == RUNNING)
    .values(state=DONE, payload=None, ended_at=bindparam("at"), why="")
)


def payload_row(workspace: str, key: str) -> str:
    """What a sealed payload is bound to."""
    return f"jobs/payload/{workspace}/{key}"


@dataclass(frozen=True, slots=True)
class Jobs:
    """See bot.flows.ports.Jobs."""

    database: Database
    sealer: Sealer

    async def claim(self, now: datetime, most: int) -> Sequence[Job]:
        """The next jobs to do: those of the workspaces that have the fewest running, and waited longest."""
        wanted = await self.database.read(lambda connection: drawn(connection, now, most))
        if not wanted:
            return ()
        rows = {row.id: row for row in await self.database.write(lambda connection: taken(connection, wanted))}
        claimed = []
        for row in (rows[id_] for id_ in wanted if id_ in rows):
            try:
                payload = self.sealer.open(row.payload, payload_row(row.workspace, row.key))
            except Unopened:
                log.error("job %d was sealed with a key that is not here any more; it is given up", row.id)
                await self._execute(_ending(row.id, FAILED, now, "sealed with another key"))
                continue
            claimed.append(Job(row.id, row.key, row.workspace, row.kind, payload, row.attempt))
        return claimed

    async def done(self, job: Job, now: datetime, outcome: Outcome = NOTHING) -> None:
        """The job is done, and this is what came of it, in one transaction; the job's payload is deleted."""

        def ended(connection: Connection) -> None:
            fresh = connection.execute(_DONE, {"of": job.id, "at": now}).rowcount
            if fresh:  # else it was written before, and its outcome too
                _write_outcome(connection, self.sealer, outcome, now)

        await self.database.write(ended)

    async def failed(self, job: Job, now: datetime, why: str) -> None:
        """The job is given up; its payload is deleted. `why` holds no word of a mail."""
        await self._execute(_ending(job.id, FAILED, now, why))

    async def again(self, job: Job, at: datetime) -> None:
        """The job is to be done once more, from this time on."""
        later = update(jobs).where(jobs.c.id == job.id)
        await self._execute(later.values(state=QUEUED, run_at=at, attempt=jobs.c.attempt + 1))

    async def reclaim(self) -> int:
        """At start: jobs that a killed process was doing are to be done. How many."""
        left = update(jobs).where(jobs.c.state == RUNNING)
        return await self._execute(left.values(state=QUEUED, attempt=jobs.c.attempt + 1))

    async def _execute(self, change: Update) -> int:
        return await self.database.write(lambda connection: connection.execute(change).rowcount)


def _ending(id_: int, state: str, now: datetime, why: str = "") -> Update:
    return update(jobs).where(jobs.c.id == id_).values(state=state, payload=None, ended_at=now, why=why)


def _write_outcome(connection: Connection, sealer: Sealer, outcome: Outcome, now: datetime) -> None:
    if outcome.conversation is None or outcome.person is None:
        return
    write_conversation(connection, sealer, outcome.conversation)
    for judged in outcome.judged:
        write_check(connection, sealer, outcome.person, outcome.how, judged, now)
    if outcome.feedback:
        write_feedback(connection, outcome.person, outcome.conversation.id, outcome.feedback, now)
