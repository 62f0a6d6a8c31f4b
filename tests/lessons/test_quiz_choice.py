"""One choice of questions at a time: each rule, with a pool in which it alone decides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.lessons.quiz_choice import QuizWish, choose_questions
from bot.lessons.quiz_past import Answered
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


# (d) Runs


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


# (e) Difficulty


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


def test_a_missed_anchor_comes_back_in_an_item_that_is_none_though_another_was_answered_longer_ago() -> None:
    met, other = anchors(1)
    plain = Item("plain", "anchored-0")
    assert ever([met, other, plain], [answered(met, False)], ["anchored-0"]) == {"plain"}
    assert ever([met, plain], [answered(met), answered(plain, False)], ["anchored-0"]) == {"plain"}


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
    assert chosen(POOL, count=3, seed="T1/U1") == ["anchor-16", "item-15-0", "item-31-2"]


def test_different_seeds_begin_with_different_questions() -> None:
    assert len({chosen(POOL, seed=seed)[0] for seed in SEEDS}) > 20
