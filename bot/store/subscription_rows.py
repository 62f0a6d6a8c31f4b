"""A subscription as it stands in its table, and as the stories know it."""

import logging
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row

from bot.flows.tip_shapes import Subscription, Wanted
from bot.schedules import Calendar, Slot, When, next_slot
from bot.store.tables import ACTIVE
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)


def subscription_of(row: Row[Any]) -> Subscription:
    """As the stories know it."""
    return Subscription(
        id=row.id, workspace=row.workspace, target=row.target, direct=row.person != "", setter=row.setter,
        wanted=wanted_of(row), active=row.state == ACTIVE, why=row.why, paused_until=row.paused_until,
        next=Slot(row.next_slot, row.next_at) if row.next_at else None, made_at=row.made_at,
    )  # fmt: skip


def readable(rows: Iterable[Row[Any]]) -> list[Subscription]:
    """Those that can be read: one with a rule that this version does not know must not hide all the others."""
    found = []
    for row in rows:
        try:
            found.append(subscription_of(row))
        except ValueError as error:
            log.error("a subscription cannot be read, and is left out: %s", place_of(error))
    return found


def wanted_of(row: Row[Any]) -> Wanted:
    """What its columns say."""
    return Wanted(
        when=When.parse(row.rule), calendar=calendar_of(row), own_zone=row.own_zone, language=row.language,
        topics=frozenset(row.topics.split()), audience=frozenset(row.audience.split()), content=row.content,
    )  # fmt: skip


def calendar_of(row: Any) -> Calendar:
    """What stands around its rule; every other week is counted from the day it was made."""
    return Calendar(zone=row.zone, quiet=_quiet(row.quiet), country=row.country, since=row.made_at.date())


def _quiet(text: str) -> tuple[time, time] | None:
    first, _, last = text.partition("-")
    return (time.fromisoformat(first), time.fromisoformat(last)) if last else None


def wished(wanted: Wanted) -> dict[str, Any]:
    """The columns of a wish."""
    calendar = wanted.calendar
    return {
        "rule": str(wanted.when), "zone": calendar.zone, "own_zone": wanted.own_zone,
        "quiet": f"{calendar.quiet[0]:%H:%M}-{calendar.quiet[1]:%H:%M}" if calendar.quiet else "",
        "country": calendar.country, "language": wanted.language, "topics": " ".join(sorted(wanted.topics)),
        "audience": " ".join(sorted(wanted.audience)), "content": wanted.content,
    }  # fmt: skip


def going_on(wanted: Wanted, now: datetime) -> dict[str, Any]:
    """The columns of one that waits for its next time."""
    return {"state": ACTIVE, "why": "", "paused_until": None, **next_columns(wanted, now, now)}


def next_columns(wanted: Wanted, after: datetime, now: datetime) -> dict[str, Any]:
    """When it is next, reckoned now."""
    return slot_columns(next_slot(wanted.when, wanted.calendar, after), now)


def slot_columns(slot: Slot | None, now: datetime) -> dict[str, Any]:
    """The columns of its next time, reckoned now."""
    return {"next_at": slot.at if slot else None, "next_slot": slot.id if slot else "", "reckoned_at": now}
