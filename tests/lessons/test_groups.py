"""A team's figures, and somebody who subtracts them from each other until one person is left."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.groups import GroupAnswer, GroupFigures, Rates, group_figures
from tests.lessons.made_up_quizzes import Item, answered

FEWEST = 5


def said(
    person: int, topic: str = "orders", difficulty: int = 1, anchor: bool = False, right: bool = True, scam: bool = True
) -> GroupAnswer:
    name = f"{topic}-{difficulty}-{anchor}-{scam}"
    item = Item(name, topic=topic, difficulty=difficulty, anchor=anchor, genuine=not scam)
    return GroupAnswer(f"U{person}", answered(item, right))


def cell_rows(answers: Sequence[GroupAnswer], rates: Rates, scam: bool) -> list[list[int]]:
    """For each figure that is shown, which answers it counts (1) and which not (0): as the docstrings say."""
    every = [one.answered for one in answers if one.answered.scam == scam]
    rows = [[1 for _ in every]] if rates.overall else []
    rows += [[int(one.anchor) for one in every]] if rates.anchors else []
    rows += [[int(one.topic == topic and not one.anchor) for one in every] for topic in rates.by_topic]
    rows += [[int(one.difficulty == level and not one.anchor) for one in every] for level in rates.by_difficulty]
    return rows


def rank(rows: Iterable[Sequence[int]], prime: int = 2_147_483_647) -> int:
    """How many rows do not follow from the others."""
    left = [list(row) for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column] % prime), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        inverse = pow(pivot[column], -1, prime)
        for place, row in enumerate(left):
            if place != found and row[column] % prime:
                times = row[column] * inverse
                left[place] = [(a - times * b) % prime for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def gives_away(people: Sequence[str], rows: Sequence[Sequence[int]]) -> bool:
    """Does some sum or difference of these figures, with any weights, stand on some answers of fewer than five people?

    It does where the figures without those people's answers say less than before: some combination then is empty.
    """
    if not rows:
        return False
    whole = rank(rows)
    for few in combinations(sorted(set(people)), min(FEWEST - 1, len(set(people)))):
        others = [place for place, one in enumerate(people) if one not in few]
        if rank([[row[place] for place in others] for row in rows]) < whole:
            return True
    return False


def all_rows(answers: Sequence[GroupAnswer], scam: bool) -> list[list[int]]:
    """Each figure with five people in it: what the rule of five alone would show."""
    every = [one for one in answers if one.answered.scam == scam]
    plain = [one for one in every if not one.answered.anchor]
    cells = [every, [one for one in every if one.answered.anchor]]
    cells += [[one for one in plain if one.answered.topic == t] for t in sorted({o.answered.topic for o in plain})]
    cells += [[one for one in plain if one.answered.difficulty == level] for level in (1, 2, 3)]
    return [[int(one in cell) for one in every] for cell in cells if len({one.person for one in cell}) >= FEWEST]


def assert_nothing_given_away(answers: Sequence[GroupAnswer]) -> None:
    figures = group_figures(answers)
    for rates, scam in ((figures.spotting, True), (figures.trusting, False)):
        people = [one.person for one in answers if one.answered.scam == scam]
        assert not gives_away(people, cell_rows(answers, rates, scam))


ANSWERS = st.lists(
    st.builds(
        said,
        st.integers(1, 9),
        topic=st.sampled_from(["orders", "links", "boss"]),
        difficulty=st.integers(1, 3),
        anchor=st.booleans(),
        scam=st.just(True),
    ),
    min_size=12,
    max_size=45,
    unique_by=lambda one: (one.person, one.answered.item),
)


@given(ANSWERS)
def test_no_sum_or_difference_of_figures_stands_on_fewer_than_five_people(answers: list[GroupAnswer]) -> None:
    assert_nothing_given_away(answers)


def team(people: int, each: int, seed: int) -> list[GroupAnswer]:
    """A month: everybody answered so many different questions of six topics."""
    chance = Random(seed)
    items = [(f"topic-{t}", d, a, s) for t in range(6) for d in (1, 2, 3) for a in (False, True) for s in (True, False)]
    return [
        said(person, topic, level, anchor, chance.random() < 0.7, scam)
        for person in range(people)
        for topic, level, anchor, scam in chance.sample(items, each)
    ]


@pytest.mark.parametrize("people", [5, 6, 8, 10])
def test_no_team_of_any_size_is_told_what_stands_on_fewer_than_five(people: int) -> None:
    for seed in range(4):
        assert_nothing_given_away(team(people, each=8, seed=seed))


# Each shows five people in every figure, and yet gives somebody away.
FIVE_ALONE = {
    "a topic that is left over": [said(n) for n in range(9)] + [said(0, "links"), said(1, "links")],
    "a difficulty that is left over": [said(n) for n in range(9)] + [said(3, difficulty=3)],
    "what is no anchor": [said(n, anchor=True) for n in range(9)] + [said(3)],
    "the rest of a topic that is all of one difficulty but for one": [
        *(said(n, "orders", 1) for n in range(8)), said(8, "orders", 2),
        *(said(n, "links", 2) for n in range(8)), *(said(n, "boss", 3) for n in range(8)),
    ],
    "two people, each in another's place": [
        *(said(n, "orders", 1) for n in range(7)), said(0, "orders", 2),
        *(said(n, "links", 2) for n in range(7)), said(1, "links", 1),
    ],
}  # fmt: skip


@pytest.mark.parametrize("answers", FIVE_ALONE.values(), ids=FIVE_ALONE.keys())
def test_what_five_in_each_figure_alone_would_give_away_is_not_given_away(answers: list[GroupAnswer]) -> None:
    assert gives_away([one.person for one in answers], all_rows(answers, scam=True))
    assert_nothing_given_away(answers)
    assert group_figures(answers).spotting.overall is not None


def test_of_two_figures_that_give_somebody_away_together_one_is_still_shown() -> None:
    figures = group_figures(FIVE_ALONE["two people, each in another's place"]).spotting
    assert list(figures.by_difficulty) == [1, 2] and not figures.by_topic


def test_two_small_topics_hide_each_other_where_together_they_have_five_people() -> None:
    answers = [said(n) for n in range(9)] + [said(n, "links") for n in (0, 1, 2)] + [said(n, "boss") for n in (3, 4, 5)]
    assert list(group_figures(answers).spotting.by_topic) == ["orders"]


def test_a_team_of_four_is_told_nothing_however_much_it_answers() -> None:
    figures = group_figures(team(people=4, each=30, seed=1))
    nothing = Rates(None, None, {}, {})
    assert figures == GroupFigures(None, None, nothing, nothing)


def test_many_answers_of_few_people_are_hidden_and_few_answers_of_five_people_are_shown() -> None:
    loud = [said(n, "links", difficulty) for n in range(4) for difficulty in (1, 2, 3)]
    quiet = [said(n, "boss") for n in range(10, 15)]
    figures = group_figures(loud + quiet + [said(n) for n in range(20, 29)]).spotting
    assert "links" not in figures.by_topic
    assert group_figures(quiet).spotting.by_topic["boss"].people == 5


def test_one_who_answers_often_is_one_person() -> None:
    figures = group_figures([said(n, topic) for n in range(6) for topic in ("orders", "links")])
    assert (figures.people, figures.answers) == (6, 12)
    assert figures.spotting.overall is not None and figures.spotting.overall.people == 6


def test_a_large_team_sees_every_figure() -> None:
    figures = group_figures(team(people=60, each=12, seed=2))
    for rates in (figures.spotting, figures.trusting):
        assert rates.overall and rates.anchors
        assert len(rates.by_topic) == 6 and list(rates.by_difficulty) == [1, 2, 3]


def test_only_first_answers_to_legit_or_scam_have_a_rate_and_all_have_a_part_in_taking_part() -> None:
    counted = [said(n) for n in range(6)]
    again = [GroupAnswer(one.person, replace(one.answered, first=False, right=False)) for one in counted]
    other = [GroupAnswer(f"V{n}", replace(said(n).answered, kind="do", right=False)) for n in range(6)]
    figures = group_figures(counted + again + other)
    assert figures.spotting == group_figures(counted).spotting
    assert (figures.people, figures.answers) == (12, 18)


def test_scams_are_spotted_and_genuine_mails_are_trusted() -> None:
    answers = [said(n, right=n < 8) for n in range(10)] + [said(n, right=n < 4, scam=False) for n in range(10)]
    figures = group_figures(answers)
    assert figures.spotting.overall is not None and figures.spotting.overall.percent == 80
    assert figures.trusting.overall is not None and figures.trusting.overall.percent == 40


@given(st.integers(5, 60).flatmap(lambda people: st.tuples(st.integers(0, people), st.just(people))))
def test_rates_are_the_nearest_twentieth_and_never_say_all_or_none(counts: tuple[int, int]) -> None:
    right, people = counts
    rate = group_figures([said(n, right=n < right) for n in range(people)]).spotting.overall
    assert rate is not None and rate.people == people
    assert rate.percent % 5 == 0 and 5 <= rate.percent <= 95
    assert abs(rate.percent - min(95, max(5, 100 * right / people))) <= 2.5 + 1e-9


@given(ANSWERS, st.randoms())
def test_the_order_of_answers_and_the_names_of_people_make_no_difference(
    answers: list[GroupAnswer], chance: Random
) -> None:
    names = [f"U{n}" for n in range(1, 10)]
    others = chance.sample(names, len(names))
    renamed = [GroupAnswer(others[names.index(one.person)], one.answered) for one in answers]
    chance.shuffle(renamed)
    assert group_figures(renamed) == group_figures(answers)
