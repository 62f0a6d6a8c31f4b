"""Whether an answer helped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.flows.ports import Person
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.tables import feedback


@dataclass(frozen=True, slots=True)
class Feedbacks:
    """See bot.flows.ports.Feedbacks."""

    database: Database

    async def add(self, person: Person, conversation_id: str, what: str, now: datetime) -> None:
        """One of each kind: who presses twice has said it once."""
        await self.database.write(lambda connection: write_feedback(connection, person, conversation_id, what, now))


def write_feedback(connection: Connection, person: Person, conversation_id: str, what: str, now: datetime) -> None:
    """As `add`, in a transaction of the caller's."""
    said = {"workspace": person.workspace, "person": person.id, "conversation": conversation_id, "what": what}
    insert_new(connection, feedback, {**said, "at": now})
