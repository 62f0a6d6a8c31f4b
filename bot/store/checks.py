"""What was judged, without its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.flows.ports import Check, Judged, Person
from bot.store.database import Database
from bot.store.sealing import Sealer
from bot.store.tables import checks


@dataclass(frozen=True, slots=True)
class Checks:
    """See bot.flows.ports.Checks."""

    database: Database
    sealer: Sealer

    async def add(self, person: Person, how: str, judged: Judged, now: datetime) -> None:
        row = {
            "workspace": person.workspace,
            "person": person.id,
            "how": how,
            "state": judged.state,
            "scam": judged.scam,
            "score": judged.score,
            "signals": " ".join(judged.signals),
            "campaign": self.sealer.hash("campaign", judged.campaign),
            "ms": judged.ms,
            "at": now,
        }
        async with self.database.writing() as connection:
            await connection.execute(insert(checks).values(**row))

    async def recent(self, person: Person, most: int) -> Sequence[Check]:
        """This person's, newest first."""
        query = (
            select(checks.c.at, checks.c.state, checks.c.scam, checks.c.how)
            .where(checks.c.workspace == person.workspace, checks.c.person == person.id)
            .order_by(checks.c.at.desc(), checks.c.id.desc())
            .limit(most)
        )
        async with self.database.reading() as connection:
            return [Check(*row) for row in await connection.execute(query)]
