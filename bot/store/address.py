"""Where the database is: an address as people and platforms write it."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store.problems import StoreUnusable

_KINDS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg", "sqlite": "sqlite"}
# A server whose machine is gone says nothing: without these the system would wait for its answer for hours. In seconds;
# the last one, for what we said and it never took, in milliseconds.
_NOTICED = {"keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "30000"}


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
    if kind != "sqlite":  # what the address says itself counts
        read = read.update_query_dict({name: value for name, value in _NOTICED.items() if name not in read.query})
    return read.set(drivername=_KINDS[kind])


def is_sqlite(url: URL) -> bool:
    """Whether it is a file of SQLite's; else it is a PostgreSQL server."""
    return url.get_backend_name() == "sqlite"


def name_of(url: URL) -> str:
    """What an operator calls it: the file, or the database's name on its server."""
    return url.database or "The database"


def for_libpq(url: URL) -> str:
    """The server's address as libpq reads it, password and all: for a connection, never for a log."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
