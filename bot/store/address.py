"""Where the database is: an address as people and platforms write it."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.problems import StoreUnusable

_KINDS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg", "sqlite": "sqlite"}


def read_url(url: str) -> URL:
    """The database's address. Raises StoreUnusable where it is none that we know, and for a database in memory."""
    try:
        read = make_url(url)
    except ArgumentError as error:
        raise StoreUnusable(
            "DATABASE_URL is no address of a database: write sqlite:///legitbot.db or postgresql://..."
        ) from error
    kind = read.drivername.partition("+")[0]
    if kind not in _KINDS:
        raise StoreUnusable(f"DATABASE_URL names {kind!r}: use sqlite:///legitbot.db or postgresql://...")
    if kind == "sqlite" and (not read.database or read.database == ":memory:"):
        raise StoreUnusable("A store needs a file: name one, as in sqlite:///legitbot.db.")
    return read.set(drivername=_KINDS[kind])


def is_sqlite(url: URL) -> bool:
    """Whether it is a file of SQLite's; else it is a PostgreSQL server."""
    return url.get_backend_name() == "sqlite"


def for_libpq(url: URL) -> str:
    """The server's address as libpq reads it, password and all: for a connection, never for a log."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
