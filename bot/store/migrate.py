"""Brings a database up to date, from no table at all to today's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError

from bot.store import sqlite
from bot.store.address import is_sqlite, name_of, read_url
from bot.store.problems import StoreUnusable, unusable
from bot.store.queue_schema import steps_missing, upgrade_queue

SCRIPTS = Path(__file__).parent / "migrations"
_MIGRATING = 5_348_427  # any number that no other lock has


def migrate(url: str) -> None:
    """Bring the database up to date. Raises StoreUnusable, also while a bot is using an SQLite file."""
    address = read_url(url)
    if not is_sqlite(address):
        upgrade(address)
        return
    sqlite.prepare_file(sqlite.file_of(address))
    held = sqlite.Held(sqlite.file_of(address))
    try:
        upgrade(address)
    finally:
        held.release()


def pending(url: str) -> int:
    """How many migrations the database waits for. Raises StoreUnusable where it is newer than this program."""
    address = read_url(url)
    if is_sqlite(address) and not sqlite.file_of(address).exists():
        return _missing(None)
    with _connection(address) as connection:
        return steps_pending(connection)


def steps_pending(connection: Connection) -> int:
    """The same of an open database, without writing to it. Raises StoreUnusable where it is newer."""
    revision = _revision(connection)
    return _missing(revision) + steps_missing(connection, tables=revision is not None)


def upgrade(address: URL) -> None:
    """Bring a database up to date that the caller holds. Raises StoreUnusable where it is newer than this program."""
    with _connection(address) as connection:
        _alone(connection)
        if _missing(_revision(connection)):
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        upgrade_queue(connection)


def _alone(connection: Connection) -> None:
    """Two processes that start together migrate one after the other."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")


@contextmanager
def _connection(address: URL) -> Iterator[Connection]:
    """One transaction: a migration is there whole, or not at all."""
    engine = create_engine(address, hide_parameters=True)
    if is_sqlite(address):
        sqlite.configure(engine, "BEGIN IMMEDIATE", migrating=True)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise unusable(error, name_of(address)) from error
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _missing(revision: str | None) -> int:
    """How many migrations come after this one."""
    newest_first = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
    if revision is None:
        return len(newest_first)
    if revision not in newest_first:
        raise StoreUnusable("The database was made by a newer Legitbot: install that version, or put back a backup.")
    return newest_first.index(revision)
