"""When a kind of scam is going round, its best tip comes out of turn."""

from bot.lessons.choose import Shown, Wish, going_round
from tests.lessons.made_up import DAY, START, Made

ORDER = Made("call-to-cancel", "orders", scams=("fake-order",))
WIDE = Made("look-it-up", "orders", scams=("fake-order", "fake-renewal", "parcel-fee"))
FINANCE = Made("ledger", "invoices", scams=("fake-order",), audience=("finance",))
OTHER = Made("hang-up", "help-desk", scams=("tech-support",))
ALL = [OTHER, WIDE, FINANCE, ORDER]


def chosen(scam: str, shown: list[Shown], wish: Wish | None = None, among: list[Made] | None = None) -> str | None:
    tip = going_round(among or ALL, scam, shown, START, wish or Wish())
    return tip.id if tip else None


def shown(tip: Made, days: float) -> list[Shown]:
    return [Shown(tip.id, tip.topic, START - days * DAY)]


def test_the_tip_about_that_scam_alone_is_best() -> None:
    assert chosen("fake-order", []) == "call-to-cancel"


def test_its_topic_need_not_have_rested() -> None:
    assert chosen("fake-order", shown(WIDE, 1)) == "call-to-cancel"


def test_a_tip_of_the_last_week_gives_way_to_another_about_that_scam() -> None:
    assert chosen("fake-order", shown(ORDER, 3)) == "look-it-up"


def test_a_tip_of_the_last_week_comes_again_where_there_is_no_other() -> None:
    assert chosen("tech-support", shown(OTHER, 3)) == "hang-up"


def test_those_whom_a_tip_was_written_for_get_it_first_and_others_never() -> None:
    assert chosen("fake-order", shown(FINANCE, 20), Wish(audience=frozenset({"finance"}))) == "ledger"
    assert chosen("fake-order", [], among=[FINANCE]) is None


def test_between_equals_the_one_that_was_shown_longest_ago_comes() -> None:
    twin = Made("twin", "orders", scams=("fake-order",))
    assert chosen("fake-order", shown(ORDER, 40) + shown(twin, 20), among=[twin, ORDER]) == "call-to-cancel"
    assert chosen("fake-order", shown(twin, 40) + shown(ORDER, 20), among=[twin, ORDER]) == "twin"


def test_a_scam_that_no_tip_is_about_has_none() -> None:
    assert chosen("brushing", []) is None
    assert chosen("fake-order", [], Wish(topics=frozenset({"help-desk"}))) is None


def test_a_tip_that_belongs_to_a_season_alone_comes_in_it_alone() -> None:
    only = Made("gifts", "orders", scams=("fake-order",), seasons=("black-friday",), only_in_season=True)
    assert going_round([only], "fake-order", [], START, Wish()) is None
    assert going_round([only], "fake-order", [], START, Wish(), lambda season: season == "black-friday") is only
