"""Which jobs come next: the oldest first, every workspace in its turn, and of a line its first only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Exists, Integer, Row, Select, and_, bindparam, exists, func, select, update

from bot.store.tables import BEGUN, QUEUED, RUNNING, jobs


def drawn(connection: Connection, now: datetime, most: int) -> Sequence[int]:
    """The ids of so many due jobs, the next one first; nobody has them yet."""
    return connection.scalars(NEXT, {"now": now, "most": most}).all()


def taken(connection: Connection, wanted: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of the wanted rows that nobody else took first; they are ours from now on."""
    turn = connection.execute(_LAST_TURN).scalar_one() + 1
    return connection.execute(_TAKE, {"wanted": wanted, "in_turn": turn}).all()


def _behind() -> Exists:
    """Somebody stands before this job in its line."""
    first = jobs.alias("first")
    return exists().where(
        first.c.workspace == jobs.c.workspace,
        first.c.line == jobs.c.line,
        first.c.state.in_((QUEUED, RUNNING)),
        first.c.id < jobs.c.id,
        jobs.c.line != "",
    )


BEHIND = _behind().correlate(jobs)


def _next() -> Select[Any]:
    """Ids of due jobs. A workspace with five jobs running has its first one in the sixth round of the draw.

    Of each workspace only as many are looked at as can be wanted: thousands may wait.
    """
    most = bindparam("most", type_=Integer)
    others, chosen = jobs.alias("others"), jobs.alias("chosen")
    waiting = select(jobs.c.workspace).where(jobs.c.state == QUEUED).distinct().subquery("waiting")
    of_it = others.c.workspace == waiting.c.workspace
    running = select(func.count()).where(of_it, others.c.state == RUNNING).correlate(waiting).scalar_subquery()
    served = select(func.max(others.c.turn)).where(of_it).correlate(waiting).scalar_subquery()
    # No index by time: SQLite would take it, and sort all that is due for the sake of the oldest few.
    now = bindparam("now", type_=jobs.c.run_at.type)
    is_time = func.coalesce(jobs.c.run_at, now) <= now
    due = and_(jobs.c.state == QUEUED, is_time, ~BEHIND)
    oldest = select(jobs.c.id).where(jobs.c.workspace == waiting.c.workspace, due).order_by(jobs.c.id).limit(most)
    place = func.row_number().over(partition_by=chosen.c.workspace, order_by=chosen.c.id)
    draw = (
        select(chosen.c.id, (running + place).label("round"), served.label("served"))
        .join_from(waiting, chosen, chosen.c.id.in_(oldest.correlate(waiting)))
        .subquery()
    )
    return select(draw.c.id).order_by(draw.c.round, draw.c.served, draw.c.id).limit(most)


COLUMNS = (
    jobs.c.id, jobs.c.key, jobs.c.workspace, jobs.c.kind, jobs.c.payload, jobs.c.attempt, jobs.c.failures,
    jobs.c.taken_at, jobs.c.run_at, jobs.c.ticket,
)  # fmt: skip

# Built once: that costs more than running them.
NEXT = _next()
_LAST_TURN = select(func.coalesce(func.max(jobs.c.turn), 0)).where(BEGUN)
_TAKE = (
    update(jobs)
    .where(jobs.c.id.in_(bindparam("wanted", expanding=True)), jobs.c.state == QUEUED)
    .values(state=RUNNING, turn=bindparam("in_turn"))
    .returning(*COLUMNS)
)
