"""What becomes of a slot that was missed."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedules import Calendar, Slot, When, allowed, awake, moved, next_slot, overdue, read
from tests.schedules.rules import OF_EVERY_KIND, moments_of_2026, utc

BERLIN = Calendar("Europe/Berlin")


def made_up(text: str, calendar: Calendar, since: str, now: str, sent: str = "") -> str:
    slot = overdue(read(text), calendar, utc(since), utc(now), sent=sent)
    return f"{slot.id} {slot.at:%m-%d %H:%M}" if slot else "none"


def test_after_a_week_of_silence_one_tip_comes_and_not_seven() -> None:
    assert made_up("daily 9:00", BERLIN, "2026-11-16T12:00", "2026-11-23T12:00") == "2026-11-23T09:00 11-23 12:00"


def test_nothing_comes_where_nothing_was_missed() -> None:
    assert made_up("every Tuesday 10:00", BERLIN, "2026-11-24T09:00", "2026-11-27T12:00") == "none"


def test_a_slot_at_the_very_moment_counts_and_one_at_the_beginning_does_not() -> None:
    assert made_up("every Tuesday 10:00", BERLIN, "2026-11-20", "2026-11-24T09:00") == "2026-11-24T10:00 11-24 09:00"
    assert made_up("every Tuesday 10:00", BERLIN, "2026-11-24T09:00", "2026-11-24T09:00") == "none"


@pytest.mark.parametrize(
    "now, expected",
    [
        ("2026-11-23T12:00", "2026-11-22T10:00 11-23 12:00"),
        ("2026-11-28T20:59", "2026-11-22T10:00 11-28 20:59"),
        ("2026-11-28T21:00", "none"),  # half a day before the next
        ("2026-11-29T08:59", "none"),
    ],
)
def test_a_missed_tip_is_left_out_where_the_next_one_is_near(now: str, expected: str) -> None:
    assert made_up("every Sunday 10:00", BERLIN, "2026-11-21", now) == expected


def test_in_the_quiet_hours_it_waits_for_their_end() -> None:
    quiet = Calendar("Europe/Berlin", quiet=(time(20), time(8)))
    assert made_up("every Tuesday 10:00", quiet, "2026-11-23", "2026-11-24T23:00") == "2026-11-24T10:00 11-25 07:00"
    assert made_up("every Tuesday 10:00", quiet, "2026-11-23", "2026-11-25T02:00") == "2026-11-24T10:00 11-25 07:00"


def test_on_a_holiday_it_waits_for_the_rules_hour_of_the_next_day() -> None:
    germany = Calendar("Europe/Berlin", country="DE")
    assert made_up("on the 22nd at 10", germany, "2026-12-21", "2026-12-25T03:12") == "2026-12-22T10:00 12-27 09:00"


def test_a_rule_of_working_days_waits_for_monday_and_then_gives_way_to_its_slot() -> None:
    assert made_up("weekdays 9:00", BERLIN, "2026-11-26T12:00", "2026-11-28T12:00") == "none"


def test_a_rule_of_one_day_is_made_up_for_on_a_weekend_too() -> None:
    assert made_up("every Thursday 9:00", BERLIN, "2026-11-25", "2026-11-28T12:00") == "2026-11-26T09:00 11-28 12:00"


def test_what_may_be_sent_now_is_sent_now() -> None:
    when, quiet = read("weekdays 9:00"), Calendar("Europe/Berlin", quiet=(time(20), time(8)), country="DE")
    noon = utc("2026-11-24T12:00")
    assert allowed(when, quiet, noon) == noon
    assert allowed(when, quiet, utc("2026-11-24T22:00")) == utc("2026-11-25T07:00")
    assert allowed(when, quiet, utc("2026-12-25T12:00")) == utc("2026-12-28T08:00")


def test_in_the_hour_that_comes_twice_now_does_not_go_back() -> None:
    quiet = Calendar("Europe/Berlin", quiet=(time(22), time(2, 30)))
    again = utc("2026-10-25T01:15")  # 2:15 for the second time, when the first 2:30 is past
    assert allowed(read("daily 9:00"), quiet, again) >= again


def test_what_was_sent_is_not_made_up_for() -> None:
    assert made_up("daily 9:00", BERLIN, "2026-11-20", "2026-11-23T12:00", sent="2026-11-23T09:00") == "none"


def test_years_of_silence_take_no_longer_than_two_of_them() -> None:
    assert made_up("daily 9:00", BERLIN, "1970-01-01", "2026-11-23T12:00") == "2026-11-23T09:00 11-23 12:00"


def test_a_zone_that_moves_west_after_a_tip_does_not_send_it_again() -> None:
    when, tokyo, seattle = read("every Tuesday 10:00"), Calendar("Asia/Tokyo"), Calendar("America/Los_Angeles")
    sent = next_slot(when, tokyo, utc("2026-11-23"))
    assert sent == Slot("2026-11-24T10:00", utc("2026-11-24T01:00"))
    pending = next_slot(when, tokyo, sent.at)
    assert pending is not None
    assert moved(when, seattle, pending, utc("2026-11-24T02:00")) == Slot("2026-12-01T10:00", utc("2026-12-01T18:00"))
    assert next_slot(when, seattle, sent.at, sent=sent.id) == Slot("2026-12-01T10:00", utc("2026-12-01T18:00"))


def test_a_zone_that_moves_east_past_a_tip_gets_it_at_once() -> None:
    pending = Slot("2026-11-24T10:00", utc("2026-11-24T18:00"))
    now = utc("2026-11-24T17:00")
    assert moved(read("every Tuesday 10:00"), Calendar("Asia/Tokyo"), pending, now) == Slot(pending.id, now)


def test_a_zone_that_moves_east_past_a_daily_tip_waits_for_the_next() -> None:
    pending = Slot("2026-11-24T10:00", utc("2026-11-24T18:00"))
    found = moved(read("daily 10:00"), Calendar("Pacific/Kiritimati"), pending, utc("2026-11-24T17:00"))
    assert found == Slot("2026-11-25T10:00", utc("2026-11-24T20:00"))


def test_who_crosses_the_date_line_right_after_a_daily_tip_gets_no_second_one_at_once() -> None:
    pending, now = Slot("2026-11-25T10:00", utc("2026-11-25T21:00")), utc("2026-11-24T21:05")
    found = moved(read("daily 10:00"), Calendar("Pacific/Kiritimati"), pending, now)
    assert found == Slot("2026-11-26T10:00", utc("2026-11-25T20:00"))


LONGEST = timedelta(days=35)
BESIDES = timedelta(hours=27 + 60)  # zones lie up to 26 apart, and who flies into a weekend has it on Monday
GAPS = {"weekly": timedelta(7), "every-2": timedelta(14), "every-3": timedelta(21), "cron 30": timedelta(7)}
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata")
STEPS = st.lists(st.tuples(st.sampled_from(ZONES), st.floats(0, 1)), min_size=1, max_size=12)


@given(st.sampled_from(OF_EVERY_KIND), STEPS, moments_of_2026)
def test_moving_about_the_world_repeats_no_tip_and_leaves_no_gap(
    rule: str, steps: list[tuple[str, float]], start: datetime
) -> None:
    """A zone is chosen anew at some moment before each tip."""
    when, now = When.parse(rule), start
    usual = next((gap for kind, gap in GAPS.items() if rule.startswith(kind)), LONGEST)
    pending, sent = next_slot(when, Calendar(), now), []
    for zone, part in steps:
        assert pending is not None
        now += (pending.at - now) * part
        pending = moved(when, Calendar(zone), pending, now)
        assert pending is not None and pending.at >= now
        now = pending.at
        sent.append(pending)
        pending = next_slot(when, Calendar(zone), now, sent=pending.id)
    for earlier, later in pairwise(sent):
        assert earlier.id < later.id
        assert timedelta(0) < later.at - earlier.at <= usual + BESIDES


def test_what_cannot_wait_for_a_working_day_waits_for_the_morning_only() -> None:
    quiet = Calendar("Europe/Berlin", (time(22), time(7)))
    sunday = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert awake(quiet, sunday) == sunday
    assert awake(quiet, datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert awake(Calendar("Europe/Berlin"), sunday + timedelta(hours=11)) == sunday + timedelta(hours=11)
