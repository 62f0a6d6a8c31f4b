"""The quiz questions that a company made in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.flows.own_questions import OwnQuestion
from bot.flows.shapes import Person
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.quiz_tables import own_questions

_OWN = select(own_questions).where(own_questions.c.workspace == bindparam("of")).order_by(own_questions.c.id)
_VERSION = select(func.count(), func.max(own_questions.c.at)).where(own_questions.c.workspace == bindparam("of"))


@dataclass(frozen=True, slots=True)
class OwnQuestions:
    """See bot.flows.own_questions.OwnQuestions."""

    database: Database

    async def all(self, workspace: str) -> Sequence[OwnQuestion]:
        """All of them, by id."""
        rows = await self.database.read(lambda connection: connection.execute(_OWN, {"of": workspace}).all())
        return [OwnQuestion(row.id, row.text, row.person, row.at) for row in rows]

    async def version(self, workspace: str) -> str:
        """Changes whenever `all` does."""
        count, last = await self.database.read(lambda connection: connection.execute(_VERSION, {"of": workspace}).one())
        return f"{count}/{last}"

    async def add(self, person: Person, id_: str, text: str, now: datetime) -> bool:
        """Write a new one. False: there is one with this id, and it stays as it is."""
        row = {"workspace": person.workspace, "id": id_, "text": text, "person": person.id, "at": now}
        return await self.database.write(lambda connection: insert_new(connection, own_questions, row))

    async def change(self, person: Person, before: OwnQuestion, text: str, now: datetime) -> bool:
        """Write it anew. False: it is gone, or not as it was `before`, and nothing was written."""
        its = own_questions.c
        changed = (
            update(own_questions)
            .where(its.workspace == person.workspace, its.id == before.id, its.at == before.at, its.text == before.text)
            .values(text=text, person=person.id, at=now)
        )
        return await self.database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def delete(self, workspace: str, id_: str) -> bool:
        """Delete it. False: it was gone."""
        gone = delete(own_questions).where(own_questions.c.workspace == workspace, own_questions.c.id == id_)
        return await self.database.write(lambda connection: connection.execute(gone).rowcount) == 1
