"""What was judged, without its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from bot.flows.shapes import Check, How, Judged, Person
from bot.flows.tip_shapes import Round
from bot.store.database import Database
from bot.store.sealing import Sealer
from bot.store.tables import checks

_CHECK = insert(checks)
_PEOPLE = func.count(checks.c.person.distinct())
_ASKED = (
    checks.c.state.in_(("likely_scam", "suspicious")), checks.c.scam != "", checks.c.how != How.EMAIL,
    checks.c.at >= bindparam("since"),
)  # fmt: skip
_BY_SCAM = (
    select(checks.c.scam, _PEOPLE.label("people"))
    .where(checks.c.workspace == bindparam("of"), *_ASKED)
    .group_by(checks.c.scam)
)
_ROUNDS = (
    select(checks.c.workspace, checks.c.scam, _PEOPLE.label("people"))
    .where(*_ASKED)
    .group_by(checks.c.workspace, checks.c.scam)
    .having(bindparam("least") <= _PEOPLE)
    .order_by(checks.c.workspace, checks.c.scam)
)


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

    async def asked_about(self, workspace: str, since: datetime) -> Mapping[str, int]:
        """How many people there asked about each kind of scam."""
        values = {"of": workspace, "since": since}
        rows = await self.database.read(lambda connection: connection.execute(_BY_SCAM, values).all())
        return {row.scam: row.people for row in rows}

    async def rounds(self, since: datetime, people: int) -> Sequence[Round]:
        """Kinds of scam about which at least so many people of a workspace asked."""
        values = {"since": since, "least": people}
        rows = await self.database.read(lambda connection: connection.execute(_ROUNDS, values).all())
        return [Round(*row) for row in rows]


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
