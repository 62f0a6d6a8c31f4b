"""A year of every kind of rule, on the clocks of every zone there is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.schedules import Calendar, Slot, When, slots
from tests.schedules.rules import OF_EVERY_KIND, utc

ZONES = sorted(available_timezones())
ROUND_THE_CHANGE = ("00:00", "00:30", "01:00", "02:00", "02:30", "02:59", "03:00", "23:30")
A_DAY = timedelta(days=1)


def of_a_span(when: When, zone: str, first: date, last: date) -> list[Slot]:
    """The slots whose nominal days lie in the span."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - 3 * A_DAY
    found = takewhile(lambda slot: slot.id[:10] <= last.isoformat(), slots(when, Calendar(zone), start))
    return [slot for slot in found if slot.id[:10] >= first.isoformat()]


def assert_placed(slot: Slot, place: ZoneInfo) -> None:
    """On the hour, or, where clocks never show it, at the first second after: the one before it is still earlier."""
    nominal, shown = datetime.fromisoformat(slot.id), wall(slot.at, place)
    if shown == nominal:
        again = [slot.at - timedelta(minutes=back) for back in range(15, 181, 15)]
        assert nominal not in [wall(moment, place) for moment in again], f"{place} {slot}: the second of two"
    else:
        assert shown > nominal > wall(slot.at - timedelta(seconds=1), place), f"{place} {slot}"


def wall(moment: datetime, place: ZoneInfo) -> datetime:
    return moment.astimezone(place).replace(tzinfo=None, fold=0)


def changes(place: ZoneInfo, first: date, last: date) -> Iterator[date]:
    """The days on which the clocks of a zone change."""
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC)
    while moment.date() < last:
        if moment.astimezone(place).utcoffset() != (moment + A_DAY).astimezone(place).utcoffset():
            yield moment.date()
        moment += A_DAY


def test_there_are_some_hundred_zones_to_try() -> None:
    assert len(ZONES) > 400


@pytest.mark.thorough
@pytest.mark.parametrize("rule", OF_EVERY_KIND)
def test_in_every_zone_a_year_has_each_slot_once_and_at_its_hour(rule: str) -> None:
    when, first, last = When.parse(rule), date(2026, 1, 1), date(2026, 12, 31)
    expected = [slot.id for slot in of_a_span(when, "UTC", first, last)]
    assert len(expected) > 10
    for zone in ZONES:
        found = of_a_span(when, zone, first, last)
        assert [slot.id for slot in found] == expected, zone
        for slot in found:
            assert_placed(slot, ZoneInfo(zone))


@pytest.mark.thorough
@pytest.mark.parametrize("hour", ROUND_THE_CHANGE)
def test_round_every_change_of_every_zone_a_daily_tip_comes_each_day_once(hour: str) -> None:
    when, seen = When.parse(f"weekly mon,tue,wed,thu,fri,sat,sun {hour}"), 0
    for zone in ZONES:
        for day in changes(ZoneInfo(zone), date(2026, 1, 1), date(2027, 12, 31)):
            seen += 1
            found = of_a_span(when, zone, day - A_DAY, day + 2 * A_DAY)
            assert [slot.id[:10] for slot in found] == [(day + n * A_DAY).isoformat() for n in range(-1, 3)], zone
            for slot in found:
                assert_placed(slot, ZoneInfo(zone))
    assert seen > 300


@pytest.mark.parametrize("zone", ["Australia/Lord_Howe", "Africa/Casablanca", "Antarctica/Troll", "Pacific/Chatham"])
def test_zones_with_odd_rules_have_each_slot_once_and_at_its_hour(zone: str) -> None:
    when = When.parse("weekly sat,sun,mon 02:30".replace("sat,sun,mon", "mon,sat,sun"))
    expected = [slot.id for slot in of_a_span(when, "UTC", date(2026, 1, 1), date(2026, 12, 31))]
    found = of_a_span(when, zone, date(2026, 1, 1), date(2026, 12, 31))
    assert [slot.id for slot in found] == expected
    assert [wall(slot.at, ZoneInfo(zone)).isoformat()[:16] for slot in found].count("2026-06-06T02:30") == 1
    for slot in found:
        assert_placed(slot, ZoneInfo(zone))


def test_the_moment_after_a_gap_is_exact_to_the_second() -> None:
    (slot,) = of_a_span(When.parse("weekly sun 02:30"), "Europe/Berlin", date(2026, 3, 29), date(2026, 3, 29))
    assert slot.at == utc("2026-03-29T01:00:00")
