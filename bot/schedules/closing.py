"""When a question that a channel was asked closes: at the end of the working day, by the clock of the channel."""

from datetime import datetime, time

from bot.schedules.calendar import Calendar, utc, zone
from bot.schedules.catching_up import awake
from bot.schedules.days import A_DAY
from bot.schedules.due import Ground

END = time(17)
LATEST = time(16)  # what is asked later than that is open until the next working day


def closing(calendar: Calendar, asked_at: datetime) -> datetime:
    """The moment (UTC): 17:00 of the day on which it is asked, or of the next working day; never in quiet hours.

    Raises `ZoneUnknown`, `CountryUnknown`.
    """
    place = Ground(zone(calendar.zone), None, calendar.country, only_working_days=True)
    here = asked_at.astimezone(place.zone)
    day = here.date() if here.time() <= LATEST else place.working(here.date() + A_DAY)
    return awake(calendar, utc(datetime.combine(day, END), place.zone))
