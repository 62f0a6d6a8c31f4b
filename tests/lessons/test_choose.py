"""One choice at a time: who may get a tip, which of a topic's tips it is, and what a wrong clock does."""

from collections.abc import Sequence
from datetime import timedelta

from bot.lessons.choose import Shown, Wish, choose
from tests.lessons.made_up import DAY, EIGHTY, START, Made, longest_wait, never, played, season_at, tips

NOBODY = Wish()


def ago(*tips_and_days: tuple[Made, float]) -> list[Shown]:
    """What was shown so many days before START, in the order given."""
    return [Shown(tip.id, tip.topic, START - days * DAY) for tip, days in tips_and_days]


def chosen(among: Sequence[Made], shown: Sequence[Shown] = (), wish: Wish = NOBODY) -> str | None:
    tip = choose(among, shown, START, wish, never)
    return tip.id if tip else None


# Who may get it


def test_a_tip_for_finance_goes_to_finance_alone() -> None:
    only = [Made("bank-change", "invoices", audience=("finance", "managers"))]
    assert chosen(only) is None
    assert chosen(only, wish=Wish(audience=frozenset({"sales"}))) is None
    assert chosen(only, wish=Wish(audience=frozenset({"finance"}))) == "bank-change"


def test_what_is_for_everybody_goes_to_finance_as_well() -> None:
    assert chosen([Made("hang-up", "orders")], wish=Wish(audience=frozenset({"finance"}))) == "hang-up"


def test_topics_that_were_not_asked_for_never_come() -> None:
    shown = played(EIGHTY, every=1, turns=80, wish=Wish(topics=frozenset({"topic-2", "topic-9"})))
    assert {one.topic for one in shown} == {"topic-2", "topic-9"}


def test_none_comes_where_nothing_fits_the_wish_and_only_there() -> None:
    assert chosen([]) is None
    assert chosen(EIGHTY, wish=Wish(topics=frozenset({"a topic that is gone"}))) is None
    assert chosen(EIGHTY[:1], ago((EIGHTY[0], 0))) == EIGHTY[0].id


# Which topic


def test_what_is_most_overdue_for_its_gap_comes_first() -> None:
    once, thrice = Made("a", "once"), Made("b", "thrice")
    others = [Made("a2", "once"), Made("b2", "thrice")]
    past = ago((thrice, 130), (thrice, 100), (thrice, 62), (once, 30))  # 62 days of 60, 30 days of 7
    assert chosen([once, thrice, *others], past) == "a2"


def test_a_topic_that_was_never_shown_comes_before_one_that_still_rests() -> None:
    rests, new = Made("a", "rests"), Made("b", "new")
    assert chosen([rests, Made("a2", "rests"), new], ago((rests, 5))) == "b"


def test_what_was_learnt_and_waits_comes_before_what_is_new() -> None:
    waits, new = Made("a", "waits"), Made("b", "new")
    assert chosen([waits, Made("a2", "waits"), new], ago((waits, 7))) == "a2"


def test_a_weekly_tip_is_due_a_week_later_though_it_went_out_a_minute_late() -> None:
    waits, new = Made("a", "waits"), Made("b", "new")
    late = [Shown("a", "waits", START - 7 * DAY + timedelta(minutes=1))]
    assert chosen([waits, Made("a2", "waits"), new], late) == "a2"


def test_a_weak_topic_comes_before_the_others_even_when_all_are_new() -> None:
    assert chosen(EIGHTY, wish=Wish(weak={"topic-11": 0.4})) in {tip.id for tip in EIGHTY if tip.topic == "topic-11"}


def test_a_weak_topic_rests_for_less_long() -> None:
    strong, weak = tips(topics=2, each=5)[:5], tips(topics=2, each=5)[5:]
    past = ago(*((tip, days) for days, pair in ((90, 0), (60, 1), (35, 2)) for tip in (strong[pair], weak[pair])))
    past += ago((strong[3], 25))
    assert chosen(strong + weak, past, Wish(weak={"topic-1": 1.0})) == chosen(weak, past)


def test_figures_beyond_bounds_count_as_the_bound() -> None:
    weak = {"topic-1": float("nan"), "topic-2": -4.0, "topic-3": 7.0}
    assert chosen(EIGHTY, wish=Wish(weak=weak)) == chosen(EIGHTY, wish=Wish(weak={"topic-3": 1.0}))


# Which of its tips


def test_of_a_topic_what_was_never_shown_comes_first_and_then_what_was_shown_longest_ago() -> None:
    one, two, three = tips(topics=1, each=3)
    assert chosen([one, two, three], ago((two, 200), (one, 30))) == three.id
    assert chosen([one, two, three], ago((three, 300), (two, 200), (one, 130))) == three.id


def test_a_tip_of_the_last_four_weeks_comes_only_where_there_is_no_other() -> None:
    lone, other = Made("a", "lone"), Made("b", "other")
    past = ago((other, 29), (lone, 20))
    assert chosen([lone, other], past) == "b"
    assert chosen([lone, other], ago((lone, 20), (other, 3))) == "a"


# Seasons


def test_what_is_in_season_comes_before_what_is_overdue() -> None:
    season = Made("gifts", "orders", seasons=("black-friday",))
    now = START.replace(month=11, day=16)
    past = [Shown("x", "orders", now - 8 * DAY)]
    tip = choose([*EIGHTY, season], past, now, NOBODY, season_at(now))
    assert tip is season


def test_a_season_does_not_bring_a_topic_back_within_a_week() -> None:
    season = Made("gifts", "topic-1", seasons=("black-friday",))
    now = START.replace(month=11, day=16)
    tip = choose([*EIGHTY, season], [Shown("tip-1", "topic-1", now - 3 * DAY)], now, NOBODY, season_at(now))
    assert tip is not None and tip.topic != "topic-1"


def test_a_season_brings_a_weekly_topic_though_the_last_tip_went_out_a_minute_late() -> None:
    season = Made("gifts", "topic-1", seasons=("black-friday",))
    now = START.replace(month=11, day=16)
    late = Shown("tip-1", "topic-1", now - 7 * DAY + timedelta(minutes=1))
    assert choose([*EIGHTY, season], [late], now, NOBODY, season_at(now)) is season


def test_of_two_tips_in_season_the_one_of_a_new_topic_comes_first() -> None:
    known, new = (Made(topic, topic, seasons=("black-friday",)) for topic in ("known", "new"))
    now = START.replace(month=11, day=16)
    past = [Shown("x", "known", now - days * DAY) for days in (60, 50, 40)]
    assert choose([known, new], past, now, NOBODY, season_at(now)) is new


def test_a_tip_comes_once_in_a_season() -> None:
    season = Made("gifts", "orders", seasons=("tax-time",), only_in_season=True)
    now = START.replace(month=4, day=20)
    first = Shown("gifts", "orders", START.replace(month=1, day=15))
    tip = choose([Made("plain", "orders"), season], [first], now, NOBODY, season_at(now))
    assert tip is not None and tip.id == "plain"


def test_out_of_its_season_a_tip_waits_behind_those_of_every_day() -> None:
    seasonal = [Made(f"season-{number}", "orders", seasons=("holidays",)) for number in range(8)]
    assert chosen([*seasonal, Made("plain", "orders")]) == "plain"


def test_out_of_its_season_a_tip_comes_where_the_others_came_within_four_months() -> None:
    seasonal, plain = Made("season", "orders", seasons=("holidays",)), Made("plain", "orders")
    assert chosen([seasonal, plain], ago((plain, 100))) == "season"
    assert chosen([seasonal, plain], ago((plain, 130))) == "plain"


# Chance


def test_the_same_seed_gives_the_same_tip_on_every_machine() -> None:
    first = [one.tip for one in played(EIGHTY, every=7, turns=5, wish=Wish(seed="T0/C0"))]
    assert first == ["tip-40", "tip-77", "tip-68", "tip-6", "tip-13"]


def test_different_seeds_begin_with_different_topics() -> None:
    first = {played(EIGHTY, 7, 1, wish=Wish(seed=f"T1/C{channel}"))[0].topic for channel in range(100)}
    assert len(first) == 15


# A clock that was wrong


def test_a_tip_that_was_noted_for_a_far_year_makes_its_topic_rest_no_longer_than_others() -> None:
    before = played(EIGHTY, every=7, turns=30)
    wrong = [*before[:20], Shown(before[20].tip, before[20].topic, START.replace(year=2099)), *before[21:]]
    after = played(EIGHTY, 7, 40, shown=wrong, start=START + 30 * 7 * DAY)
    assert longest_wait([*before, *after], topics=15) <= 120


def test_when_the_clock_falls_back_by_a_year_the_tips_of_late_do_not_come_again() -> None:
    before = played(EIGHTY, every=7, turns=52)
    after = played(EIGHTY, 7, 20, shown=before, start=START - 365 * DAY)
    assert not {one.tip for one in before[-40:]} & {one.tip for one in after}


def test_tips_of_one_moment_keep_their_order() -> None:
    one, two, three = tips(topics=1, each=3)
    assert chosen([one, two, three], ago((two, 0), (three, 0), (one, 0))) == two.id


def test_a_tip_that_is_gone_from_the_files_is_no_trouble() -> None:
    assert chosen(EIGHTY, [Shown("gone", "gone-topic", START - 9 * DAY)]) is not None
