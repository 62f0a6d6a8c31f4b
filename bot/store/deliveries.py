"""The ledger of what was sent: never twice, and every gap known."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

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
        async with self.database.writing() as connection:
            fresh = await insert_new(connection, deliveries, {**values, "changed_at": now})
            query = select(deliveries.c.id, deliveries.c.state).filter_by(**name)
            row = (await connection.execute(query)).one()
        return Delivery(row.id, key, DeliveryState(row.state), fresh)

    async def sending(self, delivery: Delivery, now: datetime) -> None:
        """From now on it may have arrived. Raises AlreadySent where it is over."""
        async with self.database.writing() as connection:
            if not await _move(connection, delivery, _NOT_OVER, DeliveryState.SENDING, now):
                raise AlreadySent(delivery.key)

    async def sent(self, delivery: Delivery, message: str, now: datetime) -> None:
        """It arrived, as this message."""
        async with self.database.writing() as connection:
            await _move(connection, delivery, tuple(DeliveryState), DeliveryState.SENT, now, message)

    async def refused(self, delivery: Delivery, now: datetime) -> None:
        """Slack said no, so nothing was posted: back to CLAIMED."""
        async with self.database.writing() as connection:
            await _move(connection, delivery, _NOT_OVER, DeliveryState.CLAIMED, now)

    async def lost(self, delivery: Delivery, now: datetime) -> None:
        """It may have arrived, and nobody can look."""
        async with self.database.writing() as connection:
            await _move(connection, delivery, _NOT_OVER, DeliveryState.LOST, now)

    async def untold(self, person: Person) -> int:
        """How many of this person's answers were lost and not yet told of; they count as told from now on."""
        of_person = deliveries.c.workspace == person.workspace, deliveries.c.person == person.id
        lost = (*of_person, deliveries.c.state == DeliveryState.LOST)
        async with self.database.reading() as connection:  # nearly always nobody's: no reason to queue for writing
            if (await connection.execute(select(deliveries.c.id).where(*lost).limit(1))).first() is None:
                return 0
        async with self.database.writing() as connection:
            told = update(deliveries).where(*lost).values(state=DeliveryState.TOLD)
            return (await connection.execute(told)).rowcount


async def _move(
    connection: AsyncConnection,
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
    return (await connection.execute(move)).rowcount == 1
