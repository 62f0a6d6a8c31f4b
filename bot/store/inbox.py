"""Events, each once, with the job that each causes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.jobs import payload_row
from bot.store.sealing import Sealer
from bot.store.tables import QUEUED, events, jobs

_JOB = insert(jobs)


@dataclass(frozen=True, slots=True)
class Inbox:
    """See bot.flows.ports.Inbox."""

    database: Database
    sealer: Sealer

    async def take(self, key: str, workspace: str, kind: str, payload: bytes, now: datetime) -> bool:
        """Write the event and its job in one transaction. False: it was here before, and nothing was written."""
        sealed = self.sealer.seal(payload, payload_row(workspace, key))
        event = {"workspace": workspace, "key": key, "at": now}
        job = {
            "workspace": workspace,
            "key": key,
            "kind": kind,
            "payload": sealed,
            "state": QUEUED,
            "attempt": 1,
            "turn": 0,
            "run_at": now,
            "why": "",
        }

        def taken(connection: Connection) -> bool:
            fresh = insert_new(connection, events, event)
            if fresh:
                connection.execute(_JOB, job)
            return fresh

        return await self.database.write(taken)
