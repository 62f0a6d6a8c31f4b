"""The days of a rule, without their hour: every Tuesday, the last day of the month, what a cron rule names.

Each kind yields its dates in ascending order from a given day on, and writes itself the way the store keeps it.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from typing import ClassVar

from cronsim import CronSim

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NTH_NAMES = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
WORKING_DAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
LAST_DAY = 31  # of a month; a month that is shorter has its last day instead
A_DAY = timedelta(days=1)
CRON_YEARS = 12  # a rule has a day in any ten: even 29 February, which is left out once in 2100


@dataclass(frozen=True, slots=True)
class Weekly:
    """Days of the week (0 is Monday), ascending, in every week or every `every`th."""

    weekdays: tuple[int, ...]
    every: int = 1

    def __str__(self) -> str:
        how = "weekly" if self.every == 1 else f"every-{self.every}"
        return f"{how} {','.join(DAY_NAMES[day] for day in self.weekdays)}"

    @property
    def usual_gap(self) -> timedelta:
        """The mean time between two of its days."""
        return 7 * self.every * A_DAY / len(self.weekdays)

    @property
    def only_working_days(self) -> bool:
        """Whether it never falls on a Saturday or Sunday."""
        return set(self.weekdays) <= set(WORKING_DAYS)

    def phase(self, since: date | None) -> int:
        """Which of the `every` weeks is its own, if the first of its days from `since` on is one of them."""
        if self.every == 1 or since is None:
            return 0
        first = next(since + n * A_DAY for n in range(7) if (since + n * A_DAY).weekday() in self.weekdays)
        return _week(first) % self.every

    def dates(self, start: date, phase: int = 0) -> Iterator[date]:
        """Its days from `start` on, without an end."""
        monday = start - start.weekday() * A_DAY
        monday += (phase - _week(monday)) % self.every * 7 * A_DAY
        while True:
            for weekday in self.weekdays:
                day = monday + weekday * A_DAY
                if day >= start:
                    yield day
            monday += 7 * self.every * A_DAY


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Days of every month, 1 to 31, ascending. A day that a month lacks is its last one."""

    days: tuple[int, ...]
    only_working_days: ClassVar[bool] = False

    def __str__(self) -> str:
        return "monthly " + ",".join("last" if day == LAST_DAY else str(day) for day in self.days)

    @property
    def usual_gap(self) -> timedelta:
        """The mean time between two of its days."""
        return 30 * A_DAY / len(self.days)

    def phase(self, since: date | None) -> int:
        """Months are not counted from anywhere: always 0."""
        return 0

    def dates(self, start: date, phase: int = 0) -> Iterator[date]:
        """Its days from `start` on, without an end."""
        for year, month in _months(start):
            length = monthrange(year, month)[1]
            for day in sorted({min(day, length) for day in self.days}):
                if (found := date(year, month, day)) >= start:
                    yield found


@dataclass(frozen=True, slots=True)
class MonthWeekdays:
    """The first, second ... or last (-1) Monday of every month; without a `weekday`, its first ... working day."""

    nths: tuple[int, ...]
    weekday: int | None

    def __str__(self) -> str:
        name = "weekday" if self.weekday is None else DAY_NAMES[self.weekday]
        return f"monthly {','.join(NTH_NAMES[nth] for nth in self.nths)} {name}"

    @property
    def usual_gap(self) -> timedelta:
        """The mean time between two of its days."""
        return 30 * A_DAY / len(self.nths)

    @property
    def only_working_days(self) -> bool:
        """Whether it never falls on a Saturday or Sunday."""
        return self.weekday is None or self.weekday in WORKING_DAYS

    def phase(self, since: date | None) -> int:
        """Months are not counted from anywhere: always 0."""
        return 0

    def dates(self, start: date, phase: int = 0) -> Iterator[date]:
        """Its days from `start` on, without an end."""
        for year, month in _months(start):
            for found in sorted({self._of_month(year, month, nth) for nth in self.nths}):
                if found >= start:
                    yield found

    def _of_month(self, year: int, month: int, nth: int) -> date:
        wanted = WORKING_DAYS if self.weekday is None else (self.weekday,)
        first, length = monthrange(year, month)
        days = [day for day in range(1, length + 1) if (first + day - 1) % 7 in wanted]
        return date(year, month, days[nth - 1 if nth > 0 else nth])


@dataclass(frozen=True, slots=True)
class Cron:
    """The last three fields of a cron rule: day of the month, month, day of the week. They are known to be right."""

    fields: str

    def __str__(self) -> str:
        return f"cron {self.fields}"

    @property
    def usual_gap(self) -> timedelta:
        """The mean time between two of its days."""
        return _cron_figures(self)[0]

    @property
    def only_working_days(self) -> bool:
        """Whether it never falls on a Saturday or Sunday."""
        return _cron_figures(self)[1]

    def phase(self, since: date | None) -> int:
        """Cron counts from nowhere: always 0."""
        return 0

    def dates(self, start: date, phase: int = 0) -> Iterator[date]:
        """Its days from `start` on, for so many years that there is one among them."""
        for year in range(start.year, start.year + CRON_YEARS):
            for day in _cron_year(self, year):
                if day >= start:
                    yield day


Days = Weekly | MonthDays | MonthWeekdays | Cron


def _week(day: date) -> int:
    """The number of its week, Monday to Sunday, counted from the first Monday of the calendar."""
    return (day.toordinal() - 1) // 7


def _months(start: date) -> Iterator[tuple[int, int]]:
    year, month = start.year, start.month
    while True:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@lru_cache(maxsize=256)
def _cron_year(cron: Cron, year: int) -> tuple[date, ...]:
    """Its days in a year. Cron alone is slow: it reads the rule each time."""
    before = datetime(year - 1, 12, 31, 23, 59)  # noqa: DTZ001 a time on the wall
    hits = (found.date() for found in CronSim(f"0 0 {cron.fields}", before))
    return tuple(takewhile(lambda day: day.year == year, hits))


@lru_cache(maxsize=1024)
def _cron_figures(cron: Cron) -> tuple[timedelta, bool]:
    """Its mean gap, and whether all of its first sixty days are working days: no rule dodges a weekend for longer."""
    found = list(islice(cron.dates(date(2024, 1, 1)), 60))
    gaps = [after - before for before, after in pairwise(found)]
    return sum(gaps, timedelta()) / len(gaps), all(day.weekday() in WORKING_DAYS for day in found)
