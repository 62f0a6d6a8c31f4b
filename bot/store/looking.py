"""A look into the database from outside, while a bot may be using it: nothing is written, and no lock is taken."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store.address import is_sqlite, name_of, read_url
from bot.store.database import CONNECT_SECONDS
from bot.store.migrate import steps_pending
from bot.store.problems import StoreUnusable, unusable
from bot.store.sqlite import file_of

STATEMENT_SECONDS = 10
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """A bot.store.database.Database that only reads; each read is a connection of its own, closed at once."""

    name: str
    file: Path | None  # SQLite's
    _engine: Engine

    async def read(self, act: Callable[[Connection], T]) -> T:
        """One state of the database. Raises StoreUnusable where it does not answer."""
        return await asyncio.to_thread(self._read, act)

    async def write(self, act: Callable[[Connection], T]) -> T:
        """Refused. Raises StoreUnusable."""
        self._refuse()

    async def forget(self) -> None:
        """Refused. Raises StoreUnusable."""
        self._refuse()

    async def close(self) -> None:
        """Nothing is open between two reads."""

    async def pending(self) -> int:
        """How many migrations the database waits for. Raises StoreUnusable, also where it is newer than we are."""
        return await self.read(steps_pending)

    def _read(self, act: Callable[[Connection], T]) -> T:
        try:
            with self._engine.connect() as connection:
                if self.file is None:
                    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
                    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'")
                return act(connection)
        except DBAPIError as error:
            raise unusable(error, self.name) from error

    def _refuse(self) -> NoReturn:
        raise StoreUnusable(f"{self.name} is only looked at.")


def look_into(url: str) -> Look:
    """A look at this address; nothing is opened before the first read. Raises StoreUnusable where it is no address."""
    address = read_url(url)
    name = name_of(address)
    if is_sqlite(address):
        return Look(name, file_of(address), _engine_of_file(address))
    limits = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": CONNECT_SECONDS * 1000}
    return Look(name, None, create_engine(address, hide_parameters=True, poolclass=NullPool, connect_args=limits))


def _engine_of_file(address: URL) -> Engine:
    where = file_of(address).absolute().as_uri() + "?mode=ro"

    def connected() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=CONNECT_SECONDS, check_same_thread=False)

    return create_engine(address, creator=connected, hide_parameters=True, poolclass=NullPool)


def is_held(database: Path) -> bool | None:
    """Whether a bot is using this file of SQLite's; None where its lock may not be looked at.

    The lock is tried as one that many may share, and let go of at once: whoever holds it notices nothing.
    """
    path = database.with_name(database.name + ".lock")
    try:
        file = os.open(path, os.O_RDONLY if sys.platform != "win32" else os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return None
    try:
        _try(file)
    except (BlockingIOError, PermissionError):
        return True
    except OSError:
        return None
    finally:
        os.close(file)
    return False


if sys.platform == "win32":
    import msvcrt

    def _try(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


def setting_of_server(connection: Connection, name: str) -> Any:
    """A setting of PostgreSQL's, as its text."""
    return connection.exec_driver_sql(f"SHOW {name}").scalar_one()
