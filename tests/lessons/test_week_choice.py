"""A channel's question: never the same one within a year, a scam as often as not, and none that is measured."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.lessons.quiz_choice import QuizWish
from bot.lessons.week_choice import choose_for_channel

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    id: str
    idea: str
    topic: str
    kind: str
    genuine: bool
    difficulty: int
    anchor: bool = False


POOL = [
    Item(f"{kind}-{number}-{genuine}", f"idea-{number}", f"topic-{number % 4}", kind, genuine, 1 + number % 3)
    for kind, number, genuine in product(("judge", "do"), range(20), (True, False))
]
GIVING_AWAY = [Item(f"part-{number}", "parts", "topic-1", "part", False, 2) for number in range(10)]
ANCHORS = [Item(f"anchor-{number}", "anchors", "topic-1", "judge", number % 2 == 0, 2, True) for number in range(10)]


def weeks(pool: list[Item], count: int, wish: QuizWish, days: int = 7) -> list[Item]:
    stood: list[tuple[str, datetime]] = []
    found = []
    for number in range(count):
        now = MONDAY + timedelta(days=days) * number
        one = choose_for_channel(pool, stood, now, wish)
        assert one
        found.append(one)
        stood.append((one.id, now))
    return found


@pytest.mark.parametrize("channel", ["T1/C1", "T1/C2", "T2/C1"])
def test_nothing_comes_twice_within_a_year_and_nothing_that_is_measured_or_gives_itself_away(channel: str) -> None:
    asked = weeks(POOL + GIVING_AWAY + ANCHORS, 80, QuizWish(seed=channel))
    for start in range(28):
        assert len({one.id for one in asked[start : start + 52]}) == 52
    assert {one.kind for one in asked[:80]} == {"judge", "do"}
    assert not any(one.anchor for one in asked)


def test_over_many_channels_half_are_scams_and_no_side_comes_four_times_in_a_row() -> None:
    scams = Counter[bool]()
    firsts = Counter[bool]()
    for number in range(60):
        asked = [not one.genuine for one in weeks(POOL, 40, QuizWish(seed=f"T1/C{number}"))]
        scams.update(asked)
        firsts[asked[0]] += 1
        assert not any(len(set(asked[at : at + 4])) == 1 for at in range(37))
    assert 0.46 < scams[True] / scams.total() < 0.54
    assert 15 < firsts[True] < 45


def test_two_channels_are_not_asked_the_same() -> None:
    one, other = (weeks(POOL, 20, QuizWish(seed=seed)) for seed in ("T1/C1", "T1/C2"))
    assert one != other and one == weeks(POOL, 20, QuizWish(seed="T1/C1"))


def test_where_all_stood_there_within_the_year_the_oldest_comes_again() -> None:
    few = POOL[:4]
    asked = weeks(few, 12, QuizWish(seed="T1/C1"), days=1)
    assert all(len({one.id for one in asked[at : at + 4]}) == 4 for at in (0,))
    assert {one.id for one in asked[4:]} == {one.id for one in few}


def test_only_the_wished_topics_are_asked_about_and_where_they_are_empty_nothing_is() -> None:
    asked = weeks(POOL, 10, QuizWish(frozenset({"topic-2"}), seed="T1/C1"))
    assert {one.topic for one in asked} == {"topic-2"}
    assert choose_for_channel(POOL, [], MONDAY, QuizWish(frozenset({"none"}))) is None


def test_where_only_kinds_that_give_themselves_away_are_new_they_come() -> None:
    stood = [(one.id, MONDAY) for one in POOL]
    one = choose_for_channel(POOL + GIVING_AWAY, stood, MONDAY + WEEK, QuizWish(seed="T1/C1"))
    assert one and one.kind == "part"


def test_what_stood_there_and_is_no_more_hinders_nothing() -> None:
    assert choose_for_channel(POOL, [("gone", MONDAY)], MONDAY + WEEK, QuizWish(seed="T1/C1"))
