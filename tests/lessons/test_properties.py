"""What holds for any number of topics, any frequency and any past."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.lessons.choose import Shown, Wish, choose, going_round
from tests.lessons.made_up import (
    DAY,
    START,
    Made,
    days_by_tip,
    longest_wait,
    played,
    rests,
    rests_at_each_stage,
    tips,
)

GAPS = (7, 21, 60, 105)
SEEDS = st.text(max_size=6)
TOPICS = st.integers(1, 20)
NEEDS = st.dictionaries(st.integers(0, 19).map("topic-{}".format), st.floats(0, 1), max_size=20)


@given(TOPICS, st.floats(1, 40), SEEDS)
def test_no_topic_comes_back_within_its_gap_where_tips_come_seldom_enough(topics: int, every: float, seed: str) -> None:
    assume(topics * every >= 106)
    for times, rest in rests_at_each_stage(played(tips(topics, each=3), every, turns=50, wish=Wish(seed=seed))):
        assert rest >= GAPS[min(times, 4) - 1] - 0.6


@given(TOPICS, st.floats(1, 40), SEEDS, NEEDS)
def test_no_need_brings_a_topic_back_within_a_week(
    topics: int, every: float, seed: str, weak: dict[str, float]
) -> None:
    assume(topics * every >= 7.6)
    shown = played(tips(topics, each=8), every, turns=50, wish=Wish(seed=seed, weak=weak))
    assert all(rest >= 6.4 for _, rest in rests_at_each_stage(shown))


@pytest.mark.thorough
@given(TOPICS, st.floats(1, 40), SEEDS, NEEDS)
def test_no_topic_waits_for_more_than_four_months_where_tips_come_often_enough(
    topics: int, every: float, seed: str, weak: dict[str, float]
) -> None:
    assume(topics * every <= 105)
    shown = played(tips(topics, each=20), every, turns=80, wish=Wish(seed=seed, weak=weak))
    assert longest_wait(shown, topics) <= 120.6


@given(st.integers(1, 6), st.integers(1, 12), st.floats(0.5, 8), SEEDS, NEEDS)
def test_no_tip_comes_back_within_four_weeks_where_there_are_enough(
    topics: int, each: int, every: float, seed: str, weak: dict[str, float]
) -> None:
    assume(topics * each * every >= 29)
    shown = played(tips(topics, each), every, turns=60, wish=Wish(seed=seed, weak=weak))
    assert all(rest >= 27.4 for days in days_by_tip(shown).values() for rest in rests(days))


WORDS = st.sampled_from(["a", "b", "c"])
SOME = st.lists(WORDS, max_size=2, unique=True).map(tuple)
TIPS = st.lists(
    st.builds(Made, st.integers(0, 40).map(str), WORDS, SOME, SOME, st.booleans(), SOME),
    max_size=25,
    unique_by=lambda tip: tip.id,
)
PAST = st.lists(
    st.builds(Shown, st.integers(0, 40).map(str), WORDS, st.integers(-500, 500).map(lambda days: START + days * DAY)),
    max_size=25,
)
WISHES = st.builds(
    Wish,
    topics=st.frozensets(WORDS, max_size=2),
    audience=st.frozensets(WORDS, max_size=2),
    weak=st.dictionaries(WORDS, st.floats(0, 1)),
    seed=SEEDS,
)


def in_season(season: str) -> bool:
    return season == "a"


@given(st.data(), TIPS, PAST, WISHES)
def test_the_order_of_the_files_does_not_matter(
    data: st.DataObject, among: list[Made], shown: list[Shown], wish: Wish
) -> None:
    other = data.draw(st.permutations(among))
    assert choose(other, shown, START, wish, in_season) == choose(among, shown, START, wish, in_season)
    assert going_round(other, "a", shown, START, wish) == going_round(among, "a", shown, START, wish)


def fitting(among: Sequence[Made], wish: Wish) -> list[Made]:
    return [
        tip
        for tip in among
        if (not wish.topics or tip.topic in wish.topics)
        and (not tip.audience or wish.audience & set(tip.audience))
        and (not tip.only_in_season or "a" in tip.seasons)
    ]


@given(TIPS, PAST, WISHES)
def test_whatever_the_clock_said_a_tip_that_fits_comes_and_none_only_where_none_does(
    among: list[Made], shown: list[Shown], wish: Wish
) -> None:
    tip = choose(among, shown, START, wish, in_season)
    allowed = fitting(among, wish)
    assert tip in allowed if allowed else tip is None


LATELY = st.lists(st.tuples(st.integers(0, 12).map(str), st.integers(0, 60)), max_size=25)


@given(st.lists(WORDS, min_size=1, max_size=13), LATELY, SEEDS)
def test_a_tip_of_the_last_four_weeks_comes_only_where_all_are_and_then_the_oldest(
    topics: list[str], lately: list[tuple[str, int]], seed: str
) -> None:
    among = [Made(str(number), topic, seasons=("a",)) for number, topic in enumerate(topics)]
    lately.sort(key=lambda one: -one[1])
    tip = choose(among, [Shown(id, "a", START - ago * DAY) for id, ago in lately], START, Wish(seed=seed), in_season)
    ages = {one.id: min([ago for id, ago in lately if id == one.id], default=1000) for one in among}
    assert tip is not None
    assert ages[tip.id] >= 28 or ages[tip.id] == max(ages.values())
