"""The question that a whole channel is asked: written with its delivery, and its result with the word that it arrived.

So a process may be killed at any moment: there is no question without its row, and no second result.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, exists, func, select, update

from bot.flows.shapes import DeliveryState
from bot.flows.tip_shapes import PROACTIVE, Chosen
from bot.flows.week_shapes import QUESTION, RESULT, WEEK_QUIZ, Answers, Stood, Week, WeekQuestion
from bot.store.database import Database
from bot.store.inserting import insert_all_new, upsert
from bot.store.quiz_tables import quiz_answers, quizzes, week_questions
from bot.store.retention import REMEMBERED
from bot.store.sealing import Sealer
from bot.store.tables import deliveries
from bot.store.ticking import due_row

_OF = week_questions.c.workspace == bindparam("of")
_TOLD = exists().where(
    deliveries.c.workspace == week_questions.c.workspace, deliveries.c.target == week_questions.c.channel,
    deliveries.c.what == RESULT, deliveries.c.slot == week_questions.c.id, deliveries.c.state != DeliveryState.CLAIMED,
).correlate(week_questions)  # fmt: skip
_GET = select(week_questions, _TOLD.label("told")).where(_OF, week_questions.c.id == bindparam("key"))
_THESE = select(week_questions).where(_OF, week_questions.c.id.in_(bindparam("keys", expanding=True)))
_STOOD = (
    select(week_questions.c.channel, week_questions.c.item, week_questions.c.asked_at)
    .where(
        _OF, week_questions.c.channel.in_(bindparam("channels", expanding=True)),
        week_questions.c.asked_at > bindparam("since"),
    )
    .order_by(week_questions.c.asked_at, week_questions.c.id)
)  # fmt: skip
_ANSWERS = (
    select(quiz_answers.c.quiz, func.count(), func.sum(case((quiz_answers.c.correct, 1), else_=0)))
    .where(quiz_answers.c.workspace == bindparam("of"), quiz_answers.c.quiz.in_(bindparam("quizzes", expanding=True)))
    .group_by(quiz_answers.c.quiz)
)
_OPEN = select(quizzes.c.person).where(
    quizzes.c.workspace == bindparam("of"), quizzes.c.person.in_(bindparam("people", expanding=True)),
    quizzes.c.ended_at.is_(None),
)  # fmt: skip
_KEY = select(deliveries.c.key).where(deliveries.c.id == bindparam("of_id")).scalar_subquery()
_UNASKED = week_questions.delete().where(week_questions.c.id == _KEY)
_STANDS = update(week_questions).where(week_questions.c.id == _KEY).values(message=bindparam("said"))
_CLOSES = select(
    week_questions.c.id, week_questions.c.channel, week_questions.c.closes_at, deliveries.c.subscription
).where(
    deliveries.c.id.in_(bindparam("ids", expanding=True)), deliveries.c.what == QUESTION,
    week_questions.c.id == deliveries.c.key,
)  # fmt: skip
_AHEAD = select(week_questions).where(week_questions.c.asked_at > bindparam("latest"))
_ASKED_NOW = update(week_questions).where(week_questions.c.id == bindparam("of_key")).values(
    asked_at=bindparam("now"), closes_at=bindparam("closes")
)  # fmt: skip
_TOLD_THEN = (
    update(deliveries)
    .where(
        deliveries.c.workspace == bindparam("of"), deliveries.c.what == RESULT, deliveries.c.tip == bindparam("of_key"),
        deliveries.c.state == DeliveryState.CLAIMED,
    )
    .values(due_at=bindparam("closes"), ready_at=bindparam("closes"), changed_at=bindparam("closes"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WeekQuestions:
    """See bot.flows.week_keeping.WeekQuestions."""

    database: Database

    async def get(self, workspace: str, key: str) -> WeekQuestion | None:
        """The question of this key, as long as it is kept."""
        values = {"of": workspace, "key": key}
        row = await self.database.read(lambda connection: connection.execute(_GET, values).first())
        return question_of(row, told=row.told) if row else None


def question_of(row: Row[Any], *, told: bool = False) -> WeekQuestion:
    """As the stories know it."""
    return WeekQuestion(
        id=row.id, workspace=row.workspace, channel=row.channel, item=row.item, version=row.version,
        language=row.language, message=row.message, asked_at=row.asked_at, closes_at=row.closes_at, told=told,
    )  # fmt: skip


def weeks_of(connection: Connection, workspace: str, rows: Sequence[Row[Any]], now: datetime) -> Mapping[int, Week]:
    """What these rows of the ledger need, by id: of questions, their results, and what goes to people."""
    stood = _stood(connection, workspace, [row.target for row in rows if row.what == QUESTION], now)
    results = _results(connection, workspace, [row.tip for row in rows if row.what == RESULT])
    people = [row.target for row in rows if row.what == PROACTIVE]
    playing = set(connection.scalars(_OPEN, {"of": workspace, "people": people})) if people else set()
    found: dict[int, Week] = {}
    for row in rows:
        if row.what == QUESTION:
            found[row.id] = Week(stood=tuple(stood.get(row.target, ())))
        elif row.what == RESULT:
            found[row.id] = results.get(row.tip, Week())
        elif row.what == PROACTIVE:
            found[row.id] = Week(quiz_open=row.target in playing)
    return found


def write_asked(connection: Connection, chosen: Sequence[Chosen], now: datetime) -> None:
    """These may stand in their channels from now on, and may be answered."""
    for one in chosen:
        if one.question:
            new = one.question
            upsert(connection, week_questions, {
                "id": one.due.key, "workspace": one.due.workspace, "channel": one.due.target, "item": new.item,
                "version": new.version, "language": new.language, "message": "", "asked_at": now,
                "closes_at": new.closes_at,
            })  # fmt: skip


def write_unasked(connection: Connection, ids: Sequence[int]) -> None:
    """These do not stand there after all: ids of the ledger, questions or not."""
    connection.execute(_UNASKED, [{"of_id": id_} for id_ in ids])


def write_results(connection: Connection, sealer: Sealer, workspace: str, messages: Mapping[int, str]) -> None:
    """What arrived, by id of the ledger: each question among it has its result due when it closes."""
    rows = connection.execute(_CLOSES, {"ids": [*messages]}).all()
    if not rows:
        return
    connection.execute(_STANDS, [{"of_id": id_, "said": said} for id_, said in messages.items()])
    results = [
        due_row(
            sealer, workspace, row.channel, "", RESULT, row.id, row.closes_at, subscription=row.subscription, tip=row.id
        )
        for row in rows
    ]
    insert_all_new(connection, deliveries, results)


def mend_questions(connection: Connection, latest: datetime, now: datetime) -> None:
    """Those that were asked by a clock that was ahead are asked now, and are open for as long as they were to be."""
    for row in connection.execute(_AHEAD, {"latest": latest}).all():
        closes = now + (row.closes_at - row.asked_at)
        connection.execute(_ASKED_NOW, {"of_key": row.id, "now": now, "closes": closes})
        connection.execute(_TOLD_THEN, {"of": row.workspace, "of_key": row.id, "closes": closes})


def _stood(
    connection: Connection, workspace: str, channels: Sequence[str], now: datetime
) -> Mapping[str, list[Stood]]:  # fmt: skip
    found: dict[str, list[Stood]] = defaultdict(list)
    values = {"of": workspace, "channels": [*channels], "since": now - REMEMBERED}
    for row in connection.execute(_STOOD, values) if channels else ():
        found[row.channel].append(Stood(row.item, row.asked_at))
    return found


def _results(connection: Connection, workspace: str, keys: Sequence[str]) -> Mapping[str, Week]:
    if not keys:
        return {}
    quizzes_ = [WEEK_QUIZ + key for key in keys]
    rows = connection.execute(_ANSWERS, {"of": workspace, "quizzes": quizzes_}).all()
    answers = {quiz: Answers(count, int(right)) for quiz, count, right in rows}
    asked = connection.execute(_THESE, {"of": workspace, "keys": [*keys]}).all()
    return {
        row.id: Week(question=question_of(row), answers=answers.get(WEEK_QUIZ + row.id, Answers())) for row in asked
    }
