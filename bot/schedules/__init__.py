"""When a tip is due: rules read from people's words, and the moments that follow from them.

when = read("every Tuesday 10:00")
next_slot(when, Calendar("Europe/Berlin"), after=datetime(2026, 11, 23, tzinfo=UTC))

Everything here is computed from its arguments. Nothing knows the time of day by itself.
"""

from bot.schedules.calendar import Calendar, CountryUnknown, ZoneUnknown
from bot.schedules.catching_up import allowed, awake, moved, overdue
from bot.schedules.closing import closing
from bot.schedules.due import Slot, next_slot, slots
from bot.schedules.grammar import read
from bot.schedules.problems import NotUnderstood
from bot.schedules.saying import say
from bot.schedules.when import When

__all__ = [
    "Calendar", "CountryUnknown", "NotUnderstood", "Slot", "When", "ZoneUnknown", "allowed", "awake", "closing",
    "moved", "next_slot", "overdue", "read", "say", "slots",
]  # fmt: skip
