"""When an idea comes back: days later, sooner after a miss, and within four months, whatever the clock does."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.memory import Remembered, reviewed

START = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANSWERS = st.tuples(st.booleans(), st.sampled_from([None, 1, 2, 3]))


def gap(right: bool, sure: int | None, card: str = "", at: datetime = START) -> timedelta:
    return reviewed(card, right, sure, at).due - at


def learnt(times: int) -> tuple[Remembered, datetime]:
    """An idea that was answered right so many times, each time when it was due; and the moment of the last."""
    at = START
    its = reviewed("", True, 2, at)
    for _ in range(times - 1):
        at = its.due
        its = reviewed(its.card, True, 2, at)
    return its, at


def test_who_is_right_and_sure_waits_longer_than_who_guessed_and_who_missed_it_comes_back_first() -> None:
    known, _ = learnt(2)
    at = known.due
    waits = [gap(right, sure, known.card, at) for right, sure in ((False, 3), (True, 1), (True, 2), (True, 3))]
    assert waits == sorted(waits) and len(set(waits)) == 4


def test_an_answer_of_unsaid_sureness_counts_as_fairly_sure() -> None:
    assert reviewed("", True, None, START) == reviewed("", True, 2, START)


def test_the_first_gaps_are_these_days() -> None:
    assert gap(False, 2) == DAY
    assert gap(True, 1) == DAY
    assert gap(True, 2) == 2 * DAY
    assert gap(True, 3) == 8 * DAY


def test_gaps_expand_with_each_right_answer_up_to_four_months() -> None:
    gaps = [(its.due - at) / DAY for its, at in (learnt(times) for times in range(1, 8))]
    assert all(later > earlier or later == 120 for earlier, later in pairwise(gaps))
    assert gaps[-1] == 120


def test_what_was_missed_after_months_comes_back_within_days_and_not_as_if_it_were_new() -> None:
    known, _ = learnt(7)
    missed = gap(False, 3, known.card, known.due)
    assert DAY <= missed <= 14 * DAY
    right_after = reviewed(reviewed(known.card, False, 3, known.due).card, True, 2, known.due + missed)
    assert right_after.due - (known.due + missed) > gap(True, 2)


def test_the_same_answers_give_the_same_card() -> None:
    assert [learnt(5)[0] for _ in range(5)] == [learnt(5)[0]] * 5


def test_the_zone_of_the_clock_makes_no_difference() -> None:
    tokyo = timezone(timedelta(hours=9))
    assert reviewed("", True, 2, START.astimezone(tokyo)) == reviewed("", True, 2, START)
    assert reviewed("", True, 2, START.astimezone(tokyo)).due.utcoffset() == timedelta(0)


@given(st.lists(st.tuples(ANSWERS, st.floats(-900, 900)), min_size=1, max_size=12))
def test_an_idea_comes_back_in_1_to_120_days_whatever_the_clock_did_and_its_card_can_be_read(
    answers: list[tuple[tuple[bool, int | None], float]],
) -> None:
    card, at = "", START
    for (right, sure), days in answers:
        at = at + days * DAY
        its = reviewed(card, right, sure, at)
        assert DAY <= its.due - at <= 120 * DAY
        assert not its.anew
        card = its.card


@given(st.integers(1, 6), st.floats(0.001, 2000), st.sampled_from([None, 1, 2, 3]))
def test_a_right_answer_on_a_clock_that_was_set_back_brings_nothing_back_sooner(
    times: int, days: float, sure: int | None
) -> None:
    known, at = learnt(times)
    before = known.due - at
    set_back = at - days * DAY
    after = reviewed(known.card, True, sure, set_back)
    assert after.due - set_back >= before
    assert after.due >= min(known.due, set_back + 120 * DAY)


def test_an_answer_noted_for_a_far_year_does_not_keep_the_idea_away_until_then() -> None:
    wrong = reviewed("", True, 2, START.replace(year=2099))
    assert reviewed(wrong.card, True, 2, START).due <= START + 120 * DAY
    assert reviewed(wrong.card, False, 2, START).due <= START + 2 * DAY


def broken(**changes: object) -> str:
    return json.dumps({**json.loads(learnt(3)[0].card), **changes})


BROKEN = {
    "no JSON": "{",
    "another shape": "[1, 2]",
    "nothing in it": "{}",
    "a word for a number": broken(stability="long"),
    "not a number": broken(stability=float("nan")),
    "endless": broken(stability=float("inf")),
    "below nothing": broken(stability=-3.0),
    "harder than hardest": broken(difficulty=11),
    "a state that is gone": broken(state=9),
    "still at learning": broken(state=1),
    "no review": broken(last_review=None),
    "no time": broken(last_review="yesterday"),
    "a number for a time": broken(due=3),
    "far too deep": "[" * 100_000,
}


@pytest.mark.parametrize("card", BROKEN.values(), ids=BROKEN.keys())
def test_a_card_that_cannot_be_read_begins_anew_and_says_so(card: str) -> None:
    assert reviewed(card, True, 3, START) == replace(reviewed("", True, 3, START), anew=True)


@given(st.text(max_size=60))
def test_no_text_for_a_card_breaks_anything(text: str) -> None:
    its = reviewed(text, True, 2, START)
    assert its.due == START + 2 * DAY
    assert its.anew == bool(text)
