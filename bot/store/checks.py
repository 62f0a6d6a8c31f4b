"""What was judged, without its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from bot.flows.shapes import Check, How, Judged, Person
from bot.store.database import Database
from bot.store.sealing import Sealer
from bot.store.tables import checks

_CHECK = insert(checks)


@dataclass(frozen=True, slots=True)
class Checks:
    """See bot.flows.keeping.Checks."""

    database: Database

    async def recent(self, person: Person, most: int) -> Sequence[Check]:
        """This person's, newest first."""
        query = (
            select(checks.c.at, checks.c.state, checks.c.scam, checks.c.how)
            .where(checks.c.workspace == person.workspace, checks.c.person == person.id)
            .order_by(checks.c.at.desc(), checks.c.id.desc())
            .limit(most)
        )
        return [Check(*row) for row in await self.database.read(lambda connection: connection.execute(query).all())]

    async def people_with(self, workspace: str, state: str, since: datetime) -> int:
        """How many people asked about a mail that was judged so; one that a program sent in is nobody's."""
        query = select(func.count(checks.c.person.distinct())).where(
            checks.c.workspace == workspace, checks.c.state == state, checks.c.at >= since, checks.c.how != How.EMAIL
        )
        return await self.database.read(lambda connection: connection.execute(query).scalar_one())


def write_check(
    connection: Connection, sealer: Sealer, person: Person, how: str, judged: Judged, now: datetime
) -> None:
    """A line of this person's checks; what makes two copies of a campaign alike is hashed."""
    row = {
        "workspace": person.workspace,
        "person": person.id,
        "how": how,
        "state": judged.state,
        "scam": judged.scam,
        "score": judged.score,
        "signals": " ".join(judged.signals),
        "campaign": sealer.hash("campaign", judged.campaign),
        "ms": judged.ms,
        "at": now,
    }
    connection.execute(_CHECK, row)
