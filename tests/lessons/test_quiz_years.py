"""Quizzes played through for a year: what people of all sorts meet at one question a week, and at three."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby

import pytest

from bot.lessons.detection import detection
from bot.lessons.grades import Grade, grade, over_time
from bot.lessons.quiz_choice import QuizWish
from bot.lessons.quiz_past import Answered
from bot.lessons.quiz_sides import LONGEST_RUN, has_side
from tests.lessons.made_up_quizzes import (
    DAY,
    POOL,
    Item,
    Year,
    flags_everything,
    knows,
    learns,
    played,
    trusts_everything,
)

pytestmark = pytest.mark.thorough  # the main ways stand beside it

YEAR = 52


def years(
    person: Callable[[Item, float, float], tuple[bool, int]], count: int, people: int = 8, weeks: int = YEAR
) -> list[Year]:
    return [played(person, weeks, count, QuizWish(seed=f"T1/U{n}")) for n in range(people)]


def sided(past: Sequence[Answered]) -> list[Answered]:
    return [one for one in past if has_side(one.kind)]


def scams(past: Sequence[Answered]) -> float:
    """The part of scams among what leaves the side open."""
    return sum(one.scam for one in sided(past)) / len(sided(past))


# Memory


@pytest.mark.parametrize("count", [1, 3])
def test_a_missed_idea_returns_within_weeks_in_another_item(count: int) -> None:
    returned = other = 0
    for year in years(knows(0.8), count):
        for place, one in enumerate(year.past[: -12 * count]):
            if one.right:
                continue
            soon = [later for later in year.past[place + 1 : place + 1 + 12 * count] if later.idea == one.idea]
            returned += bool(soon)
            other += 1
            assert all(later.item != one.item for later in soon[:1])
    assert other > 30
    assert returned > 0.95 * other


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_item_comes_again_seldom_while_there_are_others(count: int) -> None:
    for year in years(knows(0.8), count):
        assert sum(one.first for one in year.past) > 0.8 * len(year.past)


def test_at_three_a_week_a_year_touches_every_idea_and_at_one_a_week_twenty() -> None:
    assert min(len({one.idea for one in year.past}) for year in years(knows(0.8), 3)) >= 48
    assert min(len({one.idea for one in year.past}) for year in years(knows(0.8), 1)) >= 20


def test_what_is_right_and_certain_rests_longer_than_what_was_guessed() -> None:
    def restful(sure: int) -> float:
        year = played(lambda item, day, chance: (True, sure), YEAR, 3)
        days = [(year.due[one.idea] - one.at) / DAY for one in year.past[-20:]]
        return sum(days) / len(days)

    assert restful(3) > restful(1) + 10


# Sides


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_run_is_longer_than_three(count: int) -> None:
    for person in (knows(0.6), flags_everything, trusts_everything):
        for year in years(person, count):
            runs = [len(list(run)) for _, run in groupby(one.scam for one in sided(year.past))]
            assert max(runs) == LONGEST_RUN


def test_about_half_is_genuine_for_whoever_errs_on_both_sides_alike() -> None:
    for count in (1, 3):
        parts = [scams(year.past) for year in years(knows(0.8), count, people=20)]
        assert sum(parts) / len(parts) == pytest.approx(0.5, abs=0.04)


def test_who_flags_everything_gets_fewer_scams_than_others_and_never_fewer_than_a_third() -> None:
    for count in (1, 3):
        parts = [scams(year.past[15:]) for year in years(flags_everything, count, people=20)]
        assert 0.33 <= sum(parts) / len(parts) <= 0.42


def test_who_trusts_everything_gets_some_more_scams_and_never_more_than_three_in_five() -> None:
    for count in (1, 3):
        parts = [scams(year.past[15:]) for year in years(trusts_everything, count, people=20)]
        others = [scams(year.past[15:]) for year in years(knows(0.8), count, people=20)]
        assert sum(others) / 20 < sum(parts) / 20 <= 0.6


Told = Callable[[Sequence[Answered], int], Hashable]


def guessed(tell: Told, count: int, rate: float, people: int = 60) -> float:
    """How often somebody is right who looks at nothing but what `tell` says of the answers before, and knows from 30
    other people what came then most often. Where three of one side went before, everybody knows: left out.
    """

    def moments(past: Sequence[Answered]) -> Iterator[tuple[Hashable, bool]]:
        ones = sided(past)
        for place in range(LONGEST_RUN, len(ones)):
            if len({one.scam for one in ones[place - LONGEST_RUN : place]}) == 2:
                yield tell(ones, place), ones[place].scam

    pasts = [year.past for year in years(knows(rate), count, people, weeks=YEAR // count)]
    came: dict[Hashable, Counter[bool]] = defaultdict(Counter)
    for past in pasts[: people // 2]:
        for told, scam in moments(past):
            came[told][scam] += 1
    hits = seen = 0.0
    for past in pasts[people // 2 :]:
        for told, scam in moments(past):
            ahead = came[told][scam] - came[told][not scam]
            hits += 1.0 if ahead > 0 else 0.5 if ahead == 0 else 0.0
            seen += 1
    return hits / seen


@pytest.mark.thorough
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "tell",
    [
        lambda ones, place: ones[place - 1].scam,
        lambda ones, place: tuple(one.scam for one in ones[place - 3 : place]),
        lambda ones, place: tuple((one.scam, one.right) for one in ones[place - 2 : place]),
        lambda ones, place: (ones[place].kind, ones[place].difficulty, ones[place - 1].scam),
        lambda ones, place: (ones[place].idea in {one.idea for one in ones[:place]}, ones[place - 1].right),
    ],
    ids=["the last side", "the last three", "what was missed", "the kind", "an idea that was met"],
)
def test_whoever_counts_sides_instead_of_reading_is_right_about_half_of_the_time(tell: Told, count: int) -> None:
    assert guessed(tell, count, rate=0.8) == pytest.approx(0.5, abs=0.05)


# Measuring


def weeks_to_grade(year: Year) -> int:
    answers = 0
    for week, quiz in enumerate(year.quizzes, start=1):
        answers += len(quiz)
        if isinstance(grade(year.past[:answers]), Grade):
            return week
    return 999


@pytest.mark.parametrize(("count", "median", "most"), [(1, 26, 35), (2, 13, 16), (3, 13, 16)])
def test_a_grade_comes_within_half_a_year_at_one_a_week_and_within_three_months_at_more(
    count: int, median: int, most: int
) -> None:
    weeks = sorted(weeks_to_grade(year) for year in years(knows(0.8), count, people=20))
    assert weeks[10] <= median
    assert weeks[-1] <= most


def test_anchors_are_met_all_year_of_both_sides_evenly_in_an_order_of_ones_own() -> None:
    orders = set()
    for year in years(knows(0.8), 1):
        met = [one for one in year.past if one.anchor and one.first]
        assert len(met) >= 12
        assert abs(sum(one.scam for one in met) - len(met) / 2) <= 1
        assert len(over_time(year.past)) == 4
        orders.add(tuple(one.item for one in met))
    assert len(orders) == 8


@pytest.mark.parametrize("count", [2, 3])
def test_no_quiz_has_two_anchors_that_are_new(count: int) -> None:
    for year in years(knows(0.6), count):
        met: set[str] = set()
        for quiz in year.quizzes:
            new = {one.id for one in quiz if one.anchor} - met
            assert len(new) <= 1
            met |= new


def test_three_of_a_quiz_are_of_two_kinds_or_more() -> None:
    for year in years(knows(0.6), 3):
        assert all(len({one.kind for one in quiz}) >= 2 for quiz in year.quizzes[:20])  # then other kinds run out


def new_ones(year: Year) -> Iterator[Answered]:
    """Answers to ideas that were new, anchors apart: where a choice is free to look at difficulty."""
    met: set[str] = set()
    for one in year.past:
        if one.idea not in met and not one.anchor:
            yield one
        met.add(one.idea)


def test_difficulty_of_what_is_new_starts_easy_and_follows_skill() -> None:
    def levels(rate: float, start: int, end: int) -> float:
        found = [one.difficulty for year in years(knows(rate), 3) for one in list(new_ones(year))[start:end]]
        return sum(found) / len(found)

    assert levels(0.95, 0, 2) == levels(0.6, 0, 2) == 1
    assert levels(0.95, 4, 8) > 2.5
    assert levels(0.95, 4, 8) > levels(0.6, 4, 8) + 0.4


# Grades of people who play


def graded(past: Sequence[Answered]) -> Grade:
    its = grade(past)
    assert isinstance(its, Grade)
    return its


def test_people_get_the_grades_that_they_should() -> None:
    flags, trusts = (graded(played(person, YEAR, 3).past) for person in (flags_everything, trusts_everything))
    assert (flags.spotting.low, flags.trusting.high, flags.lean) == (9, 1, "scam")
    assert (trusts.spotting.high, trusts.trusting.low, trusts.lean) == (1, 9, "trust")
    assert abs(flags.detection.d) < 1 and abs(trusts.detection.d) < 1
    assert graded(played(knows(0.95), YEAR, 3).past).detection.d > 2.5


def test_who_learns_is_seen_to_learn_from_first_answers_to_anchors() -> None:
    quarters = [over_time(year.past) for year in years(learns, 1, people=40)]

    def d(place: int) -> float:
        ones = [its[place] for its in quarters]
        spotted, trusted = sum(one.spotted for one in ones), sum(one.trusted for one in ones)
        missed, flagged = sum(one.scams for one in ones) - spotted, sum(one.genuine for one in ones) - trusted
        return detection(spotted, missed, flagged, trusted).d

    assert d(0) == pytest.approx(0.56, abs=0.5)  # 2 z(0.61)
    assert d(-1) > d(0) + 1.2


@pytest.mark.parametrize("count", [1, 3])
def test_a_year_played_twice_is_the_same_year(count: int) -> None:
    assert played(knows(0.7), YEAR, count) == played(knows(0.7), YEAR, count)


def test_when_everything_is_answered_quizzes_go_on() -> None:
    year = played(knows(0.9), 150, 3)
    assert len({one.item for one in year.past}) == len(POOL)
    assert all(len(quiz) == 3 for quiz in year.quizzes)
