"""A look at the clock: what is due is written into the ledger, with the jobs that send it, and when the next is.

All of it is one transaction, so that a process may be killed at any moment, and two that look at once share the work.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.flows.shapes import DeliveryState
from bot.flows.ticking import Turn, turn
from bot.flows.tip_shapes import PROACTIVE, QUIZ, TIP, Ticked
from bot.flows.week_shapes import QUESTION
from bot.schedules import CountryUnknown, Slot, When, ZoneUnknown, next_slot
from bot.store.inserting import insert_all_new
from bot.store.sealing import Sealer
from bot.store.subscription_rows import calendar_of
from bot.store.tables import ACTIVE, STOPPED, deliveries
from bot.store.tables import subscriptions as table
from bot.store.tip_jobs import ensure_job, write_told_job
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
AHEAD = timedelta(minutes=5)  # a clock that was further ahead than that was wrong
_RULE = (table.c.rule, table.c.zone, table.c.quiet, table.c.country, table.c.made_at)
_WHOSE = (table.c.id, table.c.workspace, table.c.target, table.c.person)
_DUE = (
    select(*_WHOSE, table.c.next_at, table.c.next_slot, *_RULE, table.c.content)
    .where(table.c.state == ACTIVE, table.c.next_at <= bindparam("now"))
    .order_by(table.c.next_at, table.c.workspace, table.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_NEXT = (
    update(table)
    .where(table.c.id.in_(bindparam("whose", expanding=True)))
    .values(next_at=bindparam("at"), next_slot=bindparam("slot"), reckoned_at=bindparam("now"), paused_until=None)
)
_STOP = (
    update(table)
    .where(table.c.id.in_(bindparam("whose", expanding=True)))
    .values(state=STOPPED, why=bindparam("because"), next_at=None, next_slot="", reckoned_at=bindparam("now"))
    .returning(table.c.id, table.c.workspace)
)
_ANEW = (  # as _NEXT, and a pause stays
    update(table)
    .where(table.c.id.in_(bindparam("whose", expanding=True)))
    .values(next_at=bindparam("at"), next_slot=bindparam("slot"), reckoned_at=bindparam("now"))
)
_AHEAD = (
    select(table.c.id, table.c.paused_until, *_RULE)
    .where(table.c.state == ACTIVE, table.c.reckoned_at > bindparam("latest"))
    .limit(1000)
)
ZONE, RULE = "zone", "rule"  # why it was stopped: its zone is none any more; or it cannot be reckoned otherwise


def tick(connection: Connection, sealer: Sealer, now: datetime, most: int) -> Ticked:
    """See bot.flows.tip_keeping.Subscriptions.tick."""
    rows = connection.execute(_DUE, {"now": now, "most": most}).all()
    turns, broken = _turns(rows, now)
    fresh = [*_written(sealer, turns, now)]
    due = insert_all_new(connection, deliveries, fresh)
    _reckoned(connection, turns, now)
    _stopped(connection, sealer, broken, now)
    workspaces = frozenset(one["workspace"] for one in fresh)
    for workspace in sorted(workspaces):
        ensure_job(connection, sealer, workspace, now)
    return Ticked(len(rows), due, workspaces)


def mend_clock(connection: Connection, sealer: Sealer, now: datetime) -> int:
    """What was reckoned by a clock that was ahead is reckoned anew: it might be silent for years. How many.

    So many at a time: call it again until it is 0.
    """
    rows = connection.execute(_AHEAD, {"latest": now + AHEAD}).all()
    slots: dict[Slot | None, list[int]] = defaultdict(list)
    broken: Broken = defaultdict(list)
    for row in rows:
        after = max(row.paused_until or now, now)
        try:
            slots[next_slot(When.parse(row.rule), calendar_of(row), after)].append(row.id)
        except Exception as error:  # noqa: BLE001 - as in _turns
            broken[_why(error)].append(row.id)
    for slot, ids in slots.items():
        connection.execute(_ANEW, {"whose": ids, **_columns(slot), "now": now})
    _stopped(connection, sealer, broken, now)
    return len(rows)


Broken = dict[str, list[int]]  # why, and whose


def _turns(rows: Iterable[Any], now: datetime) -> tuple[list[tuple[Any, Turn]], Broken]:
    """Each with what is to be done; and those that cannot be reckoned any more."""
    known: dict[tuple[Any, ...], Turn | str] = {}
    turns: list[tuple[Any, Turn]] = []
    broken: Broken = defaultdict(list)
    for row in rows:
        key = (*row[4:10], row.made_at.date())
        if key not in known:
            known[key] = _turn_or_why(row, now)
        found = known[key]
        if isinstance(found, Turn):
            turns.append((row, found))
        else:
            broken[found].append(row.id)
    return turns, broken


def _turn_or_why(row: Any, now: datetime) -> Turn | str:
    try:
        return turn(When.parse(row.rule), calendar_of(row), Slot(row.next_slot, row.next_at), now)
    except Exception as error:  # noqa: BLE001 - one row that cannot be reckoned must not silence all the others
        return _why(error)


def _why(error: Exception) -> str:
    if isinstance(error, ZoneUnknown):
        return ZONE
    if not isinstance(error, CountryUnknown):
        log.error("a subscription cannot be reckoned, and stops: %s", place_of(error))
    return RULE


def _stopped(connection: Connection, sealer: Sealer, broken: Broken, now: datetime) -> None:
    """They stop, and whoever set them up is told by a job."""
    for why, ids in broken.items():
        for row in connection.execute(_STOP, {"whose": ids, "because": why, "now": now}).all():
            write_told_job(connection, sealer, row.workspace, row.id, now)


def _written(sealer: Sealer, turns: Iterable[tuple[Any, Turn]], now: datetime) -> Iterator[dict[str, Any]]:
    """Rows of the ledger: for a person one a day, whatever they subscribed to."""
    for row, one in turns:
        if one.send is None:
            continue
        channels = QUESTION if row.content == QUIZ else TIP
        what, slot = (PROACTIVE, one.send.id[:10]) if row.person else (channels, one.send.id)
        yield due_row(sealer, row.workspace, row.target, row.person, what, slot, now, subscription=row.id)


def due_row(
    sealer: Sealer, workspace: str, target: str, person: str, what: str, slot: str, now: datetime, *,
    subscription: int | None = None, tip: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A row of the ledger for a tip that may be sent from now on."""
    name = {"workspace": workspace, "target": target, "what": what, "slot": slot}
    return {
        **name, "key": "legit-" + sealer.hash("delivery", *name.values())[:16], "person": person, "message": "",
        "state": DeliveryState.CLAIMED, "holder": "", "changed_at": now, "subscription": subscription, "tip": tip,
        "due_at": now, "ready_at": now, "why": "",
    }  # fmt: skip


def _reckoned(connection: Connection, turns: Iterable[tuple[Any, Turn]], now: datetime) -> None:
    """One statement for all whose next time is the same, as it is for nearly all."""
    slots: dict[Slot | None, list[int]] = defaultdict(list)
    for row, one in turns:
        slots[one.next].append(row.id)
    for slot, ids in slots.items():
        connection.execute(_NEXT, {"whose": ids, **_columns(slot), "now": now})


def _columns(slot: Slot | None) -> dict[str, Any]:
    return {"at": slot.at if slot else None, "slot": slot.id if slot else ""}
