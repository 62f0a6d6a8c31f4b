"""Quizzes: who was asked what, what they said, and what they remember. See bot.flows.quiz_keeping.Quizzes."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, func, select, update

from bot.flows.quiz_shapes import QUIZ, Asked, NewSaid, Past, Quiz, Said
from bot.flows.shapes import Person
from bot.lessons.memory import reviewed
from bot.lessons.quiz_past import Answered
from bot.store.database import Database
from bot.store.inserting import insert_new, upsert
from bot.store.quiz_tables import quiz_answers, quiz_memory, quizzes

_THEIRS = (quizzes.c.workspace == bindparam("of"), quizzes.c.person == bindparam("who"))
_OPEN = select(quizzes).where(*_THEIRS, quizzes.c.ended_at.is_(None))
_GET = select(quizzes).where(*_THEIRS, quizzes.c.id == bindparam("quiz"))
_LOCKED = _GET.with_for_update()
_ANSWERS = (quiz_answers.c.workspace == bindparam("of"), quiz_answers.c.person == bindparam("who"))
_SAID = select(quiz_answers).where(*_ANSWERS, quiz_answers.c.quiz == bindparam("quiz")).order_by(quiz_answers.c.place)
_AT = select(quiz_answers).where(
    *_ANSWERS, quiz_answers.c.quiz == bindparam("quiz"), quiz_answers.c.place == bindparam("at_place")
)
_KNOWN = select(exists().where(*_ANSWERS, quiz_answers.c.item == bindparam("of_item")))
_PAST = select(quiz_answers).where(*_ANSWERS).order_by(quiz_answers.c.id)  # as they came, whatever the clock said
_IDEAS = (quiz_memory.c.workspace == bindparam("of"), quiz_memory.c.person == bindparam("who"))
_DUE = select(quiz_memory.c.idea, quiz_memory.c.due_at).where(*_IDEAS)
_CARD = select(quiz_memory.c.card).where(*_IDEAS, quiz_memory.c.idea == bindparam("of_idea")).with_for_update()
_QUIZ = quizzes.c.id == bindparam("quiz")
_GO_ON = update(quizzes).where(_QUIZ, quizzes.c.place == bindparam("at_place")).values(place=bindparam("next_place"))
_END = update(quizzes).where(_QUIZ, quizzes.c.ended_at.is_(None)).values(ended_at=bindparam("now"))
_INSTEAD = update(quizzes).where(_QUIZ, quizzes.c.place <= bindparam("at_place")).values(asked=bindparam("instead"))


@dataclass(frozen=True, slots=True)
class Quizzes:
    """See bot.flows.quiz_keeping.Quizzes."""

    database: Database

    async def open(self, person: Person) -> Quiz | None:
        """The quiz that they have begun and not ended; there is never more than one."""
        row = await self.database.read(lambda connection: connection.execute(_OPEN, _whose(person)).first())
        return _quiz(row) if row else None

    async def get(self, person: Person, id_: str) -> Quiz | None:
        """This quiz, if it is theirs."""
        values = {**_whose(person), "quiz": id_}
        row = await self.database.read(lambda connection: connection.execute(_GET, values).first())
        return _quiz(row) if row else None

    async def begin(self, person: Person, asked: Sequence[Asked], now: datetime) -> Quiz:
        """Write a new one; or the open one, where there is one by now: two presses at once begin one quiz."""
        values = {
            "id": secrets.token_hex(8), "workspace": person.workspace, "person": person.id, "asked": _written(asked),
            "place": 0, "started_at": now, "ended_at": None,
        }  # fmt: skip

        def begun(connection: Connection) -> Row[Any]:
            while True:  # again, where the open one ended between the two statements
                insert_new(connection, quizzes, values)
                if row := connection.execute(_OPEN, _whose(person)).first():
                    return row

        return _quiz(await self.database.write(begun))

    async def ask_instead(self, quiz: Quiz, place: int, asked: Asked) -> Quiz:
        """Another question stands at this place, unless it was answered meanwhile. The quiz as it is then."""
        instead = _written([*quiz.asked[:place], asked, *quiz.asked[place + 1 :]])
        whose = {**_whose(quiz.person), "quiz": quiz.id}

        def changed(connection: Connection) -> Row[Any] | None:
            connection.execute(_INSTEAD, {"quiz": quiz.id, "at_place": place, "instead": instead})
            return connection.execute(_GET, whose).first()

        row = await self.database.write(changed)
        return _quiz(row) if row else quiz

    async def answer(self, person: Person, said: NewSaid, now: datetime) -> tuple[Said, bool]:
        """Write what was said, with what it means for their memory, in one transaction.

        Said before to this place: that stays. What is written there now, and whether this was new. Of a quiz that is
        not there any more, as somebody was forgotten in this moment, nothing is written.
        """
        whose = _whose(person)
        there = {**whose, "quiz": said.quiz, "at_place": said.place}

        def answered(connection: Connection) -> tuple[Said, bool]:
            quiz = connection.execute(_LOCKED, {**whose, "quiz": said.quiz}).first()  # one answer of it at a time
            if quiz is None and said.how == QUIZ:
                return _unwritten(said, now), True
            first = not connection.execute(_KNOWN, {**whose, "of_item": said.question.id}).scalar_one()
            new = insert_new(connection, quiz_answers, _answer_row(person, said, now, first=first))
            if new:
                _remember(connection, person, said, now)
                _go_on(connection, said, now)
            return _said(connection.execute(_AT, there).one()), new

        return await self.database.write(answered)

    async def said(self, person: Person, quiz: str) -> Sequence[Said]:
        """What they said in this quiz, by place."""
        values = {**_whose(person), "quiz": quiz}
        rows = await self.database.read(lambda connection: connection.execute(_SAID, values).all())
        return [_said(row) for row in rows]

    async def leave(self, quiz: Quiz, now: datetime) -> None:
        """It is over, wherever they were."""
        await self.database.write(lambda connection: connection.execute(_END, {"quiz": quiz.id, "now": now}))

    async def past(self, person: Person) -> Past:
        """All that they answered, and when their ideas are due."""

        def found(connection: Connection) -> Past:
            rows = connection.execute(_PAST, _whose(person)).all()
            due = {row.idea: row.due_at for row in connection.execute(_DUE, _whose(person))}
            return Past(tuple(answered_of(row) for row in rows), due)

        return await self.database.read(found)


def answered_of(row: Row[Any]) -> Answered:
    """A row of quiz_answers as the lessons know it."""
    return Answered(
        item=row.item, idea=row.idea, topic=row.topic, kind=row.kind, scam=row.scam, right=row.correct, sure=row.sure,
        at=row.at, first=row.first, anchor=row.anchor, difficulty=row.difficulty,
    )  # fmt: skip


def _remember(connection: Connection, person: Person, said: NewSaid, now: datetime) -> None:
    idea = said.question.idea
    card = connection.execute(_CARD, {**_whose(person), "of_idea": idea}).scalar() or ""
    after = reviewed(card, said.option == said.question.right, said.sure, now)
    row = {"workspace": person.workspace, "person": person.id, "idea": idea}
    upsert(connection, quiz_memory, {**row, "card": after.card, "due_at": after.due, "at": now})


def _go_on(connection: Connection, said: NewSaid, now: datetime) -> None:
    """A quiz of their own is one question further; behind the last it is over."""
    values = {"quiz": said.quiz, "at_place": said.place, "next_place": said.place + 1}
    if not connection.execute(_GO_ON, values).rowcount:
        return
    asked = connection.execute(select(func.max(quizzes.c.asked)).where(quizzes.c.id == said.quiz)).scalar_one()
    if said.place + 1 >= len(json.loads(asked)):
        connection.execute(_END, {"quiz": said.quiz, "now": now})


def _answer_row(person: Person, said: NewSaid, now: datetime, *, first: bool) -> dict[str, Any]:
    one = said.question
    return {
        "workspace": person.workspace, "person": person.id, "quiz": said.quiz, "place": said.place, "how": said.how,
        "item": one.id, "version": one.version, "kind": one.kind.value, "idea": one.idea, "topic": one.topic,
        "difficulty": int(one.difficulty), "scam": not one.genuine, "anchor": one.anchor, "said": said.option,
        "correct": said.option == one.right, "sure": said.sure, "first": first, "at": now,
    }  # fmt: skip


def _unwritten(said: NewSaid, now: datetime) -> Said:
    right = said.option == said.question.right
    item, version = said.question.id, said.question.version
    return Said(said.quiz, said.place, item, version, said.option, right, said.sure, first=True, at=now)


def _said(row: Row[Any]) -> Said:
    return Said(
        quiz=row.quiz, place=row.place, item=row.item, version=row.version, option=row.said, right=row.correct,
        sure=row.sure, first=row.first, at=row.at,
    )  # fmt: skip


def _quiz(row: Row[Any]) -> Quiz:
    asked = tuple(Asked(item, version) for item, version in json.loads(row.asked))
    person = Person(row.workspace, row.person)
    return Quiz(row.id, person, asked, row.place, row.ended_at is not None, row.started_at)


def _written(asked: Sequence[Asked]) -> str:
    return json.dumps([[one.item, one.version] for one in asked])


def _whose(person: Person) -> dict[str, str]:
    return {"of": person.workspace, "who": person.id}
