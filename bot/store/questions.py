""" "Did you send this?", asked of a colleague once for each campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from bot.flows.shapes import Person, Place, Waiting
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer
from bot.store.tables import questions, waiting


@dataclass(frozen=True, slots=True)
class Questions:
    """See bot.flows.ports.Questions."""

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
