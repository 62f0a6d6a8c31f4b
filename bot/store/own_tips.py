"""The tips that a company wrote in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from bot.flows.shapes import Person
from bot.flows.tip_shapes import OwnTip
from bot.store.database import Database
from bot.store.inserting import upsert
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

    async def save(self, person: Person, id_: str, text: str, now: datetime) -> None:
        """Write it, or write it anew."""
        row = {"workspace": person.workspace, "id": id_, "text": text, "person": person.id, "at": now}
        await self.database.write(lambda connection: upsert(connection, own_tips, row))

    async def delete(self, workspace: str, id_: str) -> bool:
        """Delete it. False: it was gone."""
        gone = delete(own_tips).where(own_tips.c.workspace == workspace, own_tips.c.id == id_)
        return await self.database.write(lambda connection: connection.execute(gone).rowcount) == 1
