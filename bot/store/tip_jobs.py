"""The job that sends what is due in a workspace: one at a time, in a line of its own."""

import json
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.store import tickets
from bot.store.inbox import write_job
from bot.store.jobs import payload_row
from bot.store.sealing import Sealer
from bot.store.tables import QUEUED, TIPS, jobs

KIND = LINE = TIPS
TOLD = "tips-stopped"  # the kind of job that tells whoever set up what had to stop
# Held until the transaction ends: whoever would begin it now would not see what we write, and nobody would look again.
_QUEUED = (
    select(jobs.c.id, jobs.c.turn, jobs.c.run_at)
    .where(jobs.c.workspace == bindparam("of"), jobs.c.line == LINE, jobs.c.state == QUEUED)
    .order_by(jobs.c.id)
    .limit(1)
    .with_for_update()
)
# With our patience from its beginning: what comes now is not given up with what waited for hours.
_NOW = update(jobs).where(jobs.c.id == bindparam("of")).values(run_at=bindparam("first"), taken_at=bindparam("now"))


def ensure_job(connection: Connection, sealer: Sealer, workspace: str, now: datetime) -> None:
    """Somebody will look what is to be sent there, after this transaction, and not only when Slack asked to come back.

    What waits for one channel, or for a person's morning, does not keep the others waiting.
    """
    nobody = tickets.line_is_free(connection, workspace, LINE)  # two who ask at once come one after the other
    waiting = None if nobody else connection.execute(_QUEUED, {"of": workspace}).first()
    if waiting is None:
        key = f"{KIND}:{now.isoformat()}"
        write_job(connection, workspace, key, KIND, sealer.seal(b"", payload_row(workspace, key)), now, line=LINE)
        return
    connection.execute(_NOW, {"of": waiting.id, "first": min(waiting.run_at, now), "now": now})
    if waiting.run_at > now:
        tickets.hurry(connection, waiting.id, waiting.turn)


def write_told_job(connection: Connection, sealer: Sealer, workspace: str, subscription: int, now: datetime) -> None:
    """Somebody will tell whoever set it up that it stopped."""
    key = f"{TOLD}:{subscription}:{now.isoformat()}"
    payload = json.dumps({"team_id": workspace, "subscription": subscription}).encode()
    write_job(connection, workspace, key, TOLD, sealer.seal(payload, payload_row(workspace, key)), now)
