"""Grades: held against a computation of our own and published figures, and tried on people of whom all is known."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import comb, erfc, exp, pi, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.detection import band, detection, interval
from bot.lessons.grades import Grade, NotYet, grade, over_time, sureness
from bot.lessons.quiz_past import Answered
from tests.lessons.made_up_quizzes import START, Item, answered, judged

# d' and c


def reference_z(rate: float) -> float:
    """z without the library's own: the value up to which a normal distribution holds this rate, by halving."""
    low, high = -10.0, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        if erfc(-middle / sqrt(2)) / 2 < rate:
            low = middle
        else:
            high = middle
    return (low + high) / 2


COUNTS = st.integers(0, 400)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_d_and_c_and_their_errors_agree_with_a_computation_of_our_own(h: int, m: int, f: int, r: int) -> None:
    found = detection(h, m, f, r)
    hit, flag = (h + 0.5) / (h + m + 1), (f + 0.5) / (f + r + 1)
    zh, zf = reference_z(hit), reference_z(flag)
    assert found.d == pytest.approx(zh - zf, abs=1e-7)
    assert found.c == pytest.approx(-(zh + zf) / 2, abs=1e-7)
    of_hits = 2 * pi * exp(zh**2) * hit * (1 - hit) / (h + m + 1)
    of_flags = 2 * pi * exp(zf**2) * flag * (1 - flag) / (f + r + 1)
    assert found.d_error == pytest.approx(sqrt(of_hits + of_flags), rel=1e-6)
    assert found.c_error == pytest.approx(sqrt(of_hits + of_flags) / 2, rel=1e-6)


# z of tables of the normal distribution: 0.1 -> -1.2816, 0.2 -> -0.8416, 0.5 -> 0, 0.9 -> 1.2816
@pytest.mark.parametrize(
    ("counts", "d", "c"),
    [((8, 1, 1, 8), 2 * 1.0364, 0), ((4, 0, 4, 0), 0, -1.2816), ((0, 4, 0, 4), 0, 1.2816), ((2, 2, 2, 2), 0, 0),
     ((4, 0, 2, 2), 1.2816, -0.6408)],
)  # fmt: skip
def test_d_and_c_agree_with_a_printed_table(counts: tuple[int, int, int, int], d: float, c: float) -> None:
    found = detection(*counts)
    assert found.d == pytest.approx(d, abs=2e-4)
    assert found.c == pytest.approx(c, abs=1e-4)


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        detection(3, -1, 2, 2)


def test_at_ten_and_ten_the_error_of_d_is_about_that_of_many_simulated_people() -> None:
    chance = Random(7).random
    found = []
    for _ in range(4000):
        hits, alarms = (sum(chance() < rate for _ in range(10)) for rate in (0.8, 0.2))
        found.append(detection(hits, 10 - hits, alarms, 10 - alarms).d)
    mean = sum(found) / len(found)
    spread = sqrt(sum((one - mean) ** 2 for one in found) / len(found))
    assert 0.5 < spread < 0.7
    assert detection(8, 2, 2, 8).d_error == pytest.approx(spread, rel=0.05)


# Bands


def covered(rate: float, total: int) -> float:
    """In what part of all people with this rate does the band of so many answers hold the rate?"""
    part = 0.0
    for count in range(total + 1):
        its = band(count, total)
        if its.low / 10 <= rate <= its.high / 10:
            part += comb(total, count) * rate**count * (1 - rate) ** (total - count)
    return part


@given(st.integers(10, 80), st.integers(0, 200).map(lambda part: part / 200))
def test_a_band_of_ten_answers_or_more_holds_the_true_rate_of_eight_in_ten_people(total: int, rate: float) -> None:
    assert covered(rate, total) >= 0.79
    assert sum(covered(rate / 20, total) for rate in range(21)) / 21 > 0.86


@given(st.integers(1, 200).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_band_holds_what_was_counted_and_the_interval_and_less_than_a_tenth_more(counts: tuple[int, int]) -> None:
    count, total = counts
    low, high = interval(count, total)
    its = band(count, total)
    assert 0 <= its.low / 10 <= low + 1e-9 and low <= count / total + 1e-9
    assert count / total <= high + 1e-9 and high - 1e-9 <= its.high / 10 <= 1
    assert low - its.low / 10 < 0.1 and its.high / 10 - high < 0.1


def test_bands_of_ten_answers_are_these() -> None:
    bands = {count: (band(count, 10).low, band(count, 10).high) for count in (0, 5, 7, 9, 10)}
    assert bands == {0: (0, 2), 5: (3, 7), 7: (4, 9), 9: (7, 10), 10: (8, 10)}


def test_more_answers_make_a_band_narrower() -> None:
    assert (band(15, 20).low, band(15, 20).high) == (6, 9)
    assert (band(150, 200).low, band(150, 200).high) == (7, 8)


# People


def person(says_scam: Callable[[bool, float], bool], each: int, seed: str = "1") -> list[Answered]:
    """First answers to so many mails of either side, by whoever decides so by the side and a chance."""
    chance = Random(seed).random
    answers = []
    for scam in (True, False):
        answers += judged(scam, [says_scam(scam, chance()) == scam for _ in range(each)])
    return answers


def graded(answers: Sequence[Answered]) -> Grade:
    its = grade(answers)
    assert isinstance(its, Grade)
    return its


def test_who_flags_everything_spots_all_trusts_none_and_knows_nothing() -> None:
    its = graded(person(lambda scam, chance: True, each=10))
    assert (its.spotting.low, its.spotting.high, its.trusting.low, its.trusting.high) == (8, 10, 0, 2)
    assert its.detection.d == pytest.approx(0)
    assert its.lean == "scam"


def test_who_trusts_everything_leans_to_trust_and_knows_nothing() -> None:
    its = graded(person(lambda scam, chance: False, each=10))
    assert (its.spotting.low, its.spotting.high, its.trusting.low, its.trusting.high) == (0, 2, 8, 10)
    assert its.detection.d == pytest.approx(0)
    assert its.lean == "trust"


def test_who_guesses_is_within_the_error_of_nothing_in_most_cases_and_seldom_said_to_lean() -> None:
    grades = [graded(person(lambda scam, chance: chance < 0.5, each=12, seed=str(n))) for n in range(400)]
    assert sum(abs(its.detection.d) < 1.96 * its.detection.d_error for its in grades) > 0.93 * 400
    assert sum(its.lean != "" for its in grades) < 0.25 * 400
    assert abs(sum(its.detection.d for its in grades) / 400) < 0.06


def test_who_learns_has_a_higher_d_in_the_end_and_leans_nowhere() -> None:
    early = [graded(person(lambda scam, chance: (chance < 0.6) == scam, 40, f"{n}")) for n in range(50)]
    late = [graded(person(lambda scam, chance: (chance < 0.9) == scam, 40, f"{n}")) for n in range(50)]
    means = [sum(its.detection.d for its in ones) / 50 for ones in (early, late)]
    assert means == [pytest.approx(0.51, abs=0.12), pytest.approx(2.56, abs=0.2)]  # 2 z(0.6), 2 z(0.9)
    assert sum(its.lean == "" for its in late) > 35


def test_nothing_is_said_before_ten_scams_and_ten_genuine_mails() -> None:
    assert grade([]) == NotYet(0, 0)
    assert grade(judged(True, [True] * 30) + judged(False, [True] * 9)) == NotYet(30, 9, needed=10)
    assert grade(judged(True, [True] * 9) + judged(False, [True] * 10)) == NotYet(9, 10)
    assert isinstance(grade(judged(True, [True] * 10) + judged(False, [True] * 10)), Grade)


def test_only_first_answers_to_legit_or_scam_count() -> None:
    counted = judged(True, [True] * 10) + judged(False, [False] * 10)
    again = judged(True, [False] * 10, first=False)
    other = [answered(Item(f"{kind}-{n}", kind=kind), False) for kind in ("do", "part", "which") for n in range(10)]
    assert grade(again + counted + other) == grade(counted)


def test_what_was_said_is_known_for_legit_or_scam_alone() -> None:
    said = [
        answered(Item("x", genuine=genuine), right).said_scam for genuine in (False, True) for right in (True, False)
    ]
    assert said == [True, False, False, True]
    assert answered(Item("x", kind="do"), True).said_scam is None


# Sureness


def surely(*levels: tuple[int, int, int]) -> list[Answered]:
    """Answers of a level of sureness, so many right of so many."""
    return [
        answered(Item(f"{level}-{n}"), n < right, sure=level) for level, right, total in levels for n in range(total)
    ]


@pytest.mark.parametrize(
    ("answers", "word"),
    [(surely((3, 5, 10), (2, 5, 10)), "too-sure"), (surely((3, 3, 5)), "too-sure"),
     (surely((1, 14, 14), (3, 9, 10)), "too-unsure"), (surely((2, 40, 40)), "too-unsure"),
     (surely((3, 19, 20), (1, 6, 10)), "sure-when-right"), (surely((3, 9, 10), (1, 1, 4)), "sure-when-right"),
     (surely((3, 9, 10), (2, 9, 10)), ""), (surely((3, 4, 4), (1, 2, 4)), ""), (surely((1, 5, 10)), ""), ([], "")],
)  # fmt: skip
def test_the_word_for_sureness_is_said_only_where_answers_leave_little_doubt(
    answers: list[Answered], word: str
) -> None:
    assert sureness(answers).summary == word


def test_a_level_of_sureness_is_shown_from_five_answers() -> None:
    levels = sureness(surely((1, 2, 4), (2, 3, 5), (3, 6, 6))).levels
    assert {level: (its.answers, its.right) for level, its in levels.items()} == {2: (5, 3), 3: (6, 6)}


def test_answers_without_a_level_are_no_level() -> None:
    assert sureness([answered(Item(str(n)), sure=None) for n in range(9)]).levels == {}


# Over time


def test_over_time_counts_first_answers_to_anchors_by_quarter() -> None:
    anchors = [answered(Item(f"a{n}", anchor=True, genuine=n % 2 == 0), n < 9, at=START + n * timedelta(days=8))
               for n in range(24)]  # 11 until March, 12 until June, 1 in July  # fmt: skip
    others = [answered(Item("b")), answered(Item("a1", anchor=True), first=False), answered(Item("c", kind="do"))]
    one, two, three = over_time(list(reversed(anchors)) + others)
    assert [(q.year, q.quarter, q.scams + q.genuine) for q in (one, two, three)] == [
        (2027, 1, 11), (2027, 2, 12), (2027, 3, 1),
    ]  # fmt: skip
    assert (one.scams, one.spotted, one.genuine, one.trusted) == (5, 4, 6, 5)
    assert (two.spotted, two.trusted) == (0, 0)
    assert one.spotting == band(4, 5) and two.trusting == band(0, 6)
    assert three.spotting is None and three.trusting is None
    assert one.detection == detection(4, 1, 1, 5)


def test_over_time_of_nothing_is_nothing() -> None:
    assert over_time([answered(Item("b"))]) == ()
