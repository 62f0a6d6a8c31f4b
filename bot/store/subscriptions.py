"""Who gets tips, and when."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from bot.flows.shapes import Person
from bot.flows.tip_keeping import TooMany
from bot.flows.tip_shapes import Subscription, Ticked, Wanted
from bot.schedules import CountryUnknown, ZoneUnknown, moved, next_slot
from bot.store.database import Database
from bot.store.sealing import Sealer
from bot.store.subscription_rows import going_on, next_columns, readable, slot_columns, subscription_of, wished
from bot.store.tables import STOPPED
from bot.store.tables import subscriptions as table
from bot.store.tickets import hold
from bot.store.ticking import AHEAD, mend_clock, tick
from bot.store.week_questions import mend_questions
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
MOST = 5  # of one channel or person
_ADD = insert(table).returning(table)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """See bot.flows.tip_keeping.Subscriptions."""

    database: Database
    sealer: Sealer

    async def add(self, setter: Person, target: str, wanted: Wanted, now: datetime, *, direct: bool) -> Subscription:
        """Write it. Raises TooMany where this target has as many as it may."""
        of_target = (table.c.workspace == setter.workspace, table.c.target == target)
        row = {
            "workspace": setter.workspace, "target": target, "person": target if direct else "", "setter": setter.id,
            "made_at": now, **wished(wanted), **going_on(wanted, now),
        }  # fmt: skip

        def added(connection: Connection) -> Subscription:
            hold(connection, setter.workspace, f"subscriptions/{target}")  # two who save at once count each other
            if connection.execute(select(func.count()).where(*of_target)).scalar_one() >= MOST:
                raise TooMany
            return subscription_of(connection.execute(_ADD, row).one())

        return await self.database.write(added)

    async def change(self, workspace: str, id_: int, wanted: Wanted, now: datetime) -> Subscription | None:
        """What is wished now; one that was stopped or paused goes on. None where it is gone."""
        return await self._changed(workspace, id_, lambda _: {**wished(wanted), **going_on(wanted, now)})

    async def pause(self, workspace: str, id_: int, until: datetime, now: datetime) -> Subscription | None:
        """Nothing before `until`; its next time is the first after that."""
        return await self._changed(
            workspace, id_, lambda one: {"paused_until": until, **next_columns(one.wanted, max(until, now), now)}
        )

    async def skip(self, workspace: str, id_: int, now: datetime) -> Subscription | None:
        """The next time is left out."""

        def skipped(one: Subscription) -> dict[str, Any] | None:
            if one.next is None:
                return None
            slot = next_slot(one.wanted.when, one.wanted.calendar, max(one.next.at, now), sent=one.next.id)
            return slot_columns(slot, now)

        return await self._changed(workspace, id_, skipped)

    async def resume(self, workspace: str, id_: int, now: datetime) -> Subscription | None:
        """Go on at its next time: no pause, nothing skipped, not stopped."""
        return await self._changed(workspace, id_, lambda one: going_on(one.wanted, now))

    async def stop(self, workspace: str, id_: int, why: str, now: datetime) -> Subscription | None:
        """No more; it is kept, so that whoever set it up can see why. None where it was stopped before."""
        stopped = {"state": STOPPED, "why": why, "next_at": None, "next_slot": "", "reckoned_at": now}
        return await self._changed(workspace, id_, lambda one: stopped if one.active else None)

    async def delete(self, workspace: str, id_: int) -> bool:
        """Delete the row. False: it was gone."""
        gone = delete(table).where(*_named(workspace, id_))
        return await self.database.write(lambda connection: connection.execute(gone).rowcount) == 1

    async def get(self, workspace: str, id_: int) -> Subscription | None:
        """This one."""
        return next(iter(await self._found(*_named(workspace, id_))), None)

    async def of_target(self, workspace: str, target: str) -> Sequence[Subscription]:
        """All of a channel or a person, the oldest first."""
        return await self._found(table.c.workspace == workspace, table.c.target == target)

    async def of_workspace(self, workspace: str, most: int = 1000) -> Sequence[Subscription]:
        """The channels' first, then by what comes next."""
        query = (
            select(table)
            .where(table.c.workspace == workspace)
            .order_by(table.c.person != "", table.c.next_at.is_(None), table.c.next_at, table.c.id)
            .limit(most)
        )
        return await self._read(query)

    async def set_by(self, person: Person) -> Sequence[Subscription]:
        """What this person set up for channels, and what they get themselves."""
        theirs = (table.c.setter == person.id) | (table.c.target == person.id)
        return await self._found(table.c.workspace == person.workspace, theirs)

    async def rezone(self, workspace: str, zones: Mapping[str, str], now: datetime) -> int:
        """People moved: the zone by person. How many subscriptions changed."""
        moving = (table.c.workspace == workspace, table.c.own_zone.is_(True), table.c.person.in_([*zones]))
        changed = 0
        for one in await self._found(*moving):
            zone = zones[one.target]
            if zone == one.wanted.calendar.zone:
                continue
            try:
                changed += await self._moved(one, zone, now) is not None
            except (CountryUnknown, ZoneUnknown) as error:  # it stops when its time comes, and its owner is told
                log.warning("somebody who moved keeps their old clock: %s", place_of(error))
        return changed

    async def tick(self, now: datetime, most: int = 500) -> Ticked:
        """Write down what is due now, with the jobs that send it, and when each subscription is next."""
        return await self.database.write(lambda connection: tick(connection, self.sealer, now, most))

    async def mend(self, now: datetime) -> int:
        """What was reckoned by a clock that was ahead is reckoned anew. How many: call it again until it is 0."""

        def mended(connection: Connection) -> int:
            mend_questions(connection, now + AHEAD, now)
            return mend_clock(connection, self.sealer, now)

        return await self.database.write(mended)

    async def _moved(self, one: Subscription, zone: str, now: datetime) -> Subscription | None:
        def there(now_is: Subscription) -> dict[str, Any]:
            wanted = replace(now_is.wanted, calendar=replace(now_is.wanted.calendar, zone=zone))
            slot = moved(wanted.when, wanted.calendar, now_is.next, now) if now_is.next else None
            return {"zone": zone, **slot_columns(slot, now)}

        return await self._changed(one.workspace, one.id, there)

    async def _changed(self, workspace: str, id_: int, change: Any) -> Subscription | None:
        """Read it, and write what `change` makes of it; None where there is nothing to change."""

        def changed(connection: Connection) -> Subscription | None:
            found = connection.execute(select(table).where(*_named(workspace, id_)).with_for_update()).first()
            values = change(subscription_of(found)) if found else None
            if values is None:
                return None
            row = update(table).where(*_named(workspace, id_)).values(**values).returning(table)
            return subscription_of(connection.execute(row).one())

        return await self.database.write(changed)

    async def _found(self, *where: ColumnElement[bool]) -> Sequence[Subscription]:
        return await self._read(select(table).where(*where).order_by(table.c.id))

    async def _read(self, query: Any) -> Sequence[Subscription]:
        rows = await self.database.read(lambda connection: connection.execute(query).all())
        return readable(rows)


def _named(workspace: str, id_: int) -> tuple[ColumnElement[bool], ...]:
    return (table.c.workspace == workspace, table.c.id == id_)
