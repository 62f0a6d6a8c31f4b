"""The tips and the quiz questions that companies wrote in Slack: two tables of the same shape."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, delete, select, update

from bot.flows.own_pages import OwnPage
from bot.flows.shapes import Person
from bot.store.database import Database
from bot.store.inserting import insert_new


@dataclass(frozen=True, slots=True)
class OwnPages:
    """See bot.flows.own_pages.OwnPages. `table` is own_tips or own_questions."""

    database: Database
    table: Table

    async def all(self, workspace: str) -> Sequence[OwnPage]:
        """All of a workspace, by id."""
        theirs = select(self.table).where(self.table.c.workspace == workspace).order_by(self.table.c.id)
        rows = await self.database.read(lambda connection: connection.execute(theirs).all())
        return [OwnPage(row.id, row.text, row.person, row.at) for row in rows]

    async def version(self, workspace: str) -> str:
        """Changes whenever `all` does."""
        its = self.table.c
        written = select(its.id, its.at, its.person).where(its.workspace == workspace).order_by(its.id)
        rows = await self.database.read(lambda connection: connection.execute(written).all())
        # Of each one: with the newest alone, a change by a clock that is behind would not be seen.
        return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()

    async def add(self, person: Person, id_: str, text: str, now: datetime) -> bool:
        """Write a new one. False: there is one with this id, and it stays as it is."""
        row = {"workspace": person.workspace, "id": id_, "text": text, "person": person.id, "at": now}
        return await self.database.write(lambda connection: insert_new(connection, self.table, row))

    async def change(self, person: Person, before: OwnPage, text: str, now: datetime) -> bool:
        """Write it anew. False: it is gone, or not as it was `before`, and nothing was written."""
        its = self.table.c
        changed = (
            update(self.table)
            .where(its.workspace == person.workspace, its.id == before.id, its.at == before.at, its.text == before.text)
            .values(text=text, person=person.id, at=now)
        )
        return await self.database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def delete(self, workspace: str, id_: str) -> bool:
        """Delete it. False: it was gone."""
        gone = delete(self.table).where(self.table.c.workspace == workspace, self.table.c.id == id_)
        return await self.database.write(lambda connection: connection.execute(gone).rowcount) == 1
