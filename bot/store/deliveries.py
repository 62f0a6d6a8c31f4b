"""The ledger of what was sent: never twice, and every gap known."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from bot.flows.shapes import Delivery, DeliveryState, Person
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.sealing import Sealer
from bot.store.tables import deliveries

_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)

# Built once: that costs more than running them.
_NAMED = select(deliveries.c.id, deliveries.c.state).where(
    *(deliveries.c[name] == bindparam(name) for name in ("workspace", "target", "what", "slot"))
)
_LOST = (
    deliveries.c.workspace == bindparam("of_workspace"),
    deliveries.c.person == bindparam("of_person"),
    deliveries.c.state == DeliveryState.LOST,
)
_ANY_LOST = select(deliveries.c.id).where(*_LOST).limit(1)
_TOLD = update(deliveries).where(*_LOST).values(state=DeliveryState.TOLD)
_MOVE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("of"), deliveries.c.state.in_(bindparam("out_of", expanding=True)))
    .values(state=bindparam("to"), message=bindparam("said"), changed_at=bindparam("at"))
)


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
            row = connection.execute(_NAMED, name).one()
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
        whose = {"of_workspace": person.workspace, "of_person": person.id}
        if await self.database.read(lambda connection: connection.execute(_ANY_LOST, whose).first()) is None:
            return 0  # as nearly always: no reason to queue for writing
        return await self.database.write(lambda connection: connection.execute(_TOLD, whose).rowcount)

    async def _move(
        self,
        delivery: Delivery,
        out_of: tuple[DeliveryState, ...],
        state: DeliveryState,
        now: datetime,
        message: str = "",
    ) -> bool:
        move = {"of": delivery.id, "out_of": out_of, "to": state, "said": message, "at": now}
        return await self.database.write(lambda connection: connection.execute(_MOVE, move).rowcount) == 1
