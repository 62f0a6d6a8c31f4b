"""What is kept about a person, and forgetting it: their right, without asking anybody.

What stays after `forget`, and why:

- what they were answered in the last day, as a key without a person, place or time of theirs: so that an answer under
  way is not sent twice;
- the ids of what was said in the last day (`events`): so that an event that Slack repeats is not answered again;
- a job that is being done in this moment: they get their answer, and nothing of it is written down
  (see bot.store.forgotten);
- which rules of the company they changed, and that they installed the bot: that is the company's.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from bot.flows.keeping import Whose, nobodys
from bot.flows.shapes import Kept, KeptPart, Person
from bot.store import tickets
from bot.store.batches import delete_where
from bot.store.database import Database
from bot.store.forgotten import empty_deliveries, mark_forgotten
from bot.store.jobs import payload_row
from bot.store.problems import StoreUnusable
from bot.store.quiz_tables import own_questions, quiz_answers, quiz_memory, quizzes
from bot.store.retention import ANSWERED, QUESTIONS, REMEMBERED, Keep
from bot.store.schema import metadata
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import (
    DONE,
    FAILED,
    QUEUED,
    RUNNING,
    changes,
    checks,
    conversations,
    deliveries,
    events,
    feedback,
    firsts,
    installations,
    jobs,
    own_tips,
    questions,
    settings,
    subscriptions,
    tips_shown,
    waiting,
)

log = logging.getLogger(__name__)


def _for_good(keep: Keep) -> None:
    """Until the person deletes it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that hold a person."""

    what: str
    table: Table
    column: str = "person"
    at: str = "at"  # "" where no time is kept
    lifetime: Callable[[Keep], timedelta | None] = _for_good
    stays: bool = False  # it is the company's
    but: str = ""  # rows that hold the person in this column, too, are another part's


PARTS = (
    Part("conversations", conversations, at="last_at", lifetime=lambda keep: keep.conversations),
    Part("checks", checks, lifetime=lambda keep: keep.checks),
    Part("feedback", feedback, lifetime=lambda keep: keep.checks),
    Part("settings", settings, at=""),
    Part("firsts", firsts),
    Part("waits", waiting, lifetime=lambda _: QUESTIONS),
    Part("questions", questions, "colleague", lifetime=lambda _: QUESTIONS),
    Part("deliveries", deliveries, at="changed_at", lifetime=lambda keep: keep.deliveries),
    Part("tips", subscriptions, at="made_at"),
    Part("tips_shown", tips_shown, lifetime=lambda _: REMEMBERED),
    Part("quizzes", quizzes, at="started_at", lifetime=lambda _: ANSWERED),
    Part("quiz_answers", quiz_answers, lifetime=lambda _: ANSWERED),
    Part("quiz_memory", quiz_memory, lifetime=lambda _: ANSWERED),
    Part("tips_set_up", subscriptions, "setter", at="made_at", stays=True, but="person"),
    Part("tips_written", own_tips, stays=True),
    Part("questions_written", own_questions, stays=True),
    Part("changes", changes, lifetime=lambda keep: keep.changes, stays=True),
    Part("installed", installations, "installed_by", stays=True),
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """See bot.flows.keeping.Privacy."""

    database: Database
    sealer: Sealer
    keep: Keep

    async def kept(self, person: Person, whose: Whose = nobodys) -> Kept:
        """How much of what, and from when to when."""

        def counted(connection: Connection) -> Kept:
            return self._kept(connection, person, len(self._open_jobs(connection, person, whose, QUEUED, RUNNING)))

        return await self.database.read(counted)

    async def forget(self, person: Person, now: datetime, whose: Whose = nobodys) -> Kept:
        """Delete all of it in one transaction, and its traces at once. What there was."""
        if not person.id:  # settings of nobody are the workspace's own
            return Kept()
        queued = await self.database.read(lambda connection: self._open_jobs(connection, person, whose, QUEUED))

        def forgotten(connection: Connection) -> Kept:
            mark_forgotten(connection, self.sealer, person, now)
            kept = self._kept(connection, person, len(queued))
            _delete_jobs(connection, person, queued)
            _delete_presses(connection, person)
            empty_deliveries(connection, person, now)
            for part in PARTS:
                if not part.stays:
                    connection.execute(delete(part.table).where(*_of(person, part)))
            return kept

        kept = await self.database.write(forgotten)
        try:
            await self.database.forget()
        except StoreUnusable as error:  # it is deleted; the next sweep tries again
            log.warning("traces of a deletion may be left until the next sweep: %s", error)
        return kept

    async def forget_workspace(self, workspace: str) -> int:
        """Delete everything of this workspace. How many rows. Cut off, it may be begun again."""
        gone = 0
        tables = reversed(metadata.sorted_tables)  # those that refer to others first
        # And before all of them the installation: it takes long, and whoever installs the bot anew meanwhile must stay.
        for table in sorted(tables, key=lambda one: one is not installations):
            if "workspace" in table.c:
                gone += await delete_where(self.database, table, table.c.workspace == workspace)
        await self.database.forget()
        return gone

    def _kept(self, connection: Connection, person: Person, open_jobs: int) -> Kept:
        parts = [self._part(connection, person, part) for part in PARTS]
        return Kept((*parts, KeptPart("jobs", open_jobs)))

    def _part(self, connection: Connection, person: Person, part: Part) -> KeptPart:
        times = [func.min(part.table.c[part.at]), func.max(part.table.c[part.at])] if part.at else []
        found = connection.execute(select(func.count(), *times).where(*_of(person, part))).one()
        first, last = (found[1], found[2]) if part.at else (None, None)
        return KeptPart(part.what, found[0], first, last, part.lifetime(self.keep), part.stays)

    def _open_jobs(self, connection: Connection, person: Person, whose: Whose, *states: str) -> Sequence[int]:
        """The ids of this person's jobs: only who wrote a job can read whose it is."""
        query = select(jobs.c.id, jobs.c.key, jobs.c.kind, jobs.c.payload).where(
            jobs.c.workspace == person.workspace, jobs.c.state.in_(states), jobs.c.payload.is_not(None)
        )
        found = []
        for row in connection.execute(query):
            try:
                payload = self.sealer.open(row.payload, payload_row(person.workspace, row.key))
            except Unopened:
                continue
            if whose(row.kind, payload) == person:
                found.append(row.id)
        return found


def _of(person: Person, part: Part) -> tuple[ColumnElement[bool], ...]:
    columns = part.table.c
    others = (columns[part.but].is_distinct_from(person.id),) if part.but else ()
    return (columns.workspace == person.workspace, columns[part.column] == person.id, *others)


def _delete_jobs(connection: Connection, person: Person, queued: Sequence[int]) -> None:
    """Those that wait, with what they would read; and of those that are over what names the person."""
    waiting_ones = delete(jobs).where(jobs.c.id.in_(queued), jobs.c.state == QUEUED).returning(jobs.c.line)
    lines = set(connection.scalars(waiting_ones))
    named = (
        jobs.c.key.endswith(f":{person.id}", autoescape=True)
        | jobs.c.line.startswith(f"{person.id}/", autoescape=True)
        | jobs.c.line.contains(f"/{person.id}/", autoescape=True)
    )
    connection.execute(
        delete(jobs).where(jobs.c.workspace == person.workspace, jobs.c.state.in_((DONE, FAILED)), named)
    )
    tickets.give_to_first(connection, person.workspace, lines)


def _delete_presses(connection: Connection, person: Person) -> None:
    """Events that name whoever pressed; should Slack repeat one, the ledger knows that it was answered."""
    named = events.c.key.endswith(f":{person.id}", autoescape=True)
    connection.execute(delete(events).where(events.c.workspace == person.workspace, named))
