"""A rule as the store keeps it: one short line that says the same in every language and for ever.

weekly tue 10:00            every-2 fri 16:00           monthly first mon 09:30
monthly 15 10:00            monthly last 09:00          cron 0 10 * * 2
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from cronsim import CronSim, CronSimError

from bot.schedules.days import DAY_NAMES, LAST_DAY, NTH_NAMES, Cron, Days, MonthDays, MonthWeekdays, Weekly

MOST_WEEKS = 12  # "every 12 weeks" is the rarest that weeks are counted in
LONGEST_CRON = 120  # characters; the store keeps 255
_NTHS = {name: nth for nth, name in NTH_NAMES.items()}
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_SEARCHED_FROM, _SEARCHED = datetime(2024, 1, 1), timedelta(days=3660)  # noqa: DTZ001 a time on the wall


class CronRefused(ValueError):
    """A cron rule that cannot be kept. `problem` is a key of [problems] in times.toml."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class When:
    """Days and one hour of them, on the clock of whoever reads. `When.parse(str(when))` is `when` again."""

    days: Days
    at: time

    def __str__(self) -> str:
        if isinstance(self.days, Cron):
            return f"cron {self.at.minute} {self.at.hour} {self.days.fields}"
        return f"{self.days} {self.at:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> "When":
        """The rule that `str` wrote. Raises `ValueError` for anything else."""
        kind, _, rest = text.partition(" ")
        try:
            if kind == "cron":
                when = cron(rest)
            else:
                days, _, at = rest.rpartition(" ")
                when = cls(_days(kind, days), _time(at))
        except (ValueError, KeyError, TypeError):  # TypeError: more words than a month takes
            when = None
        if when is None or str(when) != text:
            raise ValueError(f"{text!r} is not a schedule as the store writes it: look for another, or set it anew.")
        return when


def cron(rule: str) -> When:
    """The rule of the five fields of cron. Raises `CronRefused` where it is wrong, empty or more often than daily."""
    fields = rule.split()
    if len(fields) != 5 or len(rule) > LONGEST_CRON:
        raise CronRefused("cron")
    _hits([*fields[:3], "*", fields[4]])
    try:
        hits = _hits(fields)
    except CronRefused as wrong:
        raise CronRefused("never") from wrong  # 31 February: right but for the month
    first, second = next(hits, None), next(hits, None)
    if first is None or second is None or second - _SEARCHED_FROM > _SEARCHED:
        raise CronRefused("never")
    if first.date() == second.date():
        raise CronRefused("often")
    return When(Cron(" ".join(fields[2:]).upper()), first.time())


def _hits(fields: list[str]) -> CronSim:
    try:
        return CronSim(" ".join(fields), _SEARCHED_FROM)
    except (CronSimError, ValueError, TypeError, AssertionError) as wrong:  # "L/3" ends in other errors than its own
        raise CronRefused("cron") from wrong


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def _days(kind: str, text: str) -> Days:
    if kind == "monthly":
        return _month(*text.split(" "))
    every = 1 if kind == "weekly" else int(kind.removeprefix("every-"))
    weekdays = tuple(sorted({DAY_NAMES.index(name) for name in text.split(",")}))
    if not 1 <= every <= MOST_WEEKS:
        raise ValueError(text)
    return Weekly(weekdays, every)


def _month(which: str, weekday: str = "") -> Days:
    names = which.split(",")
    if weekday:
        nths = tuple(sorted({_NTHS[name] for name in names}, key=order))
        return MonthWeekdays(nths, None if weekday == "weekday" else DAY_NAMES.index(weekday))
    days = tuple(sorted({LAST_DAY if name == "last" else int(name) for name in names}))
    if not 1 <= days[0] <= days[-1] <= LAST_DAY:
        raise ValueError(which)
    return MonthDays(days)


def order(nth: int) -> int:
    """Sorts first to fourth, then last (-1)."""
    return nth if nth > 0 else 5
