"""Events, each once, with the job that each causes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from bot.store import tickets
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.jobs import payload_row
from bot.store.sealing import Sealer
from bot.store.tables import QUEUED, events, jobs

_JOB = insert(jobs).returning(jobs.c.id)


@dataclass(frozen=True, slots=True)
class Inbox:
    """See bot.flows.keeping.Inbox."""

    database: Database
    sealer: Sealer

    async def take(
        self, key: str, workspace: str, kind: str, payload: bytes, now: datetime, *, line: str = "", about: str = ""
    ) -> bool:
        """Write the event and its job in one transaction. False: it was here before, and nothing was written."""
        event = {"workspace": workspace, "key": key, "at": now}
        sealed = self.sealer.seal(payload, payload_row(workspace, key))

        def taken(connection: Connection) -> bool:
            if not insert_new(connection, events, event):
                return False
            write_job(connection, workspace, key, kind, sealed, now, line=line, about=about)
            return True

        return await self.database.write(taken)

    def hidden(self, *parts: str) -> str:
        """A name made of these parts with the store's own secret: the same each time, and it tells nothing of them."""
        return self.sealer.hash("name", *parts)[:32]


def write_job(
    connection: Connection, workspace: str, key: str, kind: str, sealed: bytes, now: datetime, *, line: str = "",
    about: str = "",
) -> None:  # fmt: skip
    """A job that is to be done, with its ticket where nobody stands before it in its line."""
    job = {
        "workspace": workspace, "key": key, "kind": kind, "line": line, "about": about, "became": "", "why": "",
        "payload": sealed, "state": QUEUED, "attempt": 1, "failures": 0, "taken_at": now, "run_at": now,
    }  # fmt: skip
    if not tickets.on_server(connection):
        connection.execute(_JOB, {**job, "turn": 0})
        return
    first = tickets.line_is_free(connection, workspace, line)
    turn = tickets.fair_turn(connection, workspace)
    id_ = connection.execute(_JOB, {**job, "turn": turn}).scalar_one()
    if first:
        tickets.give(connection, id_, turn)
