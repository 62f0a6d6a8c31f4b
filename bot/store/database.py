"""Transactions: a function of a connection goes in, what it returned comes out when it is written."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store import schema, sqlite, tables
from bot.store.address import is_sqlite, name_of
from bot.store.problems import NO_ANSWER, StoreUnusable, unusable
from bot.watch.metrics import DATABASE_ERRORS

READERS = 4
CONNECTIONS = 10  # of one process, to a server
CONNECT_SECONDS = 5
POOL_SECONDS = 20.0  # how long a transaction waits for a connection
MOST_CLASHES = 5  # of one transaction with others
_CLASHES = ("40001", "40P01")  # serialization failure, deadlock: nothing was written, and it may be tried again
_ROWS = tuple(schema.metadata.sorted_tables)
# What is sealed, or names somebody in a value: these are written anew without what was deleted.
_SEALED = (tables.conversations, tables.jobs, tables.installations, tables.settings, tables.changes, tables.meta)
REWRITE_WAITS = "1s"  # for the others who use a table; they stand behind us as long

T = TypeVar("T")
Act = Callable[[Connection], T]


class Database(Protocol):
    """Both raise StoreUnusable where the database does not answer."""

    async def write(self, act: Act[T]) -> T:
        """A transaction: written whole when this returns, and not at all where it raises."""

    async def read(self, act: Act[T]) -> T:
        """One state of the database, while others write."""

    async def forget(self) -> None:
        """Let go of what the database still keeps of rows that were deleted."""

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class FileDatabase:
    """SQLite: one thread that writes and a few that read.

    A transaction takes one step to a thread and back. An asynchronous driver takes a step for each statement, cursor
    and commit, which was four times slower. SQLite has one writer at a time; they queue for the thread in the
    order they came, not at the file, where they would poll for it. Who is cancelled leaves no half transaction.
    """

    name: str
    file: sqlite.Watched
    writer: Engine
    reader: Engine
    writing: Executor
    reading: Executor

    async def write(self, act: Act[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.writing, self._transaction, self.writer, act)

    async def read(self, act: Act[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.reading, self._transaction, self.reader, act)

    async def forget(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self.writing, self._truncated)

    async def close(self) -> None:
        await asyncio.to_thread(self._close)

    def _transaction(self, engine: Engine, act: Act[T]) -> T:
        try:
            self.file.check()
            with engine.begin() as connection:
                return act(connection)
        except StoreUnusable as error:
            raise _counted(error) from error
        except DBAPIError as error:
            raise _counted(unusable(error, self.name)) from error

    def _truncated(self) -> None:
        try:
            sqlite.truncate_log(self.writer)
        except sqlite3.Error as error:  # the driver's own: it goes past SQLAlchemy
            raise _counted(StoreUnusable(f"{self.name} still keeps traces ({error.sqlite_errorname}).")) from error

    def _close(self) -> None:
        self.writing.shutdown()
        self.reading.shutdown()
        self.reader.dispose()
        self.writer.dispose()


@dataclass(frozen=True, slots=True)
class ServerDatabase:
    """PostgreSQL, spoken to asynchronously."""

    name: str
    engine: AsyncEngine

    async def write(self, act: Act[T]) -> T:
        for _ in range(MOST_CLASHES):
            try:
                return await self._transaction(act)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", "") not in _CLASHES:
                    raise _counted(unusable(error, self.name)) from error
        raise _counted(StoreUnusable(f"{self.name} is too busy: too many write the same rows."))

    async def read(self, act: Act[T]) -> T:
        return await self.write(act)

    async def forget(self) -> None:
        """Its own vacuum would come some time, and leaves the bytes of a row where they are until others need the room.

        So what is sealed is written to a new file, and the old file goes. Whoever uses such a table waits meanwhile,
        half a second for 100,000 jobs; a table that others hold too long is left to the next time.
        """
        try:
            async with self.engine.connect() as connection:
                outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
                for table in _ROWS:
                    await outside.execute(text(f"VACUUM {table.name}"))
                await outside.execute(text(f"SET lock_timeout = '{REWRITE_WAITS}'"))
                try:
                    for table in _SEALED:
                        await outside.execute(text(f"VACUUM FULL {table.name}"))
                finally:
                    with suppress(PendingRollbackError):  # who was cancelled has no connection left to set anything in
                        await outside.execute(text("RESET lock_timeout"))
        except (DBAPIError, PoolTimeout, OSError) as error:
            raise _counted(StoreUnusable(f"{self.name} was not vacuumed ({type(error).__name__}).")) from error

    async def close(self) -> None:
        await self.engine.dispose()

    async def _transaction(self, act: Act[T]) -> T:
        try:
            async with self.engine.begin() as connection:
                return await connection.run_sync(act)
        except (PoolTimeout, OSError) as error:
            raise _counted(StoreUnusable(NO_ANSWER.format(where=self.name))) from error


def _counted(error: StoreUnusable) -> StoreUnusable:
    DATABASE_ERRORS.inc()
    return error


def connect(address: URL) -> Database:
    """A database that was migrated."""
    name = name_of(address)
    if not is_sqlite(address):
        engine = create_async_engine(
            address, hide_parameters=True, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True,
            pool_timeout=POOL_SECONDS, connect_args={"connect_timeout": CONNECT_SECONDS},
        )  # fmt: skip
        return ServerDatabase(name, engine)
    writer = create_engine(address, hide_parameters=True, pool_size=1, max_overflow=0)
    reader = create_engine(address, hide_parameters=True, pool_size=READERS, max_overflow=0)
    sqlite.configure(writer, "BEGIN IMMEDIATE")
    sqlite.configure(reader, "BEGIN")
    return FileDatabase(
        name,
        sqlite.Watched(sqlite.file_of(address)),
        writer,
        reader,
        ThreadPoolExecutor(1, thread_name_prefix="store-writer"),
        ThreadPoolExecutor(READERS, thread_name_prefix="store-reader"),
    )
