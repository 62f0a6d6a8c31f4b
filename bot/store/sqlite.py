"""Everything that only SQLite needs: how its connections behave, where its file is, and who holds it."""

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event

from bot.store.problems import StoreInUse, StoreUnusable

BUSY_MS = 10_000  # an operator's sqlite3 shell may hold the file for a moment
TRUNCATE_MS = 200  # nobody can write meanwhile

_PRAGMAS = (
    "journal_mode = WAL",
    # A commit in WAL is in the kernel's hands before the caller goes on, so it survives kill -9 of the bot. FULL would
    # also wait for the disk at each commit, which only a power cut can notice; Slack sends an event again then.
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten
    f"busy_timeout = {BUSY_MS}",
    "temp_store = MEMORY",  # no copy of a row in a temporary file
)


def file_of(url: URL) -> Path:
    """The database's file."""
    return Path(url.database or "")


def prepare_file(path: Path) -> None:
    """Make the file where it is missing, readable for its owner only. Raises StoreUnusable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreUnusable(f"{path} cannot be made or written ({error.strerror}): see its folder's rights.") from error


def configure(engine: Engine, begin: str, *, migrating: bool = False) -> None:
    """Let this engine's connections behave as above, and start each transaction with `begin`.

    A writer says BEGIN IMMEDIATE: a transaction that reads first and writes later could not wait for its turn.
    A migration copies a table and drops the old one, whose rows would take those that refer to them along.
    """
    pragmas = (*_PRAGMAS, "foreign_keys = OFF") if migrating else _PRAGMAS

    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver starts no transactions of its own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def truncate_log(engine: Engine) -> None:
    """Empty the write-ahead log, which still holds pages as they were before a deletion.

    Where somebody reads on for longer, SQLite leaves the log as it is, and the next call empties it.
    """
    connection = engine.raw_connection()  # SQLAlchemy's own would begin a transaction first
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {TRUNCATE_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            cursor.close()
    finally:
        connection.close()


class Watched:
    """The database's file, which must stay the one that was opened.

    Where it is deleted or replaced, the system lets us write on, into a file that is gone as soon as we stop.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = self._now()

    def check(self) -> None:
        """Raises StoreUnusable where it is not that file any more."""
        if self._now() != self._opened:
            raise StoreUnusable(f"{self._path} was deleted or replaced: stop the bot, put it back, and start the bot.")

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino


class Held:
    """The file lock beside a database: one process at a time. The system lets go of it when the process dies."""

    def __init__(self, database: Path) -> None:
        """Raises StoreUnusable where another process holds it."""
        path = database.with_name(database.name + ".lock")
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnusable(f"{path} cannot be made ({error.strerror}): see its folder's rights.") from error
        try:
            _lock(self._file)
        except (BlockingIOError, PermissionError) as error:
            os.close(self._file)
            raise StoreInUse(f"Another Legitbot is using {database}: stop it, or name another database.") from error
        except OSError as error:  # some network file systems know no locks
            os.close(self._file)
            raise StoreUnusable(f"{path} cannot be locked ({error.strerror}): use a disk of this machine.") from error

    def release(self) -> None:
        """Let the next process in. The file stays: deleting it could let two in."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
