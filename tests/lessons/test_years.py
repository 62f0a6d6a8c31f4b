"""Schedules played through for years: what a channel would get at one tip a week, a day, a month."""

import pytest

from bot.lessons.choose import Shown, Wish
from tests.lessons.made_up import (
    ALL_YEAR,
    DAY,
    EIGHTY,
    START,
    Made,
    days_by_tip,
    days_by_topic,
    longest_wait,
    played,
    rests,
    rests_at_each_stage,
    season_at,
    tips,
)

GAPS = (7, 21, 60, 105)  # days after the first time, the second, the third, the fourth and from then on


def test_at_one_a_week_every_topic_comes_within_four_months() -> None:
    assert longest_wait(played(EIGHTY, every=7, turns=105), topics=15) <= 120


def test_at_one_a_week_no_topic_comes_back_within_its_gap() -> None:
    for times, rest in rests_at_each_stage(played(EIGHTY, every=7, turns=105)):
        assert rest >= GAPS[min(times, 4) - 1] - 0.5


def test_at_one_a_week_every_tip_comes_before_any_comes_again() -> None:
    shown = played(EIGHTY, every=7, turns=75)
    assert len({one.tip for one in shown}) == 75


def test_at_one_a_week_a_week_without_a_tip_costs_no_topic_its_four_months() -> None:
    before = played(EIGHTY, every=7, turns=40)
    back = before[-1].at.replace(second=0) + 2 * (before[1].at.replace(second=0) - before[0].at)
    assert longest_wait([*before, *played(EIGHTY, 7, 40, shown=before, start=back)], topics=15) <= 120


def test_days_that_lie_close_together_are_not_taken_for_a_faster_pace() -> None:
    shown: list[Shown] = []
    for turn in range(104):  # every Monday and Tuesday
        day = turn // 2 * 7 + turn % 2
        shown += played(tips(topics=30, each=4), every=1, turns=1, shown=shown, start=START + day * DAY)
    assert longest_wait(shown, topics=30) <= 120


def test_where_there_is_room_a_new_topic_comes_again_after_a_week_and_then_ever_later() -> None:
    shown = played(EIGHTY, every=1, turns=60)
    first = rests(days_by_topic(shown)[shown[0].topic])
    assert first[:2] == pytest.approx([7, 21], abs=1)


def test_with_half_as_many_topics_gaps_expand_at_one_a_week() -> None:
    shown = played(tips(topics=6, each=6), every=7, turns=40)
    first = rests(days_by_topic(shown)[shown[0].topic])
    assert first[:3] == pytest.approx([7, 21, 70], abs=0.1)
    assert longest_wait(shown, topics=6) <= 105.1


def test_at_one_a_day_a_tip_comes_every_day_and_none_twice_in_two_months() -> None:
    shown = played(EIGHTY, every=1, turns=730)
    assert min(min(rests(days)) for days in days_by_tip(shown).values()) > 60


def test_at_one_a_day_no_topic_comes_back_within_a_week() -> None:
    shown = played(EIGHTY, every=1, turns=730)
    assert min(rest for _, rest in rests_at_each_stage(shown)) > 6.9
    assert longest_wait(shown, topics=15) <= 45


def test_at_two_a_week_no_tip_comes_twice_within_four_months() -> None:
    shown = played(EIGHTY, every=3.5, turns=210)
    assert min(min(rests(days)) for days in days_by_tip(shown).values()) > 120


def test_at_one_a_month_every_topic_has_its_turn_before_any_comes_again() -> None:
    shown = played(EIGHTY, every=30.4, turns=45)
    for turn in range(30):
        assert len({one.topic for one in shown[turn : turn + 15]}) == 15


def test_at_one_a_month_a_weak_topic_has_more_turns_than_the_others() -> None:
    shown = played(EIGHTY, every=30.4, turns=45, wish=Wish(weak={"topic-3": 1.0}))
    turns = {topic: len(days) for topic, days in days_by_topic(shown).items()}
    assert turns.pop("topic-3") > 2 * max(turns.values())
    assert len(turns) == 14


def test_at_one_a_week_a_weak_topic_comes_oftener_and_the_others_keep_their_four_months() -> None:
    shown = played(EIGHTY, every=7, turns=105, wish=Wish(weak={"topic-3": 1.0, "topic-4": 0.3}))
    turns = {topic: len(days) for topic, days in days_by_topic(shown).items()}
    assert turns.pop("topic-3") >= 2 * max(turns.values())
    assert longest_wait(shown, topics=15) <= 120.1


def test_a_weak_topic_never_comes_back_within_a_week() -> None:
    shown = played(EIGHTY, every=1, turns=200, wish=Wish(weak={"topic-3": 1.0}))
    days = days_by_topic(shown)
    assert min(rests(days["topic-3"])) > 6.9
    assert len(days["topic-3"]) > 1.5 * len(days["topic-5"])


def test_a_weak_topic_never_comes_back_within_a_week_where_there_is_no_room_for_four_months_either() -> None:
    shown = played(tips(topics=20, each=8), every=6.25, turns=50, wish=Wish(weak={"topic-0": 1.0}))
    assert min(rests(days_by_topic(shown)["topic-0"])) > 6.9


def test_a_team_that_is_weak_everywhere_gets_what_one_gets_that_is_weak_nowhere_in_turn() -> None:
    weak = {f"topic-{number}": 1.0 for number in range(15)}
    assert longest_wait(played(EIGHTY, every=7, turns=105, wish=Wish(weak=weak)), topics=15) <= 120.1


SEASONS = ("black-friday", "holidays", "tax-time", "back-to-school")
SEASONAL = [
    Made(f"season-{number}", f"topic-{number % 15}", seasons=(SEASONS[number % 4],), only_in_season=number % 8 < 4)
    for number in range(16)
]


@pytest.mark.parametrize("every", [1, 7, 30.4])
def test_what_belongs_to_a_season_alone_comes_at_no_other_time(every: float) -> None:
    only = {tip.id: tip.seasons[0] for tip in SEASONAL if tip.only_in_season}
    shown = played(EIGHTY + SEASONAL, every, turns=int(740 / every), seasons=season_at)
    seen = [one for one in shown if one.tip in only]
    assert seen
    for one in seen:
        assert season_at(one.at)(only[one.tip])


def test_at_one_a_week_the_tips_of_a_long_season_all_come_and_once_a_year() -> None:
    shown = played(EIGHTY + SEASONAL, every=7, turns=104, seasons=season_at)
    for tip in SEASONAL:
        if tip.seasons == ("tax-time",):
            assert len([one for one in shown if one.tip == tip.id]) == 2


def test_seasons_make_no_topic_wait_for_five_months_at_one_a_week() -> None:
    shown = played(EIGHTY + SEASONAL, every=7, turns=156, seasons=season_at)
    assert longest_wait(shown, topics=15) <= 150


def test_two_channels_with_different_seeds_are_seldom_told_the_same_in_one_week() -> None:
    one = played(EIGHTY, every=7, turns=52, wish=ALL_YEAR)
    other = played(EIGHTY, every=7, turns=52, wish=Wish(seed="T1/C2"))
    same = sum(a.tip == b.tip for a, b in zip(one, other, strict=True))
    assert same < 13
