"""Which jobs come next: the oldest first, every workspace in its turn, and of a line its first only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Exists, Integer, Row, Select, and_, bindparam, exists, func, select, update

from bot.store.tables import QUEUED, RUNNING, jobs


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
    """Ids of due jobs. A workspace with five jobs running has its first one in the sixth round of the draw."""
    others = jobs.alias("others")
    due = and_(jobs.c.state == QUEUED, jobs.c.run_at <= bindparam("now"), ~BEHIND)
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
    draw = (
        select(jobs.c.id, (waiting.c.running + place).label("round"), waiting.c.served)
        .join(waiting, waiting.c.workspace == jobs.c.workspace)
        .where(due)
        .subquery()
    )
    in_order = select(draw.c.id).order_by(draw.c.round, draw.c.served, draw.c.id)
    return in_order.limit(bindparam("most", type_=Integer))


COLUMNS = (
    jobs.c.id, jobs.c.key, jobs.c.workspace, jobs.c.kind, jobs.c.payload, jobs.c.attempt, jobs.c.failures,
    jobs.c.taken_at, jobs.c.run_at, jobs.c.ticket,
)  # fmt: skip

# Built once: that costs more than running them.
NEXT = _next()
_LAST_TURN = select(func.coalesce(func.max(jobs.c.turn), 0))
_TAKE = (
    update(jobs)
    .where(jobs.c.id.in_(bindparam("wanted", expanding=True)), jobs.c.state == QUEUED)
    .values(state=RUNNING, turn=bindparam("in_turn"))
    .returning(*COLUMNS)
)
