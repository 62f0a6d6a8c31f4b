"""The connections: one that writes, a few that read, so that nobody meets a locked database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store import sqlite
from bot.store.problems import unusable

READERS = 4
WAIT_SECONDS = 30.0  # for a connection, before somebody is told that it takes too long


@dataclass(frozen=True, slots=True)
class Database:
    """Transactions to write in and to read in. Both raise StoreUnusable where the database does not answer."""

    name: str
    _writer: AsyncEngine
    _reader: AsyncEngine

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: written whole where the block ends, and not at all where it raises."""
        try:
            async with self._writer.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise unusable(error, self.name) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One state of the database, while others write."""
        try:
            async with self._reader.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise unusable(error, self.name) from error

    async def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log, which still holds what was deleted. Later, where somebody is reading."""
        if self._writer.dialect.name == "sqlite":
            await sqlite.truncate_log(self._writer)

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


def connect(address: URL) -> Database:
    """A database that was migrated."""
    name = address.database or "The database"
    if not sqlite.is_sqlite(address):
        engine = create_async_engine(address, hide_parameters=True, pool_timeout=WAIT_SECONDS)
        return Database(name, engine, engine)
    # SQLite has one writer at a time. They queue here, in the order they came, and not at the file, where they would
    # poll for it.
    writer = create_async_engine(address, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=WAIT_SECONDS)
    reader = create_async_engine(
        address, hide_parameters=True, pool_size=READERS, max_overflow=0, pool_timeout=WAIT_SECONDS
    )
    sqlite.configure(writer.sync_engine, "BEGIN IMMEDIATE")
    sqlite.configure(reader.sync_engine, "BEGIN")
    return Database(name, writer, reader)
