"""What people did with a tip: how many, and never who."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.store.database import Database
from bot.store.inserting import add_to, insert_new
from bot.store.sealing import Sealer
from bot.store.tables import events, tip_counts

SENT = "sent"
_OF = select(tip_counts.c.tip, tip_counts.c.what, tip_counts.c.count.label("how_many")).where(
    tip_counts.c.workspace == bindparam("of")
)


@dataclass(frozen=True, slots=True)
class TipCounts:
    """See bot.flows.tip_keeping.TipCounts."""

    database: Database
    sealer: Sealer

    async def count(self, workspace: str, tip: str, what: str, once: str, now: datetime) -> bool:
        """Count what somebody did. `once` names the press, so that it counts once; only a hash of it is kept, a day."""
        press = {"workspace": workspace, "key": "tip-" + self.sealer.hash("press", what, once), "at": now}

        def counted(connection: Connection) -> bool:
            if not insert_new(connection, events, press):
                return False
            add_counts(connection, workspace, [tip], what)
            return True

        return await self.database.write(counted)

    async def counts(self, workspace: str) -> Mapping[str, Mapping[str, int]]:
        """By tip and what."""
        rows = await self.database.read(lambda connection: connection.execute(_OF, {"of": workspace}).all())
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for row in rows:
            found[row.tip][row.what] = row.how_many
        return found


def add_counts(connection: Connection, workspace: str, tips: Iterable[str], what: str) -> None:
    """One more for each of these."""
    rows = [
        {"workspace": workspace, "tip": tip, "what": what, "count": more} for tip, more in sorted(Counter(tips).items())
    ]
    if rows:
        add_to(connection, tip_counts, rows, "count")
