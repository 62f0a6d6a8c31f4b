"""What people chose, and what they saw once already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.flows.shapes import Person
from bot.store.database import Database
from bot.store.inserting import insert_new, upsert
from bot.store.tables import firsts, settings

_OF = select(settings.c.name, settings.c.value).where(
    settings.c.workspace == bindparam("workspace"), settings.c.person == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class Settings:
    """See bot.flows.keeping.Settings."""

    database: Database

    async def of(self, person: Person) -> Mapping[str, str]:
        """Everything this person chose."""
        whose = {"workspace": person.workspace, "person": person.id}
        rows = await self.database.read(lambda connection: connection.execute(_OF, whose).all())
        return {row.name: row.value for row in rows}

    async def save(self, person: Person, values: Mapping[str, str]) -> None:
        """Write these; what is not named stays as it was."""
        of_person = {"workspace": person.workspace, "person": person.id}

        def saved(connection: Connection) -> None:
            for name, value in values.items():
                upsert(connection, settings, {**of_person, "name": name, "value": value})

        await self.database.write(saved)

    async def first_time(self, person: Person, what: str, now: datetime) -> bool:
        """True once for each person and thing (a welcome)."""
        seen = {"workspace": person.workspace, "person": person.id, "what": what}
        return await self.database.write(lambda connection: insert_new(connection, firsts, {**seen, "at": now}))
