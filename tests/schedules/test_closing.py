"""A question closes at the end of the working day, by the channel's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedules import Calendar, closing
from bot.schedules.calendar import holidays

BERLIN = ZoneInfo("Europe/Berlin")


def closes(asked: str, zone: str = "Europe/Berlin", country: str = "", quiet: tuple[time, time] | None = None) -> str:
    """Both by the clock of the zone."""
    at = datetime.fromisoformat(asked).replace(tzinfo=ZoneInfo(zone))
    calendar = Calendar(zone, quiet, country)
    return closing(calendar, at.astimezone(UTC)).astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("asked", "closed"),
    [
        ("2026-11-23T10:00", "Mon 2026-11-23 17:00"),
        ("2026-11-23T16:00", "Mon 2026-11-23 17:00"),
        ("2026-11-23T16:01", "Tue 2026-11-24 17:00"),
        ("2026-11-27T16:30", "Mon 2026-11-30 17:00"),
        ("2026-11-28T10:00", "Sat 2026-11-28 17:00"),  # somebody wished for a Saturday
        ("2026-11-28T18:00", "Mon 2026-11-30 17:00"),
    ],
)
def test_it_closes_at_five_or_on_the_next_working_day_where_it_came_late(asked: str, closed: str) -> None:
    assert closes(asked) == closed


def test_a_public_holiday_is_no_working_day() -> None:
    assert closes("2026-12-24T16:30", country="DE") == "Mon 2026-12-28 17:00"
    assert closes("2026-12-24T16:30") == "Fri 2026-12-25 17:00"


def test_quiet_hours_put_it_off_to_their_end() -> None:
    assert closes("2026-11-23T10:00", quiet=(time(16, 30), time(8))) == "Tue 2026-11-24 08:00"


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_on_a_day_when_the_clocks_change_it_closes_at_five_by_the_clock(day: str) -> None:
    assert closes(f"{day}T01:30").endswith(f"{day} 17:00")


def test_it_is_always_at_least_an_hour_away_and_soon() -> None:
    asked = datetime(2026, 1, 1, 0, 7, tzinfo=UTC)
    calendar = Calendar("Europe/Berlin", country="DE-BY")
    while asked.year == 2026:
        open_for = closing(calendar, asked) - asked
        assert timedelta(minutes=59) < open_for < timedelta(days=6), asked
        asked += timedelta(minutes=47)
    assert holidays("DE-BY", 2026)
