"""On PostgreSQL each job that may be done has a ticket in procrastinate's queue, written in the job's own transaction.

Who draws the ticket does the job. Of a line only the first has one: who ends it hands a ticket to the next. A ticket
is drawn once: what a dead worker drew is torn up, and its job gets a new one. Tickets hold ids only. SQLite needs
none: there one process looks at the jobs themselves.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from bot.store.draw import BEHIND
from bot.store.tables import BEGUN, QUEUED, RUNNING, jobs

QUEUE = "legitbot"
TASK = "legitbot.job"
PRESENT = 1_279_609_667  # the advisory lock, with its own number, that a worker holds while its connection stands

_LAST = -(2**31)  # procrastinate's numbers end there: whoever comes later is served in the order they came

_GIVE = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    f"'{QUEUE}', '{TASK}', :priority, NULL, NULL, CAST(:args AS jsonb), "
    # Counted from the server's own time: our clock may be another one.
    "CASE WHEN :seconds > 0 THEN now() + make_interval(secs => :seconds) END"
    ")::procrastinate_job_to_defer_v1])"
)
_WITHDRAW = text(
    f"DELETE FROM procrastinate_jobs WHERE task_name = '{TASK}' AND status = 'todo' "
    "AND args ->> 'job' = CAST(:of AS text) RETURNING id"
)
_HOLD = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("line"), 0)))
_IN_LINE = (jobs.c.workspace == bindparam("of"), jobs.c.line == bindparam("line"))
_BEFORE = select(jobs.c.id).where(*_IN_LINE, jobs.c.state.in_((QUEUED, RUNNING))).limit(1)
_NEXT = select(jobs.c.id, jobs.c.turn).where(*_IN_LINE, jobs.c.state == QUEUED).order_by(jobs.c.id)
_MINE = jobs.c.workspace == bindparam("of")
_TURN = select(
    func.greatest(
        select(func.coalesce(func.max(jobs.c.turn), 0)).where(BEGUN).scalar_subquery(),
        select(func.coalesce(func.max(jobs.c.turn), 0)).where(_MINE).scalar_subquery(),
    )
    + 1
)
_PLACES = "places"  # no line of a conversation is called so
_HAS_NONE = text(
    "jobs.id NOT IN (SELECT CAST(ticket.args ->> 'job' AS bigint) FROM procrastinate_jobs AS ticket "
    f"WHERE ticket.task_name = '{TASK}' AND ticket.status IN ('todo', 'doing'))"
)
_LOST = select(jobs.c.id, jobs.c.turn).where(
    jobs.c.state == QUEUED, jobs.c.run_at <= bindparam("before"), _HAS_NONE, ~BEHIND
)
# A worker's heartbeat says that it lives. When it is killed its connection breaks, and its lock is gone at once: then
# a few seconds of silence are enough. A job that nobody is named for was left by a worker that is gone.
_DEAD = text(
    f"""
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT ticket.id FROM procrastinate_jobs AS ticket
        LEFT JOIN procrastinate_workers AS worker ON worker.id = ticket.worker_id
        WHERE ticket.task_name = '{TASK}' AND ticket.status = 'doing' AND (
            worker.id IS NULL
            OR worker.last_heartbeat < now() - make_interval(secs => :dead)
            OR worker.last_heartbeat < now() - make_interval(secs => :gone) AND NOT EXISTS (
                SELECT 1 FROM pg_locks AS lock JOIN pg_database AS here ON here.oid = lock.database
                WHERE here.datname = current_database() AND lock.locktype = 'advisory' AND lock.granted
                AND lock.objsubid = 2 AND lock.classid = {PRESENT} AND lock.objid = worker.id::int::oid
            )
        )
        FOR UPDATE OF ticket SKIP LOCKED
    ) RETURNING id, CAST(args ->> 'job' AS bigint) AS job
    """
)
_FIRST = select(jobs.c.id, jobs.c.turn).where(*_IN_LINE, jobs.c.state == QUEUED, _HAS_NONE, ~BEHIND)
_WITHOUT = select(jobs.c.id, jobs.c.turn).where(
    jobs.c.id.in_(bindparam("whose", expanding=True)), jobs.c.state == QUEUED, _HAS_NONE
)
_ABANDONED = select(jobs.c.id, jobs.c.attempt).where(
    jobs.c.state == RUNNING, jobs.c.run_at <= bindparam("before"), _HAS_NONE
)


def on_server(connection: Connection) -> bool:
    """Whether this database has tickets."""
    return connection.dialect.name == "postgresql"


def fair_turn(connection: Connection, workspace: str) -> int:
    """The place in a fair order (start-time fair queueing): behind this workspace's own jobs, and not behind others'.

    A workspace that sent five hundred mails has its places far back; one that asks now is served next. Two that are
    taken at the same moment get different places: the workspace is held until the transaction ends.
    """
    if not on_server(connection):
        return 0
    hold(connection, workspace, _PLACES)
    return int(connection.execute(_TURN, {"of": workspace}).scalar_one())


def line_is_free(connection: Connection, workspace: str, line: str) -> bool:
    """Whether nobody stands in this line. Nobody joins or leaves it until the transaction ends."""
    if not line:
        return True
    hold(connection, workspace, line)
    return connection.execute(_BEFORE, {"of": workspace, "line": line}).first() is None


def others_wait(connection: Connection, workspace: str, line: str) -> bool:
    """Whether somebody waits in this line. Nobody joins or leaves it until the transaction ends."""
    hold(connection, workspace, line)
    return connection.execute(_NEXT.limit(1), {"of": workspace, "line": line}).first() is not None


def give(connection: Connection, job_id: int, turn: int, seconds: float = 0.0) -> None:
    """A ticket for this job, valid in so many seconds."""
    ticket = {"priority": max(-turn, _LAST), "args": json.dumps({"job": job_id}), "seconds": float(seconds)}
    connection.execute(_GIVE, ticket)


def hurry(connection: Connection, job_id: int, turn: int) -> None:
    """A ticket that is valid later is valid now; one that was drawn stays, and so does the want of one."""
    if on_server(connection) and connection.execute(_WITHDRAW, {"of": job_id}).first():
        give(connection, job_id, turn)


def give_to_next(connection: Connection, workspace: str, line: str) -> None:
    """The first of the line is over: the next one gets a ticket."""
    if not line or not on_server(connection):
        return
    hold(connection, workspace, line)
    row = connection.execute(_NEXT.limit(1), {"of": workspace, "line": line}).first()
    if row:
        give(connection, row.id, row.turn)


def give_to_first(connection: Connection, workspace: str, lines: Collection[str]) -> None:
    """Some who stood in these lines were deleted: whoever stands first there now, and has no ticket, gets one.

    Comes after the deletion: who joined a line before we held it has seen those who were deleted, and is seen here.
    """
    if not on_server(connection):
        return
    for line in sorted(lines):
        if line:
            hold(connection, workspace, line)
            for row in connection.execute(_FIRST, {"of": workspace, "line": line}).all():
                give(connection, row.id, row.turn)


def give_to_lost(connection: Connection, before: datetime) -> int:
    """Tickets for jobs that were due long ago and have none. How many: it should be none."""
    rows = connection.execute(_LOST, {"before": before}).all()
    for row in rows:
        give(connection, row.id, row.turn)
    return len(rows)


def abandoned(connection: Connection, before: datetime) -> Sequence[tuple[int, int]]:
    """Jobs that somebody began and whose ticket is gone, each with the attempt that was cut off."""
    return [(row.id, row.attempt) for row in connection.execute(_ABANDONED, {"before": before})]


def torn_up(connection: Connection, dead_seconds: float, gone_seconds: float) -> Sequence[tuple[int, int]]:
    """Jobs and their tickets, of workers that were not heard of for so long, or whose connection broke.

    The tickets are gone.
    """
    rows = connection.execute(_DEAD, {"dead": dead_seconds, "gone": gone_seconds}).all()
    return [(row.job, row.id) for row in rows]


def give_to_those_without(connection: Connection, whose: Collection[int]) -> None:
    """New tickets for those of these jobs that are to be done and have none."""
    for row in connection.execute(_WITHOUT, {"whose": [*whose]}).all():
        give(connection, row.id, row.turn)


def hold(connection: Connection, workspace: str, line: str) -> None:
    """Whoever else holds this name in this workspace waits until the transaction ends. SQLite has one writer anyway."""
    if on_server(connection):
        connection.execute(_HOLD, {"line": f"{workspace}/{line}"})
