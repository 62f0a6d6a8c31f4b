""" "Did you send this?", asked of a colleague once for each campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from bot.flows.shapes import Person, Place, Waiting
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer
from bot.store.tables import questions, waiting

MOST_OPEN = 5  # whoever writes mails in a colleague's name could have them asked without end, and not be named
LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Questions:
    """See bot.flows.keeping.Questions."""

    database: Database
    sealer: Sealer

    async def wait(self, colleague: Person, campaign: str, asker: Person, place: Place, now: datetime) -> bool:
        """This asker waits for the answer. True: nobody asked before, so the colleague is to be asked.

        Where the colleague answered already nobody waits: read `answer` after this, not before.
        """
        id_ = self._id(colleague, campaign)
        to = {"workspace": colleague.workspace, "colleague": colleague.id}
        question = {"id": id_, **to, "campaign": self.sealer.hash("campaign", campaign), "answer": "", "at": now}
        where = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}
        waits = {"question": id_, "person": asker.id, **where, "at": now}
        answer = select(questions.c.answer).where(questions.c.id == id_)

        def first_to_ask(connection: Connection) -> bool:
            first = insert_new(connection, questions, question)
            if not connection.execute(answer).scalar_one():
                insert_new(connection, waiting, waits)
            return first

        return await self.database.write(first_to_ask)

    async def crowded(self, colleague: Person, campaign: str, now: datetime) -> bool:
        """Whether this would be a new question, and the colleague has left enough of the last day's unanswered."""
        theirs = (questions.c.workspace == colleague.workspace, questions.c.colleague == colleague.id)
        open_ones = select(func.count()).where(*theirs, questions.c.answer == "", questions.c.at > now - LATELY)
        known = select(questions.c.id).where(questions.c.id == self._id(colleague, campaign))

        def is_crowded(connection: Connection) -> bool:
            return connection.execute(known).first() is None and connection.execute(open_ones).scalar_one() >= MOST_OPEN

        return await self.database.read(is_crowded)

    async def answered(self, question: str, colleague: Person, answer: str, now: datetime) -> Sequence[Waiting]:
        """The colleague's answer; those who wait for it, until each is `told`. Empty where somebody else was asked."""
        asked = update(questions).where(
            questions.c.id == question,
            questions.c.workspace == colleague.workspace,
            questions.c.colleague == colleague.id,
            questions.c.answer.in_(("", answer)),
        )
        of_it = select(waiting).where(waiting.c.question == question).order_by(waiting.c.at)

        def those_who_wait(connection: Connection) -> list[Waiting]:
            if connection.execute(asked.values(answer=answer, at=now)).rowcount == 0:
                return []
            return [_waiting(row) for row in connection.execute(of_it).all()]

        return await self.database.write(those_who_wait)

    async def told(self, question: str, person: Person) -> None:
        """This person waits no longer."""
        done = delete(waiting).where(waiting.c.question == question, waiting.c.person == person.id)
        await self.database.write(lambda connection: connection.execute(done).rowcount)

    async def answer(self, colleague: Person, campaign: str) -> str:
        """What the colleague said already: "yes", "no", or "" for nothing yet."""
        query = select(questions.c.answer).where(questions.c.id == self._id(colleague, campaign))
        return await self.database.read(lambda connection: connection.execute(query).scalar()) or ""

    async def id(self, colleague: Person, campaign: str) -> str:
        """The question's id, for a button's value: it tells nothing about the campaign."""
        return self._id(colleague, campaign)

    def _id(self, colleague: Person, campaign: str) -> str:
        return self.sealer.hash("question", colleague.workspace, colleague.id, campaign)[:32]


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(Person(row.workspace, row.person), Place(row.workspace, row.channel, row.thread))
