"""A team's months, reckoned once, and the channel in which they are told. See bot.flows.quiz_figures.QuizFigures."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, func, select, update

from bot.flows.quiz_figures import (
    MOST_MONTHS,
    Digest,
    MonthFigures,
    bounds,
    last_over,
    month_of,
    months_between,
    read,
    written,
)
from bot.lessons.groups import GroupAnswer, group_figures
from bot.store.database import Database
from bot.store.inserting import insert_new, upsert
from bot.store.quiz_tables import quiz_answers, quiz_figures
from bot.store.quizzes import answered_of
from bot.store.tables import settings

DIGEST = "quiz_digest"  # the name of a row of the settings; its person is nobody

_WITHIN = (quiz_answers.c.at >= bindparam("since"), quiz_answers.c.at < bindparam("until"))
_ANSWERS = select(quiz_answers).where(quiz_answers.c.workspace == bindparam("of"), *_WITHIN).order_by(quiz_answers.c.id)
_FIRST = select(func.min(quiz_answers.c.at)).where(quiz_answers.c.workspace == bindparam("of"))
_KEPT = select(quiz_figures.c.month, quiz_figures.c.figures).where(quiz_figures.c.workspace == bindparam("of"))
_NEWEST = _KEPT.order_by(quiz_figures.c.month.desc()).limit(MOST_MONTHS)
_UNRECKONED = (
    select(quiz_answers.c.workspace)
    .where(
        *_WITHIN,
        ~exists().where(
            quiz_figures.c.workspace == quiz_answers.c.workspace, quiz_figures.c.month == bindparam("in_month")
        ),
    )
    .distinct()
    .order_by(quiz_answers.c.workspace)
)
_OURS = (settings.c.person == "", settings.c.name == DIGEST)
_DIGESTS = select(settings.c.workspace, settings.c.value).where(*_OURS).order_by(settings.c.workspace)
_DIGEST = select(settings.c.value).where(settings.c.workspace == bindparam("of"), *_OURS)
_STOP = delete(settings).where(settings.c.workspace == bindparam("of"), *_OURS)
_TOLD = (
    update(settings)
    .where(settings.c.workspace == bindparam("of"), *_OURS, settings.c.value == bindparam("before"))
    .values(value=bindparam("after"))
)


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """See bot.flows.quiz_figures.QuizFigures."""

    database: Database

    async def reckon(self, now: datetime) -> int:
        """The last month that is over, wherever somebody answered in it and it is not reckoned yet. How many."""
        month = last_over(now)
        since, until = bounds(month)
        values = {"since": since, "until": until, "in_month": month}
        left = await self.database.read(lambda connection: connection.execute(_UNRECKONED, values).scalars().all())
        return sum([await self._reckoned(workspace, month, now) for workspace in left])

    async def months(self, workspace: str, now: datetime) -> Sequence[MonthFigures]:
        """The last months since anybody answered, the oldest first; what was not reckoned yet is reckoned now."""
        of = {"of": workspace}
        first, kept = await self.database.read(
            lambda connection: (connection.execute(_FIRST, of).scalar(), _months(connection, workspace))
        )
        known = {one.month for one in kept}
        over = months_between(month_of(first), last_over(now)) if first else ()
        missing = [month for month in over[-MOST_MONTHS:] if month not in known]
        for month in missing:
            await self._reckoned(workspace, month, now)
        if missing:  # by us, or by somebody who was faster
            kept = await self.database.read(lambda connection: _months(connection, workspace))
        return _filled(kept, last_over(now))

    async def digest(self, workspace: str) -> Digest | None:
        """What this company wished."""
        value = await self.database.read(lambda connection: connection.execute(_DIGEST, {"of": workspace}).scalar())
        return _digest(value) if value else None

    async def digests(self) -> Sequence[tuple[str, Digest]]:
        """All of them, by workspace."""
        rows = await self.database.read(lambda connection: connection.execute(_DIGESTS).all())
        return [(row.workspace, _digest(row.value)) for row in rows]

    async def save_digest(self, workspace: str, digest: Digest | None) -> None:
        """From now on it is so; None: no more messages."""

        def saved(connection: Connection) -> None:
            if digest is None:
                connection.execute(_STOP, {"of": workspace})
                return
            row = {"workspace": workspace, "person": "", "name": DIGEST, "value": _text(digest)}
            upsert(connection, settings, row)

        await self.database.write(saved)

    async def told(self, workspace: str, digest: Digest, after: Digest) -> bool:
        """Write what holds after a message. False: somebody changed it meanwhile, and it stays as they want it."""
        values = {"of": workspace, "before": _text(digest), "after": _text(after)}
        return await self.database.write(lambda connection: connection.execute(_TOLD, values).rowcount) == 1

    async def _reckoned(self, workspace: str, month: str, now: datetime) -> bool:
        """Reckon it beside the others' work. False: nobody answered then, or somebody else was faster."""
        since, until = bounds(month)
        values = {"of": workspace, "since": since, "until": until}
        rows = await self.database.read(lambda connection: connection.execute(_ANSWERS, values).all())
        if not rows:
            return False
        answers = [GroupAnswer(row.person, answered_of(row)) for row in rows]
        figures = written(await asyncio.to_thread(group_figures, answers))
        row = {"workspace": workspace, "month": month, "figures": figures, "at": now}
        return await self.database.write(lambda connection: insert_new(connection, quiz_figures, row))


def _months(connection: Connection, workspace: str) -> Sequence[MonthFigures]:
    rows = connection.execute(_NEWEST, {"of": workspace}).all()
    return [MonthFigures(row.month, read(row.figures)) for row in reversed(rows)]


def _filled(kept: Sequence[MonthFigures], last: str) -> Sequence[MonthFigures]:
    """Every month until the last one that is over (what a clock wrote that was ahead, is not shown).

    Of a month in which nobody answered as much is known as of one in which few did.
    """
    known = {one.month: one for one in kept}
    months = months_between(kept[0].month, last)[-MOST_MONTHS:] if kept else ()
    return [known.get(month) or MonthFigures(month, group_figures(())) for month in months]


def _digest(value: str) -> Digest:
    return msgspec.json.decode(value, type=Digest)


def _text(digest: Digest) -> str:
    return msgspec.json.encode(digest).decode()
