"""When a slot is due: clocks that change, quiet hours, holidays, every other week."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules import Calendar, CountryUnknown, When, ZoneUnknown, next_slot, read, slots
from bot.schedules.calendar import holidays
from bot.schedules.due import REMEMBERED, _from_day
from tests.schedules.rules import moments_of_2026, utc, whens


def due(text: str, calendar: Calendar, after: str, count: int) -> list[str]:
    """The next slots, each as its id and the time that clocks of the zone show then."""
    found = islice(slots(read(text), calendar, utc(after)), count)
    return [f"{slot.id} {slot.at.astimezone(ZoneInfo(calendar.zone)):%d %a %H:%M}" for slot in found]


def test_every_tuesday_at_ten_keeps_its_hour_over_a_change_of_the_clocks() -> None:
    found = list(islice(slots(read("every Tuesday 10:00"), Calendar("Europe/Berlin"), utc("2026-10-19")), 2))
    assert [(slot.id, slot.at) for slot in found] == [
        ("2026-10-20T10:00", utc("2026-10-20T08:00")),
        ("2026-10-27T10:00", utc("2026-10-27T09:00")),
    ]


def test_an_hour_that_does_not_exist_is_the_first_moment_that_does() -> None:
    assert due("daily 2:30", Calendar("Europe/Berlin"), "2026-03-28T12:00", 2) == [
        "2026-03-29T02:30 29 Sun 03:00",
        "2026-03-30T02:30 30 Mon 02:30",
    ]


def test_an_hour_that_exists_twice_is_the_first_of_the_two_and_comes_once() -> None:
    found = list(islice(slots(read("daily 2:30"), Calendar("Europe/Berlin"), utc("2026-10-24T12:00")), 2))
    assert [slot.at for slot in found] == [utc("2026-10-25T00:30"), utc("2026-10-26T01:30")]


def test_a_cron_rule_means_the_same_on_every_clock_as_words_do() -> None:
    for after in ("2026-03-25", "2026-10-22"):
        said = islice(slots(read("daily 2:30"), Calendar("Europe/Berlin"), utc(after)), 8)
        assert list(islice(slots(read("30 2 * * *"), Calendar("Europe/Berlin"), utc(after)), 8)) == list(said)


def test_half_an_hour_of_daylight_saving_loses_half_an_hour_only() -> None:
    assert due("daily 2:15", Calendar("Australia/Lord_Howe"), "2026-10-03T00:00", 1) == [
        "2026-10-04T02:15 04 Sun 02:30"
    ]
    assert due("daily 2:45", Calendar("Australia/Lord_Howe"), "2026-10-03T00:00", 1) == [
        "2026-10-04T02:45 04 Sun 02:45"
    ]


def test_a_day_that_a_zone_skipped_is_sent_when_the_next_one_begins() -> None:
    assert due("daily 10:00", Calendar("Pacific/Apia"), "2011-12-29T10:00", 3) == [
        "2011-12-29T10:00 29 Thu 10:00",
        "2011-12-30T10:00 31 Sat 00:00",
        "2011-12-31T10:00 31 Sat 10:00",
    ]


def test_two_slots_of_one_moment_are_one() -> None:
    assert due("daily 0:00", Calendar("Pacific/Apia"), "2011-12-29T09:00", 2) == [
        "2011-12-29T00:00 29 Thu 00:00",
        "2011-12-31T00:00 31 Sat 00:00",
    ]


@pytest.mark.parametrize(
    "zone, text, after, expected",
    [
        ("Africa/Casablanca", "daily 2:30", "2026-02-14T12:00", "2026-02-15T02:30 15 Sun 02:30"),  # back for Ramadan
        ("Africa/Casablanca", "daily 2:30", "2026-03-21T12:00", "2026-03-22T02:30 22 Sun 03:00"),  # and forth after it
        ("Antarctica/Troll", "daily 2:00", "2026-03-28T12:00", "2026-03-29T02:00 29 Sun 03:00"),  # two hours at once
        ("Pacific/Chatham", "daily 3:00", "2026-09-26T00:00", "2026-09-27T03:00 27 Sun 03:45"),
        ("America/Sao_Paulo", "daily 0:00", "2018-11-03T12:00", "2018-11-04T00:00 04 Sun 01:00"),  # no midnight
        ("Asia/Kathmandu", "daily 9:00", "2026-05-01T12:00", "2026-05-02T09:00 02 Sat 09:00"),
    ],
)
def test_zones_with_rules_of_their_own_are_followed(zone: str, text: str, after: str, expected: str) -> None:
    assert due(text, Calendar(zone), after, 1) == [expected]


QUIET = Calendar("Europe/Berlin", quiet=(time(22), time(8)))


def test_quiet_hours_move_a_slot_to_their_end_also_over_midnight() -> None:
    assert due("daily 23:00", QUIET, "2026-11-23", 2) == [
        "2026-11-22T23:00 23 Mon 08:00",
        "2026-11-23T23:00 24 Tue 08:00",
    ]
    assert due("daily 6:30", QUIET, "2026-11-23", 1) == ["2026-11-23T06:30 23 Mon 08:00"]
    assert due("daily 8:00", QUIET, "2026-11-23", 1) == ["2026-11-23T08:00 23 Mon 08:00"]
    assert due("daily 22:00", QUIET, "2026-11-23T12:00", 1) == ["2026-11-23T22:00 24 Tue 08:00"]


def test_quiet_hours_within_a_day_move_a_slot_to_the_same_days_end_of_them() -> None:
    lunch = Calendar("Europe/Berlin", quiet=(time(12), time(13, 30)))
    assert due("daily at noon", lunch, "2026-11-23", 1) == ["2026-11-23T12:00 23 Mon 13:30"]
    assert due("daily 13:30", lunch, "2026-11-23", 1) == ["2026-11-23T13:30 23 Mon 13:30"]


def test_quiet_hours_that_end_where_they_begin_are_none() -> None:
    never = Calendar("Europe/Berlin", quiet=(time(9), time(9)))
    assert due("daily 9:00", never, "2026-11-23", 1) == ["2026-11-23T09:00 23 Mon 09:00"]


def test_a_rule_of_working_days_is_not_moved_into_the_weekend() -> None:
    assert due("every Friday 23:00", QUIET, "2026-11-23T12:00", 1) == ["2026-11-27T23:00 30 Mon 08:00"]
    assert due("every Saturday 23:00", QUIET, "2026-11-23T12:00", 1) == ["2026-11-28T23:00 29 Sun 08:00"]


def test_a_slot_on_a_holiday_comes_at_the_same_hour_of_the_next_day_that_is_none() -> None:
    germany = Calendar("Europe/Berlin", country="DE")
    assert due("every Friday 10:00", germany, "2026-12-20", 2) == [
        "2026-12-25T10:00 28 Mon 10:00",  # not on the 26th, a holiday, nor on Sunday
        "2027-01-01T10:00 04 Mon 10:00",
    ]
    assert due("on the 25th at 10", germany, "2026-12-20", 1) == ["2026-12-25T10:00 27 Sun 10:00"]


def test_a_slot_that_would_come_no_earlier_than_the_next_is_dropped() -> None:
    germany = Calendar("Europe/Berlin", country="DE")
    assert due("weekdays 9:00", germany, "2026-04-02", 3) == [
        "2026-04-02T09:00 02 Thu 09:00",
        "2026-04-07T09:00 07 Tue 09:00",  # Good Friday and Easter Monday lie between
        "2026-04-08T09:00 08 Wed 09:00",
    ]


def test_a_slot_that_a_holiday_and_the_night_both_move_lands_where_neither_is() -> None:
    germany = Calendar("Europe/Berlin", quiet=(time(22), time(8)), country="DE")
    assert due("every Thursday 23:00", germany, "2026-04-01T12:00", 1) == ["2026-04-02T23:00 07 Tue 08:00"]


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert due("every Tuesday", Calendar("Europe/Berlin", country="DE"), "2026-01-04", 1) == [
        "2026-01-06T10:00 06 Tue 10:00"
    ]
    assert due("every Tuesday", Calendar("Europe/Berlin", country="de-by"), "2026-01-04", 1) == [
        "2026-01-06T10:00 07 Wed 10:00"
    ]


def test_a_moved_slot_is_found_from_a_moment_long_after_its_nominal_time() -> None:
    china = Calendar("Asia/Shanghai", country="CN")  # a week of holidays in October
    assert due("every Friday", china, "2026-10-05", 2) == [
        "2026-10-02T10:00 08 Thu 10:00",
        "2026-10-09T10:00 09 Fri 10:00",
    ]


def test_every_other_week_counts_from_the_first_of_its_days_after_it_was_set_up() -> None:
    for since, first in (("2026-11-25", "27"), ("2026-11-27", "27"), ("2026-11-28", "04"), ("2026-12-04", "04")):
        calendar = Calendar(since=date.fromisoformat(since))
        after = f"{since}T00:00"
        assert due("every other Friday", calendar, after, 1)[0].split()[1] == first, since


def test_every_other_week_stays_the_same_week_over_new_year_and_for_years() -> None:
    found = islice(slots(read("every other Friday"), Calendar(since=date(2020, 1, 1)), utc("2026-12-01")), 60)
    days = [slot.at.date() for slot in found]
    assert {after - before for before, after in pairwise(days)} == {timedelta(14)}
    assert all((day - date(2020, 1, 3)).days % 14 == 0 for day in days)


def test_a_month_that_lacks_the_day_has_its_last_day_instead() -> None:
    assert [one[:10] for one in due("on the 30th at 10", Calendar(), "2027-01-31", 2)] == ["2027-02-28", "2027-03-30"]
    assert [one[:10] for one in due("end of the month", Calendar(), "2028-01-31T12:00", 2)] == [
        "2028-02-29",
        "2028-03-31",
    ]


def test_a_moment_exactly_on_a_slot_asks_for_the_one_after_it() -> None:
    assert due("every Tuesday 10:00", Calendar(), "2026-11-24T10:00", 1) == ["2026-12-01T10:00 01 Tue 10:00"]


def test_what_was_sent_does_not_come_again() -> None:
    slot = next_slot(read("every Tuesday 10:00"), Calendar(), utc("2026-11-23"), sent="2026-12-01T10:00")
    assert slot is not None and slot.id == "2026-12-08T10:00"


def test_a_rare_rule_is_found_years_ahead() -> None:
    slot = next_slot(read("0 10 29 2 *"), Calendar(), utc("2096-03-01"))
    assert slot is not None and slot.id == "2104-02-29T10:00"


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "US/Pacific-New", "", "Europe", "../etc/passwd", "a\0b", "Europe/berlin "]
)
def test_a_zone_that_is_unknown_or_was_taken_away_is_said_plainly(zone: str) -> None:
    with pytest.raises(ZoneUnknown, match="is not known here: choose another, for example Europe/Berlin"):
        next_slot(read("every Tuesday"), Calendar(zone), utc("2026-11-23"))


def test_a_zone_that_was_renamed_still_works_by_its_old_name() -> None:
    old, new = (next_slot(read("daily"), Calendar(zone), utc("2026-11-23")) for zone in ("Europe/Kiev", "Europe/Kyiv"))
    assert old == new


@pytest.mark.parametrize("country", ["XX", "DE-ZZ", "Deutschland", "D E"])
def test_a_country_without_holidays_is_said_plainly(country: str) -> None:
    with pytest.raises(CountryUnknown, match="No holidays are known for"):
        Calendar(country=country).checked()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="a moment with a time zone"):
        next_slot(read("daily"), Calendar(), datetime(2026, 11, 23))  # noqa: DTZ001 that is the point


def test_what_is_kept_at_hand_is_bounded() -> None:
    assert _from_day.cache_info().maxsize == REMEMBERED


CALENDARS = st.builds(
    Calendar,
    st.sampled_from(
        ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Tehran"]
    ),
    st.sampled_from([None, (time(22), time(8)), (time(0), time(7, 30)), (time(2), time(2, 45)), (time(9), time(17))]),
    st.sampled_from(["", "DE", "US", "CN"]),
    st.sampled_from([None, date(2026, 2, 18)]),
)


@given(whens, CALENDARS, moments_of_2026)
def test_slots_ascend_in_time_and_id_and_do_not_depend_on_where_one_starts(
    when: When, calendar: Calendar, after: datetime
) -> None:
    found = list(islice(slots(when, calendar, after), 8))
    for earlier, later in pairwise(found):
        assert after < earlier.at < later.at and earlier.id < later.id
        assert next_slot(when, calendar, later.at - timedelta(microseconds=1)) == later
        assert next_slot(when, calendar, earlier.at + (later.at - earlier.at) / 2) == later


@given(whens, CALENDARS, moments_of_2026)
def test_nothing_is_sent_in_quiet_hours_or_on_a_holiday(when: When, calendar: Calendar, after: datetime) -> None:
    for slot in islice(slots(when, calendar, after), 5):
        shown = slot.at.astimezone(ZoneInfo(calendar.zone))
        assert shown.date() not in holidays(calendar.country, shown.year)
        if calendar.quiet is not None:
            begin, end = calendar.quiet
            inside = begin <= shown.time() < end if begin < end else (shown.time() >= begin or shown.time() < end)
            assert not inside
