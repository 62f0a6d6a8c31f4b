"""The moments at which a rule is due.

The rule names days and an hour on the clock of its zone: the nominal slots. Each is then placed. A holiday moves it to
the same hour of the next day that is none, quiet hours move it to their end, a change of the clocks to the first moment
that exists. A rule that knows working days only is never moved to a weekend. Where a slot would come no earlier than
the next one, it is dropped. All kinds of rules go this one way, so that they mean the same on every clock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.schedules.calendar import Calendar, holidays, utc, zone
from bot.schedules.days import A_DAY
from bot.schedules.when import When

REMEMBERED = 8192  # days of rules whose slots are kept at hand: some 8 MB


@dataclass(frozen=True, slots=True)
class Slot:
    """One moment of a rule. The id is its nominal time, so it stays the same wherever the slot is moved."""

    id: str  # "2026-11-24T10:00", on the clock of the zone; ids of a rule ascend
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a rule's slots are placed: its calendar with the names looked up."""

    zone: ZoneInfo
    quiet: tuple[time, time] | None
    country: str
    only_working_days: bool

    def is_free(self, day: date) -> bool:
        """Whether nothing is sent on this day."""
        return (self.only_working_days and day.weekday() > 4) or day in holidays(self.country, day.year)

    def working(self, day: date) -> date:
        """The day, or the next one on which something may be sent."""
        while self.is_free(day):
            day += A_DAY
        return day

    def is_quiet(self, hour: time) -> bool:
        """Whether nothing is sent at this hour. Quiet hours that end where they begin are none."""
        if self.quiet is None:
            return False
        start, end = self.quiet
        return start <= hour < end if start <= end else not end <= hour < start

    def placed(self, local: datetime) -> datetime:
        """The moment (UTC) at which something nominally due at this time of the zone is sent."""
        moment = utc(datetime.combine(self.working(local.date()), local.time()), self.zone)
        shown = moment.astimezone(self.zone)
        if self.quiet is None or not self.is_quiet(shown.time()):
            return moment
        end = self.quiet[1]
        day = shown.date() if shown.time() < end else shown.date() + A_DAY
        return utc(datetime.combine(self.working(day), end), self.zone)

    def start(self, day: date) -> date:
        """A day early enough that no slot nominally before it is placed on `day` or later, whatever the zone."""
        day -= 4 * A_DAY  # a day each for zones behind UTC, quiet hours, a day that a zone skipped, and to begin with
        while self.is_free(day) or self.is_free(day + A_DAY):
            day -= A_DAY
        return day


def slots(when: When, calendar: Calendar, after: datetime, *, sent: str = "") -> Iterator[Slot]:
    """The slots strictly after a moment, ascending, without an end; `sent` as for `next_slot`."""
    found = next_slot(when, calendar, after, sent=sent)
    while found is not None:
        yield found
        found = next_slot(when, calendar, found.at, sent=sent)


def next_slot(when: When, calendar: Calendar, after: datetime, *, sent: str = "") -> Slot | None:
    """The first slot strictly after a moment, None where the rule never comes again.

    `sent` is the id of the last slot that was sent, if any: it does not come again when the zone was changed.
    Raises `ZoneUnknown`, `CountryUnknown`, and `ValueError` for a moment without a zone.
    """
    day = _utc_day(after)
    phase = when.days.phase(calendar.since)
    while found := _from_day(when, calendar.zone, calendar.quiet, calendar.country, phase, day):
        for slot in found:
            if slot.at > after and slot.id > sent:
                return slot
        last = found[-1].at.toordinal()
        if last <= day:
            return None
        day = last
    return None


def ground(when: When, calendar: Calendar) -> Ground:
    """The ground of a rule. Raises `ZoneUnknown`."""
    return Ground(zone(calendar.zone), calendar.quiet, calendar.country, when.days.only_working_days)


def _utc_day(moment: datetime) -> int:
    if moment.utcoffset() is None:
        raise ValueError("A schedule needs a moment with a time zone: pass one in UTC.")
    return moment.astimezone(UTC).toordinal()


@lru_cache(maxsize=REMEMBERED)
def _from_day(
    when: When, zone_name: str, quiet: tuple[time, time] | None, country: str, phase: int, day: int
) -> tuple[Slot, ...]:
    """The slots of a day (UTC) and the first one behind it."""
    place = ground(when, Calendar(zone_name, quiet, country))
    midnight = datetime.fromordinal(day).replace(tzinfo=UTC)
    found: list[Slot] = []
    for slot in _kept(when, place, phase, date.fromordinal(day)):
        if slot.at >= midnight:
            found.append(slot)
        if slot.at >= midnight + A_DAY:
            break
    return tuple(found)


def _kept(when: When, place: Ground, phase: int, day: date) -> Iterator[Slot]:
    """The placed slots from before a day on, without those that come no earlier than the next."""
    held: Slot | None = None
    for nominal in when.days.dates(place.start(day), phase):
        local = datetime.combine(nominal, when.at)
        slot = Slot(local.isoformat(timespec="minutes"), place.placed(local))
        if held is not None and held.at < slot.at:
            yield held
        held = slot
    if held is not None:
        yield held
