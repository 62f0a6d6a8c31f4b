"""What becomes of a slot that was missed: while the bot was down, or because its time zone was changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.schedules.calendar import Calendar, zone
from bot.schedules.due import Ground, Slot, ground, next_slot, slots
from bot.schedules.when import When

A_WEEK = timedelta(days=7)
LOOKED_BACK = timedelta(days=750)  # a slot that was missed longer ago is nobody's any more


def overdue(when: When, calendar: Calendar, since: datetime, now: datetime, *, sent: str = "") -> Slot | None:
    """The one slot to make up for, of all those in (since, now]: the last.

    None where there was none, or where the next regular one is near: within a fourteenth of the usual gap, half a day
    for a weekly rule. `at` is now, or the next moment that is allowed: the end of the quiet hours, or the rule's own
    hour on the next day that is no holiday.
    """
    last = None
    for slot in slots(when, calendar, max(since, now - LOOKED_BACK), sent=sent):
        if slot.at > now:
            break
        last = slot
    return _made_up(when, calendar, last, now, when.days.usual_gap / 14) if last else None


def moved(when: When, calendar: Calendar, pending: Slot, now: datetime) -> Slot | None:
    """The slot that comes next after the calendar was changed: the pending one, placed anew.

    Where its new moment has gone by, it is made up for as `overdue` does. Where another came shortly before, or comes
    shortly after, the next slot takes its place. So a change of zone repeats nothing and leaves no gap.
    """
    at = ground(when, calendar).placed(datetime.fromisoformat(pending.id))
    if at > now:
        return replace(pending, at=at)
    just_sent = pending.at - now > when.days.usual_gap * 2 / 3  # the one before it came less than a third ago
    made_up = None if just_sent else _made_up(when, calendar, pending, now, when.days.usual_gap / 3)
    return made_up or next_slot(when, calendar, now, sent=pending.id)


def allowed(when: When, calendar: Calendar, now: datetime) -> datetime:
    """Now, or the next moment at which this rule may send what was held up: no holiday, and no quiet hours."""
    return _allowed(when, ground(when, calendar), now)


def awake(calendar: Calendar, now: datetime) -> datetime:
    """Now, or the end of the quiet hours: for what cannot wait for a working day."""
    place = Ground(zone(calendar.zone), calendar.quiet, "", only_working_days=False)
    here = now.astimezone(place.zone)
    return max(now, place.placed(here.replace(tzinfo=None, fold=0))) if place.is_quiet(here.time()) else now


def _made_up(when: When, calendar: Calendar, missed: Slot, now: datetime, near: timedelta) -> Slot | None:
    at = _allowed(when, ground(when, calendar), now)
    following = next_slot(when, calendar, now, sent=missed.id)
    if following is not None and following.at - at <= near:
        return None
    return replace(missed, at=at)


def _allowed(when: When, place: Ground, now: datetime) -> datetime:
    """Now, or the next moment at which something may be sent.

    "Every Tuesday" names a day, not working days: what it missed need not wait for a Monday. "Weekdays" does mean them.
    """
    if when.days.usual_gap >= A_WEEK:
        place = replace(place, only_working_days=False)
    here = now.astimezone(place.zone)
    if place.is_free(here.date()):
        return place.placed(datetime.combine(here.date(), when.at))
    if place.is_quiet(here.time()):
        return max(now.astimezone(UTC), place.placed(here.replace(tzinfo=None, fold=0)))
    return now.astimezone(UTC)
