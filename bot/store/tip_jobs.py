"""The job that sends what is due in a workspace: one at a time, in a line of its own."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.store.inbox import write_job
from bot.store.jobs import payload_row
from bot.store.sealing import Sealer
from bot.store.tables import QUEUED, jobs

KIND = LINE = "tips"
_QUEUED = (
    select(jobs.c.id).where(jobs.c.workspace == bindparam("of"), jobs.c.line == LINE, jobs.c.state == QUEUED).limit(1)
)


def ensure_job(connection: Connection, sealer: Sealer, workspace: str, now: datetime) -> None:
    """Somebody will look what is to be sent there, after this transaction."""
    if connection.execute(_QUEUED, {"of": workspace}).first() is None:
        key = f"{KIND}:{now.isoformat()}"
        write_job(connection, workspace, key, KIND, sealer.seal(b"", payload_row(workspace, key)), now, line=LINE)
