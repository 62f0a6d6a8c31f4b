"""What a look at the clock means for one subscription: send now or not, and when next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.schedules import Calendar, Slot, When, next_slot, overdue

LATE = timedelta(hours=2)  # what is later than that was missed: the bot was down, or the clock jumped
_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """`send`: the slot that is to be sent now; None where there is none. `next`: the one to wait for."""

    send: Slot | None
    next: Slot | None


def turn(when: When, calendar: Calendar, due: Slot, now: datetime) -> Turn:
    """What to do about a slot whose time has come.

    One that was missed is made up for once, and only where the next is not near; in the night it waits for the morning.
    """
    if now - due.at <= LATE:
        return Turn(due, next_slot(when, calendar, now, sent=due.id))
    missed = overdue(when, calendar, due.at - _A_MOMENT, now)
    if missed is None:
        return Turn(None, next_slot(when, calendar, now))
    if missed.at <= now:
        return Turn(missed, next_slot(when, calendar, now, sent=missed.id))
    return Turn(None, missed)
