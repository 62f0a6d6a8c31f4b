"""The ledger of what was sent: never twice, and every gap known."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, select, update

from bot.flows.ports import Superseded
from bot.flows.shapes import Delivery, DeliveryState, Gap, Person
from bot.flows.tip_shapes import ONE_A_DAY, STOPPED
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer
from bot.store.tables import FAILED, UNTOLD, deliveries, jobs

TAKEN_UP = timedelta(minutes=10)  # whatever was being sent longer ago is no longer: its process died
_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)

# Built once: that costs more than running them.
# By its key, which stands for its name: of somebody who was forgotten only the key is left.
_KEYED = deliveries.c.key == bindparam("of_key")
_NAMED = select(deliveries.c.id, deliveries.c.state, deliveries.c.changed_at).where(_KEYED)
_HELD = update(deliveries).where(_KEYED, deliveries.c.state.in_(_NOT_OVER)).values(holder=bindparam("by"))
_LOST = (
    deliveries.c.workspace == bindparam("of_workspace"),
    deliveries.c.person == bindparam("of_person"),
    deliveries.c.state == DeliveryState.LOST,
    deliveries.c.due_at.is_(None),  # nobody waits for a tip
)
_ANY_LOST = select(deliveries.c.id).where(*_LOST).limit(1)
_TOLD = update(deliveries).where(*_LOST).values(state=DeliveryState.TOLD)
# A tip that was refused for good is listed; one that nobody wanted when its time came, or as a second one on a day,
# is no gap.
_REFUSED = (deliveries.c.state == DeliveryState.REFUSED) & deliveries.c.why.not_in((STOPPED, ONE_A_DAY))
_CUT_OFF = (deliveries.c.state == DeliveryState.SENDING) & (deliveries.c.changed_at <= bindparam("before"))
_GAPS = (
    select(deliveries)
    .where(deliveries.c.state.in_((DeliveryState.LOST, DeliveryState.TOLD)) | _REFUSED | _CUT_OFF)
    .where((bindparam("there") == "") | (deliveries.c.workspace == bindparam("there")))
    .order_by(deliveries.c.changed_at.desc(), deliveries.c.id)
    .limit(bindparam("most"))
)
_UNTOLD = (jobs.c.state == FAILED) & jobs.c.why.endswith(UNTOLD, autoescape=True)
_UNTOLD_GAPS = (
    select(jobs)
    .where(_UNTOLD, (bindparam("there") == "") | (jobs.c.workspace == bindparam("there")))
    .order_by(jobs.c.ended_at.desc(), jobs.c.id)
    .limit(bindparam("most"))
)
_OPEN_GAPS = select(
    select(func.count()).where((deliveries.c.state == DeliveryState.LOST) | _CUT_OFF).scalar_subquery()
    + select(func.count()).where(_UNTOLD).scalar_subquery()
)
_MOVE = (
    update(deliveries)
    .where(
        deliveries.c.id == bindparam("of"),
        deliveries.c.holder == bindparam("by"),
        deliveries.c.state.in_(_NOT_OVER),
    )
    .values(state=bindparam("to"), changed_at=bindparam("at"))
)
_ARRIVED = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("of"))
    # Of somebody who was forgotten meanwhile only the key is kept.
    .values(
        state=DeliveryState.SENT,
        changed_at=bindparam("at"),
        message=case((deliveries.c.person == "", ""), else_=bindparam("said")),
    )
)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """See bot.flows.keeping.Deliveries."""

    database: Database
    sealer: Sealer

    async def claim(self, person: Person, channel: str, what: str, slot: str, now: datetime) -> Delivery:
        """The row with this unique key (workspace, channel or else person, what, slot), made if it is new.

        Whoever claimed it before can send it no longer.
        """
        target, holder = channel or person.id, secrets.token_hex(8)
        name = {"workspace": person.workspace, "target": target, "what": what, "slot": slot}
        key = "legit-" + self.sealer.hash("delivery", *name.values())[:16]
        values = {
            **name, "person": person.id, "key": key, "state": DeliveryState.CLAIMED, "holder": holder, "message": "",
            "changed_at": now,
        }  # fmt: skip
        named = {"of_key": key}

        def claimed(connection: Connection) -> Delivery:
            fresh = insert_new(connection, deliveries, values)
            if not fresh:
                connection.execute(_HELD, {**named, "by": holder})
            row = connection.execute(_NAMED, named).one()
            return Delivery(row.id, key, DeliveryState(row.state), fresh, row.changed_at, holder)

        return await self.database.write(claimed)

    async def sending(self, delivery: Delivery, now: datetime) -> None:
        """From now on it may have arrived. Raises Superseded where it is over, or was claimed by somebody else."""
        if not await self._move(delivery, DeliveryState.SENDING, now):
            raise Superseded(delivery.key)

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """It arrived, as this message: whoever claimed it meanwhile must not send it again."""
        values = {"of": delivery.id, "said": message, "at": now}
        await self.database.write(lambda connection: connection.execute(_ARRIVED, values).rowcount)

    async def refused(self, delivery: Delivery, now: datetime) -> None:
        """Slack said no, so nothing was posted: back to CLAIMED."""
        await self._move(delivery, DeliveryState.CLAIMED, now)

    async def lost(self, delivery: Delivery, now: datetime) -> None:
        """It may have arrived, and nobody can look."""
        await self._move(delivery, DeliveryState.LOST, now)

    async def untold(self, person: Person) -> int:
        """How many of this person's answers were lost and not yet told of; they count as told from now on."""
        whose = {"of_workspace": person.workspace, "of_person": person.id}
        if await self.database.read(lambda connection: connection.execute(_ANY_LOST, whose).first()) is None:
            return 0  # as nearly always: no reason to queue for writing
        return await self.database.write(lambda connection: connection.execute(_TOLD, whose).rowcount)

    async def gaps(self, now: datetime, most: int = 1000, workspace: str = "") -> Sequence[Gap]:
        """What may never have arrived, newest first: lost, or cut off while it was being sent and not taken up since.

        A lost answer that its person was told of is listed too: it is a gap that is known. So is a job that was given
        up while Slack took no word about it.
        """

        def found(connection: Connection) -> list[Gap]:
            values = {"before": now - TAKEN_UP, "most": most, "there": workspace}
            cut_off = connection.execute(_GAPS, values).all()
            untold = connection.execute(_UNTOLD_GAPS, values).all()
            sent = [Gap(row.workspace, row.target, row.what, row.slot, row.state, row.changed_at) for row in cut_off]
            return sent + [
                Gap(row.workspace, row.line.partition("/")[0], row.kind, row.key, DeliveryState.LOST, row.ended_at)
                for row in untold
            ]

        gaps = await self.database.read(found)
        return sorted(gaps, key=lambda gap: gap.since, reverse=True)[:most]

    async def open_gaps(self, now: datetime) -> int:
        """How many of them nobody was told of yet."""
        values = {"before": now - TAKEN_UP}
        return await self.database.read(lambda connection: connection.execute(_OPEN_GAPS, values).scalar_one())

    async def _move(self, delivery: Delivery, state: DeliveryState, now: datetime) -> bool:
        move = {"of": delivery.id, "by": delivery.holder, "to": state, "at": now}
        return await self.database.write(lambda connection: connection.execute(_MOVE, move).rowcount) == 1
