"""Open conversations: sealed, and gone when their time is over."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select

from bot.flows.shapes import Conversation, Person, Place
from bot.store.batches import delete_where
from bot.store.database import Database
from bot.store.inserting import upsert
from bot.store.sealing import Sealer, Unopened
from bot.store.tables import conversations as table

log = logging.getLogger(__name__)
_MOST_AT_ONCE = 100  # each may hold a mail of some 100 kB, which is overwritten when it goes


def _newest_where(*names: str) -> Select[Any]:
    """The latest open one whose columns of these names have the given values."""
    return (
        select(table)
        .where(*(table.c[name] == bindparam(name) for name in names), table.c.last_at > bindparam("since"))
        .order_by(table.c.last_at.desc(), table.c.id)
        .limit(1)
    )


# Built once: that costs more than running them.
_AT = _newest_where("workspace", "channel", "thread")
_LATEST = _newest_where("workspace", "channel", "person")
_BY_ID = _newest_where("id")
_OTHERS = delete(table).where(
    *(table.c[name] == bindparam("of_" + name) for name in ("workspace", "channel", "thread", "person")),
    table.c.id != bindparam("but"),
)


@dataclass(frozen=True, slots=True)
class Conversations:
    """See bot.flows.keeping.Conversations."""

    database: Database
    sealer: Sealer
    lifetime: timedelta  # after the last message

    async def at(self, place: Place, now: datetime) -> Conversation | None:
        """The open one at this place; the latest where several people have one."""
        where = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}
        return await self._one(_AT, where, now)

    async def latest(self, person: Person, channel: str, now: datetime) -> Conversation | None:
        """The one that this person had last in this channel, in whatever thread."""
        return await self._one(_LATEST, {"workspace": person.workspace, "channel": channel, "person": person.id}, now)

    async def by_id(self, conversation_id: str, now: datetime) -> Conversation | None:
        """The open one with this id."""
        return await self._one(_BY_ID, {"id": conversation_id}, now)

    async def sweep(self, now: datetime) -> int:
        """Delete those whose time is over. How many. Their traces go with `Database.forget`."""
        return await delete_where(self.database, table, table.c.last_at <= now - self.lifetime, most=_MOST_AT_ONCE)

    async def _one(self, query: Select[Any], where: Mapping[str, str], now: datetime) -> Conversation | None:
        values = {**where, "since": now - self.lifetime}
        row = await self.database.read(lambda connection: connection.execute(query, values).first())
        if row is None:
            return None
        try:
            memory = self.sealer.open(row.memory, memory_row(row.id))
        except Unopened:
            log.error("a conversation was sealed with a key that is not here any more; it starts anew")
            return None
        person = Person(row.workspace, row.person)
        return Conversation(row.id, person, Place(row.workspace, row.channel, row.thread), memory, row.last_at)


def write_conversation(connection: Connection, sealer: Sealer, conversation: Conversation) -> None:
    """Write it, or write it anew. Another one of the same person at the same place ends."""
    person, place = conversation.person, conversation.place
    where = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread, "person": person.id}
    memory = sealer.seal(conversation.memory, memory_row(conversation.id))
    connection.execute(_OTHERS, {f"of_{name}": value for name, value in where.items()} | {"but": conversation.id})
    upsert(connection, table, {"id": conversation.id, **where, "memory": memory, "last_at": conversation.last_at})


def memory_row(id_: str) -> str:
    """What a sealed memory is bound to."""
    return f"conversations/memory/{id_}"
