"""Why a tip, or a question, cannot be sent to a place: too late, unwanted by now, or to be put off for a while."""

from datetime import datetime, timedelta

from bot.flows.tip_shapes import ONE_A_DAY, STOPPED, Delayed, DueTip, Refused, Wanted
from bot.flows.week_shapes import RESULT
from bot.schedules import allowed, awake
from bot.schedules.calendar import zone

NOT_NEWS = timedelta(hours=12)  # what could not be sent for so long is not sent any more
STILL_ROUND = timedelta(hours=24)  # what goes round waits for the end of anybody's quiet hours, however many
OWED = timedelta(days=7)  # who answered a question is told, even where that was not possible on the day
TOO_LATE = "too_late"


def hindered(due: DueTip, now: datetime) -> Delayed | Refused | None:
    """Why nothing can be sent to this place, now or at all."""
    whose = due.subscription
    if now - due.due_at > (OWED if due.what == RESULT else STILL_ROUND if due.goes_round else NOT_NEWS):
        return Refused(due.id, TOO_LATE)
    if due.what != RESULT and (why := _unwanted(due, now)):
        return Refused(due.id, why)
    later = _may_come(due, whose.wanted, now) if whose else now
    return Delayed(due.id, later) if later > now else None


def _unwanted(due: DueTip, now: datetime) -> str:
    """Why nobody wants it any more; "" where they do. (A result is owed to whoever answered.)"""
    whose = due.subscription
    if (whose is None and not due.tip) or (whose is not None and not whose.active):
        return STOPPED
    if whose and whose.paused_until and whose.paused_until > now:
        return STOPPED
    return ONE_A_DAY if whose and due.direct and _had_one_today(due, whose.wanted, now) else ""


def _had_one_today(due: DueTip, wanted: Wanted, now: datetime) -> bool:
    """Whether one came on this day where they are: a day's own name in the ledger says nothing of one that was moved
    there by a holiday, was missed the day before, or is wished by another zone's clock.
    """
    place = zone(wanted.calendar.zone)
    last = due.shown[-1].at if due.shown else None
    return last is not None and last <= now and last.astimezone(place).date() == now.astimezone(place).date()


def _may_come(due: DueTip, wanted: Wanted, now: datetime) -> datetime:
    """Now, or when it may come: not in the night, and not on a holiday, unless it warns of what goes round, or tells
    the result of a question.
    """
    if due.goes_round or due.what == RESULT:
        return awake(wanted.calendar, now)
    return allowed(wanted.when, wanted.calendar, now)
