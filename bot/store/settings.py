"""What people chose, and what they saw once already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.flows.ports import Person
from bot.store.database import Database
from bot.store.inserting import insert_new, upsert
from bot.store.tables import firsts, settings


@dataclass(frozen=True, slots=True)
class Settings:
    """See bot.flows.ports.Settings."""

    database: Database

    async def of(self, person: Person) -> Mapping[str, str]:
        """Everything this person chose."""
        query = select(settings.c.name, settings.c.value).filter_by(workspace=person.workspace, person=person.id)
        async with self.database.reading() as connection:
            return {name: value for name, value in await connection.execute(query)}

    async def save(self, person: Person, values: Mapping[str, str]) -> None:
        """Write these; what is not named stays as it was."""
        async with self.database.writing() as connection:
            for name, value in values.items():
                choice = {"workspace": person.workspace, "person": person.id, "name": name, "value": value}
                await upsert(connection, settings, choice)

    async def first_time(self, person: Person, what: str, now: datetime) -> bool:
        """True once for each person and thing (a welcome)."""
        seen = {"workspace": person.workspace, "person": person.id, "what": what}
        async with self.database.writing() as connection:
            return await insert_new(connection, firsts, {**seen, "at": now})
