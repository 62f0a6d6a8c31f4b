"""The queue: oldest first, and every workspace in its turn."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.flows.ports import Job
from bot.store.database import Database
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import jobs

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"

log = logging.getLogger(__name__)


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
        async with self.database.reading() as connection:
            wanted = [id_ for (id_,) in await connection.execute(_next(now, most))]
        if not wanted:
            return ()
        async with self.database.writing() as connection:
            rows = {row.id: row for row in await _taken(connection, wanted)}
        claimed = []
        for row in (rows[id_] for id_ in wanted if id_ in rows):
            try:
                payload = self.sealer.open(row.payload, payload_row(row.workspace, row.key))
            except Unopened:
                log.error("job %d was sealed with a key that is not here any more; it is given up", row.id)
                await self._end(row.id, FAILED, now, "sealed with another key")
                continue
            claimed.append(Job(row.id, row.key, row.workspace, row.kind, payload, row.attempt))
        return claimed

    async def done(self, job: Job, now: datetime) -> None:
        """The job is done; its payload is deleted."""
        await self._end(job.id, DONE, now, "")

    async def failed(self, job: Job, now: datetime, why: str) -> None:
        """The job is given up; its payload is deleted. `why` holds no word of a mail."""
        await self._end(job.id, FAILED, now, why)

    async def again(self, job: Job, at: datetime) -> None:
        """The job is to be done once more, from this time on."""
        await self._change(jobs.c.id == job.id, state=QUEUED, run_at=at, attempt=jobs.c.attempt + 1)

    async def reclaim(self) -> int:
        """At start: jobs that a killed process was doing are to be done. How many."""
        return await self._change(jobs.c.state == RUNNING, state=QUEUED, attempt=jobs.c.attempt + 1)

    async def _end(self, id_: int, state: str, now: datetime, why: str) -> None:
        await self._change(jobs.c.id == id_, state=state, payload=None, ended_at=now, why=why)

    async def _change(self, which: ColumnElement[bool], **values: Any) -> int:
        async with self.database.writing() as connection:
            return (await connection.execute(update(jobs).where(which).values(**values))).rowcount


def _next(now: datetime, most: int) -> Select[tuple[int]]:
    """Ids of due jobs. A workspace with five jobs running has its first one in the sixth round of the draw."""
    due = and_(jobs.c.state == QUEUED, jobs.c.run_at <= now)
    others = jobs.alias("others")
    of_it = others.c.workspace == jobs.c.workspace
    waiting = (
        select(
            jobs.c.workspace,
            select(func.count())
            .where(of_it, others.c.state == RUNNING)
            .correlate(jobs)
            .scalar_subquery()
            .label("running"),
            select(func.max(others.c.turn)).where(of_it).correlate(jobs).scalar_subquery().label("served"),
        )
        .where(due)
        .group_by(jobs.c.workspace)
        .subquery()
    )
    place = func.row_number().over(partition_by=jobs.c.workspace, order_by=jobs.c.id)
    drawn = (
        select(jobs.c.id, (waiting.c.running + place).label("round"), waiting.c.served)
        .join(waiting, waiting.c.workspace == jobs.c.workspace)
        .where(due)
        .subquery()
    )
    return select(drawn.c.id).order_by(drawn.c.round, drawn.c.served, drawn.c.id).limit(most)


async def _taken(connection: AsyncConnection, wanted: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of the wanted rows that nobody else took first; they are ours from now on."""
    turn = (await connection.execute(select(func.coalesce(func.max(jobs.c.turn), 0)))).scalar_one() + 1
    mine = (
        update(jobs)
        .where(jobs.c.id.in_(wanted), jobs.c.state == QUEUED)
        .values(state=RUNNING, turn=turn)
        .returning(jobs.c.id, jobs.c.key, jobs.c.workspace, jobs.c.kind, jobs.c.payload, jobs.c.attempt)
    )
    return (await connection.execute(mine)).all()
