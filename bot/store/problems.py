"""Why the store cannot be used, in one sentence that an operator can act on."""

from sqlalchemy.exc import DBAPIError

NO_ANSWER = "{where} does not answer: see that PostgreSQL runs, and that DATABASE_URL is right."
_CROWDED = "{where} has no connection left: raise max_connections on its server, or run fewer workers."
_STRANGER = "{where} refuses the name or the password in DATABASE_URL."
# What SQLite, PostgreSQL and the system say, and what it means for the person who runs the bot. The first match counts.
_MEANINGS = (
    ("database or disk is full", "The disk is full: make room where {where} stands."),
    ("readonly database", "{where} cannot be written: give the bot's user the right to write it."),
    ("unable to open database file", "{where} cannot be opened: see that its folder exists and may be written."),
    ("file is not a database", "{where} is no database of Legitbot: name another file, or put back a backup."),
    ("disk image is malformed", "{where} is damaged: put back a backup."),
    ("database is locked", "{where} is held by another program: close that program."),
    ("too many clients", _CROWDED),
    ("too many connections", _CROWDED),
    ("remaining connection slots", _CROWDED),
    ("password authentication failed", _STRANGER),
    ("Peer authentication failed", _STRANGER),
    ('FATAL:  role "', _STRANGER),
    ("no password supplied", _STRANGER),
    ("pg_hba.conf", "{where} does not let this machine or this user in: see pg_hba.conf on its server."),
    ("does not exist", "{where} misses a table, or is not there: make it, then run legitbot migrate."),
    ("permission denied", "{where} does not let the bot's user do that: give it the rights on its tables."),
    ("connection failed", NO_ANSWER),
    ("no such table", "{where} misses a table: put back a backup."),
)


class StoreUnusable(Exception):
    """The store cannot be opened, read or written; says in one sentence what to do."""


class StoreInUse(StoreUnusable):
    """Another process has it open."""


def unusable(error: DBAPIError, where: str) -> StoreUnusable:
    """What a database error means. Holds no value of any row."""
    said = str(error.orig)
    if error.connection_invalidated:
        return StoreUnusable(NO_ANSWER.format(where=where))
    for sign, meaning in _MEANINGS:
        if sign in said:
            return StoreUnusable(meaning.format(where=where))
    return StoreUnusable(f"{where} answered with an error ({type(error.orig).__name__}).")
