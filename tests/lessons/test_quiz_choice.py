"""One choice of questions at a time: each rule, with a pool in which it alone decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lessons.quiz_choice import QuizWish, choose_questions
from bot.lessons.quiz_past import Answered
from bot.lessons.quiz_sides import FEWEST, HALF, MOST, drawn, scam_odds
from bot.lessons.quiz_skill import fitting_difficulty
from tests.lessons.made_up_quizzes import DAY, POOL, START, Item, answered, judged

SEEDS = [f"U{n}" for n in range(60)]
YESTERDAY = START - DAY


def chosen(
    pool: Sequence[Item],
    past: Sequence[Answered] = (),
    due: Sequence[str] = (),
    count: int = 1,
    wish: QuizWish | None = None,
    seed: str = "U1",
) -> list[str]:
    """The ids that come; of the ideas that are due, each was due a day after the one before it."""
    days = {idea: YESTERDAY - (len(due) - place) * DAY for place, idea in enumerate(due)}
    wish = wish or QuizWish(seed=seed)
    return [one.id for one in choose_questions(pool, past, days, START, count, wish)]


def ever(pool: Sequence[Item], past: Sequence[Answered] = (), due: Sequence[str] = (), count: int = 1) -> set[str]:
    """All that may come, whatever the seed."""
    return {id for seed in SEEDS for id in chosen(pool, past, due, count, seed=seed)}


def both(name: str, idea: str, **facts: str | int | bool) -> list[Item]:
    """A scam and a genuine mail of an idea."""
    scam = replace(Item(f"{name}-scam", idea), **facts)  # type: ignore[arg-type]  # fields by their names
    return [scam, replace(scam, id=f"{name}-genuine", genuine=True)]


# Enough for a grade, all of it easy, and no run at the end.
JUDGED = [one for two in zip(judged(True, [True] * 10), judged(False, [True] * 10), strict=True) for one in two]
ELSEWHERE = [one for n in range(4) for one in both(f"new-{n}", f"new-{n}")]


# (a) What is due


def test_an_idea_that_is_due_comes_before_new_ones_and_in_another_item() -> None:
    met, *others = both("one", "known") + both("two", "known")
    assert ever([met, *others, *ELSEWHERE], [answered(met, False, 3)], ["known"]) <= {one.id for one in others}


def test_an_idea_that_is_not_due_yet_gives_way_to_new_ones() -> None:
    met, *others = both("one", "known") + both("two", "known")
    days = {"known": START + timedelta(minutes=1)}
    for seed in SEEDS:
        (one,) = choose_questions(
            [met, *others, *ELSEWHERE], [answered(met, False)], days, START, 1, QuizWish(seed=seed)
        )
        assert one.idea != "known"


def test_of_two_ideas_that_are_due_the_most_overdue_comes_first() -> None:
    first, second = both("a", "first") + both("a2", "first"), both("b", "second") + both("b2", "second")
    past = [answered(first[0], False), answered(second[0], False)]
    assert ever(first + second, past, ["first", "second"]) <= {one.id for one in first}
    assert ever(first + second, past, ["second", "first"]) <= {one.id for one in second}


def test_where_an_idea_has_nothing_unanswered_what_was_answered_longest_ago_comes() -> None:
    a, b, c = (Item(f"{name}", "known") for name in "abc")
    past = [answered(b, True, 40), answered(c, True, 30), answered(a, False, 20)]
    assert ever([a, b, c], past, ["known"]) == {"b"}


def test_the_very_item_that_was_missed_last_comes_only_where_its_idea_has_no_other() -> None:
    a, b = Item("a", "known"), Item("b", "known", genuine=True)
    again = [answered(b, True, 3), answered(a, False, 40)]  # answered in this order, whatever the clock said
    assert ever([a, b], again, ["known"]) == {"b"}
    assert ever([a], again, ["known"]) == {"a"}


def test_a_right_idea_without_other_words_waits_for_new_ones_and_a_missed_one_does_not() -> None:
    met = Item("a", "known")
    assert "a" not in ever([met, *ELSEWHERE], [answered(met, True, 9)], ["known"])
    other = Item("b", "known")
    past = [answered(other, True, 9), answered(met, False, 8)]
    assert ever([met, other, *ELSEWHERE], past, ["known"]) == {"b"}


def test_after_two_repetitions_comes_a_new_idea_unless_something_was_missed() -> None:
    ideas = {name: both(f"{name}1", name) + both(f"{name}2", name) for name in "abc"}
    pool = [one for its in ideas.values() for one in its]
    met = [answered(ideas[name][0], True, 30) for name in "abc"]
    repeated = [answered(ideas[name][1], True, 20) for name in "ab"]
    assert ever(pool + ELSEWHERE, met + repeated, ["c"]) <= {one.id for one in ELSEWHERE}
    assert ever(pool + ELSEWHERE, met + repeated[:1], ["c"]) <= {one.id for one in ideas["c"]}
    missed = [answered(ideas["c"][0], False, 30), *met[:2], *repeated]
    assert ever(pool + ELSEWHERE, missed, ["c"]) <= {one.id for one in ideas["c"]}


def test_a_quiz_asks_no_idea_twice_while_there_are_others() -> None:
    pool = both("a", "a") + both("a2", "a") + both("b", "b") + both("c", "c")
    for seed in SEEDS:
        assert len({one.split("-")[0][0] for one in chosen(pool, due=["a"], count=3, seed=seed)}) == 3


# (b) What is new


def test_of_new_ideas_those_of_weak_topics_come_first() -> None:
    pool = [*both("a", "a", topic="strong"), *both("b", "b", topic="weak"), *both("c", "c", topic="weaker")]
    for seed in SEEDS:
        wish = QuizWish(weak={"weak": 0.4, "weaker": 0.9, "strong": 0.1}, seed=seed)
        assert chosen(pool, wish=wish)[0].startswith("c")
        assert chosen(pool[:4], wish=wish)[0].startswith("b")


def test_a_new_idea_comes_before_another_item_of_one_that_rests() -> None:
    rests = both("rests", "rests") + both("rests2", "rests")
    past = [answered(rests[0], True, 1)]
    assert ever([*rests, *ELSEWHERE], past) <= {one.id for one in ELSEWHERE}


def test_before_ten_and_ten_legit_or_scam_comes_before_other_kinds_and_afterwards_all_kinds_come() -> None:
    pool = [replace(one, kind=kind, id=f"{kind}-{one.id}") for one in ELSEWHERE for kind in ("judge", "do", "part")]
    assert {id.split("-")[0] for id in ever(pool)} == {"judge"}
    other = answered(Item("w", "w", kind="which"))
    assert {id.split("-")[0] for id in ever(pool, [*JUDGED, other])} == {"judge", "do", "part"}


# (c) and (d) Sides


def test_odds_are_a_half_for_whoever_errs_on_both_sides_alike_or_has_judged_too_few() -> None:
    assert scam_odds([]) == HALF
    for wrong in (0, 3, 6, 12):
        rights = [False] * wrong + [True] * (12 - wrong)
        assert scam_odds(judged(True, rights) + judged(False, rights)) == HALF
    assert scam_odds(judged(True, [True] * 12) + judged(False, [False] * 3)) == HALF


def test_who_flags_everything_gets_fewer_scams_and_who_trusts_everything_some_more() -> None:
    right, wrong = [True] * 12, [False] * 12
    assert scam_odds(judged(True, right) + judged(False, wrong)) == FEWEST
    assert scam_odds(judged(True, wrong) + judged(False, right)) == MOST


@given(st.integers(0, 12), st.integers(0, 12))
def test_odds_follow_the_lean_and_one_more_false_alarm_never_brings_more_scams(alarms: int, misses: int) -> None:
    def odds(alarms: int, misses: int) -> float:
        return scam_odds(
            judged(True, [n >= misses for n in range(12)]) + judged(False, [n >= alarms for n in range(12)])
        )

    assert FEWEST <= odds(alarms, misses) <= MOST
    assert odds(min(12, alarms + 1), misses) <= odds(alarms, misses) <= odds(alarms, min(12, misses + 1))
    assert (odds(alarms, misses) < HALF) == (alarms - misses > 3)
    assert (odds(alarms, misses) > HALF) == (misses - alarms > 3)


def test_only_the_last_twelve_of_either_side_say_where_somebody_leans() -> None:
    long_ago = judged(True, [True] * 30) + judged(False, [False] * 30)
    assert scam_odds(long_ago) == FEWEST
    assert scam_odds(long_ago + judged(True, [True] * 12) + judged(False, [True] * 12)) == HALF


def test_other_kinds_say_nothing_about_where_somebody_leans() -> None:
    other = [answered(Item(str(n), kind="do", genuine=True), False) for n in range(12)]
    assert scam_odds(judged(True, [True] * 12) + other) == HALF


@pytest.mark.parametrize("scam", [True, False])
def test_after_three_of_a_side_comes_the_other_counted_over_the_last_answers_too(scam: bool) -> None:
    run = [answered(Item(f"r{n}", f"r{n}", genuine=not scam)) for n in range(3)]
    between = [answered(Item(f"p{n}", f"p{n}", kind="part")) for n in range(4)]  # no side, so no end of a run
    for seed in SEEDS:
        assert chosen(ELSEWHERE, run + between, seed=seed)[0].endswith("genuine" if scam else "scam")
    assert {id[-4:] for id in ever(ELSEWHERE, run[:2] + between)} == {"scam", "uine"}


def test_what_is_due_does_not_make_a_run_longer() -> None:
    run = [answered(Item(f"r{n}", f"r{n}")) for n in range(3)]
    known = [Item("a", "known"), Item("b", "known")]
    past = [answered(known[0], False, 30), *run]
    assert all(id.endswith("genuine") for id in ever([*known, *ELSEWHERE], past, ["known"]))


def test_a_run_goes_on_only_where_there_is_no_other_side() -> None:
    run = [answered(Item(f"r{n}", f"r{n}")) for n in range(3)]
    assert chosen([Item("a"), Item("b")], run) != []


def test_a_draw_is_by_chance_alone_until_a_run_is_full() -> None:
    assert drawn(0.5, [True, True], 0.49) == (True, False)
    assert drawn(0.5, [True, True], 0.51) == (False, False)
    assert drawn(0.99, [True, True, True], 0.0) == (False, True)
    assert drawn(0.01, [True, False, False, False], 0.9) == (True, True)


# (e) Difficulty


def test_it_starts_easy_and_gets_harder_with_right_answers_and_easier_with_wrong_ones() -> None:
    assert fitting_difficulty([]) == fitting_difficulty(judged(True, [True] * 3)) == 1
    assert fitting_difficulty(judged(True, [True] * 8, difficulty=1)) == 2
    assert fitting_difficulty(judged(True, [True] * 8, difficulty=2)) == 3
    for level in (1, 2, 3):
        three_of_four = [True, True, True, False] * 2
        assert fitting_difficulty(judged(True, three_of_four, difficulty=level)) == level
    assert fitting_difficulty(judged(True, [False] * 8, difficulty=3)) == 2
    assert fitting_difficulty(judged(True, [False] * 8, difficulty=2)) == 1


def test_skill_is_read_from_the_last_eight_first_answers() -> None:
    now = judged(True, [True] * 8, difficulty=2)
    again = judged(False, [False] * 8, first=False)
    assert fitting_difficulty(judged(False, [False] * 20) + now + again) == 3


@pytest.mark.parametrize(("answers", "level"), [([], 1), (judged(True, [True] * 8, difficulty=2), 3)])
def test_questions_are_as_hard_as_fits(answers: list[Answered], level: int) -> None:
    pool = [one for hard in (1, 2, 3) for one in both(f"{hard}", f"idea-{hard}", difficulty=hard)]
    assert {id[0] for id in ever(pool, answers)} == {str(level)}


# (f) Anchors


def anchors(each: int) -> list[Item]:
    return [one for n in range(each) for one in both(f"anchor-{n}", f"anchored-{n}", anchor=True, difficulty=3)]


def anchored(ids: Sequence[str]) -> int:
    return sum(id.startswith("anchor") for id in ids)


@pytest.mark.parametrize("count", [2, 3])
def test_a_quiz_of_two_or_three_has_at_most_one_anchor_and_most_have_one_however_hard(count: int) -> None:
    had = [anchored(chosen(anchors(8) + ELSEWHERE, count=count, seed=seed)) for seed in SEEDS]
    assert max(had) == 1
    assert sum(had) > 0.7 * len(had)


def test_a_quiz_of_one_is_an_anchor_after_two_others() -> None:
    pool = anchors(8) + ELSEWHERE
    others = [answered(Item(f"o{n}", f"o{n}", genuine=n == 1)) for n in range(2)]
    last = answered(Item("anchor-x", "x", anchor=True, genuine=True))
    assert anchored([*ever(pool), *ever(pool, others[:1]), *ever(pool, [*others, last, others[0]])]) == 0
    turn = ever(pool, [last, *others])
    assert {(id.startswith("anchor"), id[-4:]) for id in turn} == {(True, "scam"), (False, "uine")}


def test_the_side_with_fewer_anchors_answered_comes_next() -> None:
    past = [answered(Item("anchor-x", "x", anchor=True))]
    ids = ever(anchors(8) + ELSEWHERE, past, count=3)
    assert {id[-4:] for id in ids if id.startswith("anchor")} == {"uine"}
    assert {id[-4:] for id in ids if not id.startswith("anchor")} == {"scam", "uine"}


def test_an_anchor_never_comes_as_the_repetition_of_an_idea() -> None:
    other = Item("anchor-other", "known", anchor=True, genuine=True)
    met, plain = both("met", "known")
    for right in (True, False):
        ids = ever([met, plain, other, *ELSEWHERE], [answered(met, right)], ["known"], count=3)
        assert "anchor-other" not in ids and plain.id in ids
    missed_and_not_due = ever([met, other, *ELSEWHERE], [answered(met, False)], count=3)
    assert "anchor-other" not in missed_and_not_due


def test_a_missed_anchor_comes_back_in_an_item_that_is_none() -> None:
    met, other = anchors(1)
    plain = Item("plain", "anchored-0")
    assert ever([met, other, plain], [answered(met, False)], ["anchored-0"]) == {"plain"}


# (g) Kinds


def test_a_quiz_has_not_three_of_a_kind_where_there_is_another() -> None:
    part = Item("part", "p", kind="part")
    for past in ([], JUDGED):
        for seed in SEEDS:
            three = chosen([*ELSEWHERE, part], past, count=3, seed=seed)
            assert len(three) == 3 and "part" in three
    assert len(chosen(ELSEWHERE, count=3)) == 3


def test_after_ten_and_ten_kinds_are_mixed_from_one_quiz_to_the_next_too() -> None:
    part = Item("part", "p", kind="part")
    assert ever([*ELSEWHERE, part], JUDGED) == {"part"}
    assert "part" not in ever([*ELSEWHERE, part], JUDGED[1:])


# (h) Limits


def test_topics_that_were_not_asked_for_never_come() -> None:
    wish = QuizWish(topics=frozenset({"topic-2", "topic-9"}))
    topics = {one.id: one.topic for one in POOL}
    for seed in SEEDS:
        assert {topics[id] for id in chosen(POOL, count=3, wish=replace(wish, seed=seed))} <= wish.topics
    assert chosen(POOL, wish=QuizWish(topics=frozenset({"gone"}))) == []


def test_when_all_is_answered_what_was_answered_longest_ago_comes() -> None:
    pool = [Item(f"q{n}", f"idea-{n}", genuine=n % 2 == 0) for n in range(10)]
    order = [3, 8, 1, 6, 0, 2, 5, 7, 4, 9]
    past = [answered(pool[n], True, days_ago=20) for n in order]
    assert ever(pool, past) == {"q3", "q8"}  # of either side


def test_an_empty_pool_gives_nothing_and_a_small_one_all_it_has() -> None:
    assert chosen([], JUDGED, ["known"], count=3) == []
    assert chosen([Item("a")], [answered(Item("a"), False)], ["idea"], count=3) == ["a"]


def test_what_was_answered_or_due_and_is_gone_from_the_files_is_no_trouble() -> None:
    gone = answered(Item("gone", "gone-idea", anchor=True), False)
    assert len(chosen(POOL, [gone], ["gone-idea", "other"], count=3)) == 3


# Chance


def test_the_same_seed_gives_the_same_questions_on_every_machine() -> None:
    assert chosen(POOL, count=3, seed="T1/U1") == FIRST


FIRST = ["item-12-0", "item-48-0", "item-5-2"]


def test_different_seeds_begin_with_different_questions() -> None:
    assert len({chosen(POOL, seed=seed)[0] for seed in SEEDS}) > 20


ITEMS = st.lists(
    st.builds(
        Item,
        st.integers(0, 30).map(str),
        st.sampled_from("abcde"),
        st.sampled_from(["t", "u"]),
        st.sampled_from(["judge", "do", "part", "which"]),
        st.booleans(),
        st.integers(1, 3),
        st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.id,
)
PAST = st.lists(st.tuples(st.integers(0, 19), st.booleans(), st.integers(-400, 400)), max_size=30)


@given(
    ITEMS, PAST, st.dictionaries(st.sampled_from("abcdefg"), st.integers(-200, 200)), st.integers(1, 3),
    st.frozensets(st.sampled_from(["t", "u"])), st.text(max_size=4), st.randoms(use_true_random=False),
)  # fmt: skip
def test_whatever_was_answered_as_many_come_as_there_are_each_once_and_in_any_order_of_files_the_same(
    pool: list[Item], answers: list[tuple[int, bool, int]], days: dict[str, int], count: int,
    topics: frozenset[str], seed: str, chance: object,
) -> None:  # fmt: skip
    past = [answered(pool[place % len(pool)], right, ago) for place, right, ago in answers] if pool else []
    due = {idea: START + day * DAY for idea, day in days.items()}
    wish = QuizWish(topics=topics, seed=seed)
    ones = choose_questions(pool, past, due, START, count, wish)
    fitting = [one for one in pool if not topics or one.topic in topics]
    assert len(ones) == len(set(ones)) <= min(count, len(fitting))
    assert set(ones) <= set(fitting)
    assert len(ones) >= min(1, len(fitting))
    assert choose_questions(pool[::-1], past, due, START, count, wish) == ones
