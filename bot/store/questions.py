""" "Did you send this?", asked of a colleague once for each campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.flows.ports import Person, Place, Waiting
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
        question = {
            "id": id_,
            "workspace": colleague.workspace,
            "colleague": colleague.id,
            "campaign": self.sealer.hash("campaign", campaign),
            "answer": "",
            "at": now,
        }
        told_at = {
            "question": id_,
            "workspace": place.workspace,
            "person": asker.id,
            "channel": place.channel,
            "thread": place.thread,
            "at": now,
        }
        async with self.database.writing() as connection:
            first = await insert_new(connection, questions, question)
            answer = select(questions.c.answer).where(questions.c.id == id_)
            if not (await connection.execute(answer)).scalar_one():
                await insert_new(connection, waiting, told_at)
        return first

    async def answered(self, question: str, colleague: Person, answer: str, now: datetime) -> Sequence[Waiting]:
        """The colleague's answer; those who wait for it, once. Empty too where somebody else was asked."""
        asked = update(questions).where(
            questions.c.id == question,
            questions.c.workspace == colleague.workspace,
            questions.c.colleague == colleague.id,
            questions.c.answer == "",
        )
        of_it = waiting.c.question == question
        async with self.database.writing() as connection:
            if (await connection.execute(asked.values(answer=answer, at=now))).rowcount == 0:
                return ()
            rows = (await connection.execute(select(waiting).where(of_it).order_by(waiting.c.at))).all()
            await connection.execute(delete(waiting).where(of_it))
        return [
            Waiting(Person(row.workspace, row.person), Place(row.workspace, row.channel, row.thread)) for row in rows
        ]

    async def answer(self, colleague: Person, campaign: str) -> str:
        """What the colleague said already: "yes", "no", or "" for nothing yet."""
        query = select(questions.c.answer).where(questions.c.id == self._id(colleague, campaign))
        async with self.database.reading() as connection:
            return (await connection.execute(query)).scalar() or ""

    async def id(self, colleague: Person, campaign: str) -> str:
        """The question's id, for a button's value: it tells nothing about the campaign."""
        return self._id(colleague, campaign)

    def _id(self, colleague: Person, campaign: str) -> str:
        return self.sealer.hash("question", colleague.workspace, colleague.id, campaign)[:32]
