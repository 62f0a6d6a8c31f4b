"""Rules of every kind for hypothesis, and small words for times."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from bot.schedules import When
from bot.schedules.days import Cron, MonthDays, MonthWeekdays, Weekly


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _sorted(values: st.SearchStrategy[int], most: int, last: int = 99) -> st.SearchStrategy[tuple[int, ...]]:
    chosen = st.sets(values, min_size=1, max_size=most)
    return chosen.map(lambda one: tuple(sorted(one, key=lambda value: value if value > 0 else last * (value < 0))))


hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
weekly = st.builds(Weekly, _sorted(st.integers(0, 6), 7), st.integers(1, 12))
month_days = st.builds(MonthDays, _sorted(st.integers(1, 31), 5))
month_weekdays = st.builds(
    MonthWeekdays, _sorted(st.sampled_from([1, 2, 3, 4, -1]), 5), st.one_of(st.none(), st.integers(0, 6))
)
crons = st.builds(
    Cron, st.sampled_from(["* * 2", "* * MON-FRI", "L * *", "1,15 * *", "13 * 5", "* 1-3 MON#1", "29 2 *"])
)
moments_of_2026 = st.integers(0, 365 * 24 * 3600).map(lambda second: utc("2026-01-01") + timedelta(seconds=second))
whens = st.builds(When, st.one_of(weekly, month_days, month_weekdays, crons), hours)

OF_EVERY_KIND = (
    "weekly tue 10:00", "weekly mon,tue,wed,thu,fri 09:00", "every-2 fri 16:00", "every-3 sun 02:30",
    "monthly first mon 09:30", "monthly last sun 02:30", "monthly last weekday 08:00", "monthly 15 10:00",
    "monthly last 00:00", "cron 30 2 * * 7", "cron 0 10 1,15 * *",
)  # fmt: skip
