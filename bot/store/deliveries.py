"""The ledger of what was sent: never twice, and every gap known."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.flows.ports import Delivery, DeliveryState, Person
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer
from bot.store.tables import deliveries

_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)


class AlreadySent(Exception):
    """Somebody else sent this, or it was given up: it must not be sent now."""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """See bot.flows.ports.Deliveries."""

    database: Database
    sealer: Sealer

    async def claim(self, person: Person, channel: str, what: str, slot: str, now: datetime) -> Delivery:
        """The row with this unique key (workspace, channel or else person, what, slot), made if it is new."""
        target = channel or person.id
        name = {"workspace": person.workspace, "target": target, "what": what, "slot": slot}
        key = "legit-" + self.sealer.hash("delivery", *name.values())[:16]
        values = {**name, "person": person.id, "key": key, "state": DeliveryState.CLAIMED, "message": ""}

        def claimed(connection: Connection) -> Delivery:
            fresh = insert_new(connection, deliveries, {**values, "changed_at": now})
            row = connection.execute(select(deliveries.c.id, deliveries.c.state).filter_by(**name)).one()
            return Delivery(row.id, key, DeliveryState(row.state), fresh)

        return await self.database.write(claimed)

    async def sending(self, delivery: Delivery, now: datetime) -> None:
        """From now on it may have arrived. Raises AlreadySent where it is over."""
        if not await self._move(delivery, _NOT_OVER, DeliveryState.SENDING, now):
            raise AlreadySent(delivery.key)

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """It arrived, as this message."""
        await self._move(delivery, tuple(DeliveryState), DeliveryState.SENT, now, message)

    async def refused(self, delivery: Delivery, now: datetime) -> None:
        """Slack said no, so nothing was posted: back to CLAIMED."""
        await self._move(delivery, _NOT_OVER, DeliveryState.CLAIMED, now)

    async def lost(self, delivery: Delivery, now: datetime) -> None:
        """It may have arrived, and nobody can look."""
        await self._move(delivery, _NOT_OVER, DeliveryState.LOST, now)

    async def untold(self, person: Person) -> int:
        """How many of this person's answers were lost and not yet told of; they count as told from now on."""
        of_person = deliveries.c.workspace == person.workspace, deliveries.c.person == person.id
        lost = (*of_person, deliveries.c.state == DeliveryState.LOST)
        any_lost = select(deliveries.c.id).where(*lost).limit(1)
        if await self.database.read(lambda connection: connection.execute(any_lost).first()) is None:
            return 0  # as nearly always: no reason to queue for writing
        told = update(deliveries).where(*lost).values(state=DeliveryState.TOLD)
        return await self.database.write(lambda connection: connection.execute(told).rowcount)

    async def _move(
        self,
        delivery: Delivery,
        out_of: tuple[DeliveryState, ...],
        state: DeliveryState,
        now: datetime,
        message: str = "",
    ) -> bool:
        move = (
            update(deliveries)
            .where(deliveries.c.id == delivery.id, deliveries.c.state.in_(out_of))
            .values(state=state, message=message, changed_at=now)
        )
        return await self.database.write(lambda connection: connection.execute(move).rowcount) == 1
