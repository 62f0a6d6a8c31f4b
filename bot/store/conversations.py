"""Open conversations: sealed, and gone when their time is over."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select

from bot.flows.ports import Conversation, Person, Place
from bot.store.database import Database
from bot.store.inserting import upsert
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import conversations as table

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conversations:
    """See bot.flows.ports.Conversations."""

    database: Database
    sealer: Sealer
    lifetime: timedelta  # after the last message

    async def at(self, place: Place, person: Person | None, now: datetime) -> Conversation | None:
        """The open one at this place: of this person, or the latest of anybody where person is None."""
        where = [*_in_channel(place.workspace, place.channel), table.c.thread == place.thread]
        if person:
            where.append(table.c.person == person.id)
        return await self._newest(where, now)

    async def latest(self, person: Person, channel: str, now: datetime) -> Conversation | None:
        """The one that this person had last in this channel, in whatever thread."""
        return await self._newest([*_in_channel(person.workspace, channel), table.c.person == person.id], now)

    async def by_id(self, conversation_id: str, now: datetime) -> Conversation | None:
        return await self._newest([table.c.id == conversation_id], now)

    async def keep(self, conversation: Conversation) -> None:
        """Write it, or write it anew. Another one of the same person at the same place ends."""
        await self.database.write(lambda connection: write_conversation(connection, self.sealer, conversation))

    async def sweep(self, now: datetime) -> int:
        """Delete those whose time is over. How many."""
        over = delete(table).where(table.c.last_at <= now - self.lifetime)
        swept = await self.database.write(lambda connection: connection.execute(over).rowcount)
        if swept:
            await self.database.forget()
        return swept

    async def _newest(self, where: Sequence[ColumnElement[bool]], now: datetime) -> Conversation | None:
        query = (
            select(table)
            .where(*where, table.c.last_at > now - self.lifetime)
            .order_by(table.c.last_at.desc(), table.c.id)
            .limit(1)
        )
        row = await self.database.read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        try:
            memory = self.sealer.open(row.memory, _memory_row(row.id))
        except Unopened:
            log.error("a conversation was sealed with a key that is not here any more; it starts anew")
            return None
        person = Person(row.workspace, row.person)
        return Conversation(row.id, person, Place(row.workspace, row.channel, row.thread), memory, row.last_at)


def write_conversation(connection: Connection, sealer: Sealer, conversation: Conversation) -> None:
    """As `keep`, in a transaction of the caller's."""
    person, place = conversation.person, conversation.place
    where = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread, "person": person.id}
    memory = sealer.seal(conversation.memory, _memory_row(conversation.id))
    connection.execute(delete(table).filter_by(**where).where(table.c.id != conversation.id))
    upsert(connection, table, {"id": conversation.id, **where, "memory": memory, "last_at": conversation.last_at})


def _in_channel(workspace: str, channel: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.workspace == workspace, table.c.channel == channel


def _memory_row(id_: str) -> str:
    return f"conversations/memory/{id_}"
