"""The tips that a company wrote in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.flows.shapes import Person
from bot.flows.tip_shapes import OwnTip
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.tables import own_tips

_OWN = select(own_tips).where(own_tips.c.workspace == bindparam("of")).order_by(own_tips.c.id)
_VERSION = select(func.count(), func.max(own_tips.c.at)).where(own_tips.c.workspace == bindparam("of"))


@dataclass(frozen=True, slots=True)
class OwnTips:
    """See bot.flows.tip_keeping.OwnTips."""

    database: Database

    async def all(self, workspace: str) -> Sequence[OwnTip]:
        """All of them, by id."""
        rows = await self.database.read(lambda connection: connection.execute(_OWN, {"of": workspace}).all())
        return [OwnTip(row.id, row.text, row.person, row.at) for row in rows]

    async def version(self, workspace: str) -> str:
        """Changes whenever `all` does."""
        count, last = await self.database.read(lambda connection: connection.execute(_VERSION, {"of": workspace}).one())
        return f"{count}/{last}"

    async def add(self, person: Person, id_: str, text: str, now: datetime) -> bool:
        """Write a new one. False: there is one with this id, and it stays as it is."""
        row = {"workspace": person.workspace, "id": id_, "text": text, "person": person.id, "at": now}
        return await self.database.write(lambda connection: insert_new(connection, own_tips, row))

    async def change(self, person: Person, before: OwnTip, text: str, now: datetime) -> bool:
        """Write it anew. False: it is gone, or not as it was `before`, and nothing was written."""
        same = (own_tips.c.id == before.id, own_tips.c.at == before.at, own_tips.c.text == before.text)
        changed = (
            update(own_tips)
            .where(own_tips.c.workspace == person.workspace, *same)
            .values(text=text, person=person.id, at=now)
        )
        return await self.database.write(lambda connection: connection.execute(changed).rowcount) == 1

    async def delete(self, workspace: str, id_: str) -> bool:
        """Delete it. False: it was gone."""
        gone = delete(own_tips).where(own_tips.c.workspace == workspace, own_tips.c.id == id_)
        return await self.database.write(lambda connection: connection.execute(gone).rowcount) == 1
