"""Whether an answer helped."""

from datetime import datetime

from sqlalchemy import Connection

from bot.flows.shapes import Person
from bot.store.inserting import insert_new
from bot.store.tables import feedback


def write_feedback(connection: Connection, person: Person, conversation_id: str, what: str, now: datetime) -> None:
    """One of each kind: who presses twice has said it once."""
    said = {"workspace": person.workspace, "person": person.id, "conversation": conversation_id, "what": what}
    insert_new(connection, feedback, {**said, "at": now})
