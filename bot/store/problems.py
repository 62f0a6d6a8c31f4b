"""Why the store cannot be used, in one sentence that an operator can act on."""

from sqlalchemy.exc import DBAPIError

# What SQLite and the operating system say, and what it means for the person who runs the bot. The first match counts.
_MEANINGS = (
    ("database or disk is full", "The disk is full: make room where {where} stands."),
    ("readonly database", "{where} cannot be written: give the bot's user the right to write it."),
    ("unable to open database file", "{where} cannot be opened: see that its folder exists and may be written."),
    ("file is not a database", "{where} is no database of Legitbot: name another file, or put back a backup."),
    ("disk image is malformed", "{where} is damaged: put back a backup."),
    ("database is locked", "{where} is held by another program: close that program."),
    ("no such table", "{where} misses a table: put back a backup."),
)


class StoreUnusable(Exception):
    """The store cannot be opened, read or written; says in one sentence what to do."""


def unusable(error: DBAPIError, where: str) -> StoreUnusable:
    """What a database error means. Holds no value of any row."""
    said = str(error.orig)
    for sign, meaning in _MEANINGS:
        if sign in said:
            return StoreUnusable(meaning.format(where=where))
    return StoreUnusable(f"{where} answered with an error ({type(error.orig).__name__}).")
