"""The pages of the desk: Slack takes them however much there is, and nothing in them comes to life."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.flows.own_pages import OwnPage
from bot.flows.shapes import Gap
from bot.flows.tip_shapes import Subscription, Wanted, WasSent
from bot.fronts.slack.tips.desk.calendar import MOST_LINES, calendar_page, coming
from bot.fronts.slack.tips.desk.everyone import everyone_page
from bot.fronts.slack.tips.desk.form import LONGEST_MORE, LONGEST_TIP, Written, own_form
from bot.fronts.slack.tips.desk.frame import Channel, desk_words, places, why_said
from bot.fronts.slack.tips.desk.overview import Overview, overview_page
from bot.fronts.slack.tips.desk.own import Owned, own_page
from bot.fronts.slack.tips.desk.sending import sending_box
from bot.fronts.slack.tips.desk.sent import sent_page, sent_tips
from bot.library.content import content_root
from bot.library.mistake import Mistake
from bot.library.scams import Scams
from bot.library.tips import Tips
from bot.localslack.validation import view_problems
from bot.schedules import Calendar, Slot, next_slot, read
from tests.fronts.slack.reading import element_types, read_out
from tests.slack_shapes import view_shape_problems

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
LONG = "<!channel> *x* " * 200


@cache
def tips() -> Tips:
    return Tips.load(content_root())


def subscription(number: int, when: str = "weekdays at 9", zone: str = "Europe/London", **changed: Any) -> Subscription:
    wanted = Wanted(read(when), Calendar(zone))
    given: dict[str, Any] = {
        "id": number, "workspace": "T1", "target": f"C{number:04}", "direct": False, "setter": "U1", "wanted": wanted,
        "active": True, "why": "", "paused_until": None, "made_at": NOW,
        "next": next_slot(wanted.when, wanted.calendar, NOW),
    }  # fmt: skip
    return Subscription(**given | changed)


def stopped(number: int, why: str = "is_archived", **changed: Any) -> Subscription:
    return subscription(number, **{"active": False, "why": why, "next": None, **changed})


def pages(many: bool) -> list[dict[str, Any]]:
    count = 300 if many else 0
    zones = ("Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
    ones = [subscription(n, f"weekdays at {n % 24}:{n % 60:02}", zones[n % 4]) for n in range(count)]
    ones += [stopped(n) for n in range(count)] + [stopped(n, "zone", direct=True, target=f"U{n}") for n in range(count)]
    gaps = [Gap("T1", f"C{n:04}", "tip", "", "lost", NOW) for n in range(count)]
    mistakes = [Mistake(LONG, "topic", LONG) for _ in range(count)]
    sent = [
        WasSent(NOW - timedelta(hours=n), f"C{n % 9}", False, f"tip-{n}", "orders", n % 2 == 0) for n in range(count)
    ]
    text = Written("A title of six whole words", "Wait. " * 20, "More.", "orders").page()
    own = [OwnPage(f"own-{n}", text if n % 2 else LONG, "U1", NOW) for n in range(min(count, 100))]
    counts = {f"tip-{n}": {"got": 10**9, "sent": 5} for n in range(count)}
    full = Written("t" * 80, "x" * LONGEST_TIP, "y" * LONGEST_MORE, "orders", ("fake-order",), ("hr",))
    return [
        overview_page(Overview(ones, gaps, mistakes, {"U1": LONG}), LONDON),
        calendar_page(coming(ones, NOW), LONDON, "London", part=many),
        sent_page(sent_tips(sent, LONDON), {"tip-1": LONG}, counts),
        own_page(Owned(own, frozenset({"own-1"}), (), mistakes)),
        everyone_page(ones, {"U1": LONG}, NOW, LONDON),
        sending_box(tips(), note="previewed"),
        own_form(tips(), Scams.load(), full if many else Written(), private="own-1 17.5"),
    ]


@pytest.mark.parametrize("many", [False, True])
def test_slack_takes_every_page_however_much_there_is(many: bool) -> None:
    for view in pages(many):
        assert [*view_problems(view), *view_shape_problems(view)] == []
        assert "mrkdwn" not in element_types(view) and "link" not in element_types(view)


def test_a_calendar_holds_sixty_lines_and_says_how_many_more_there_are() -> None:
    view = pages(many=True)[1]
    shown = read_out(view["blocks"])
    assert shown.count("• ") == MOST_LINES and re.search(r"And \d+ more\.", shown)
    assert "Only the first 1,000 are in here." in shown


def test_the_times_are_those_of_whoever_looks_through_a_change_of_the_clocks() -> None:
    ones = [subscription(1, "every Friday 16:00", "Europe/London")]
    before = datetime(2026, 10, 20, tzinfo=UTC)
    slot = next_slot(ones[0].wanted.when, ones[0].wanted.calendar, before)
    ahead = coming([subscription(1, "every Friday 16:00", next=slot)], before)
    assert [f"{one.at.astimezone(LONDON):%d %H:%M}" for one in ahead] == [
        "23 16:00",
        "30 16:00",
        "06 16:00",
        "13 16:00",
    ]


def test_what_is_skipped_paused_or_stopped_is_not_in_the_calendar() -> None:
    week = datetime(2026, 12, 1, 10, tzinfo=UTC)
    skipped = subscription(1, "every Tuesday 10:00", next=Slot("2026-12-01T10:00", week))
    ahead = coming([skipped, stopped(2), subscription(3, next=None)], NOW)
    assert [one.at for one in ahead] == [week, week + timedelta(days=7), week + timedelta(days=14)]


def test_a_person_with_two_wishes_for_a_day_stands_there_once() -> None:
    ones = [subscription(n, f"every Tuesday {n}:00", direct=True, target="U7", setter="U7") for n in (9, 16)]
    assert [one.people for one in coming(ones, NOW)] == [1, 1, 1, 1]


def test_a_zone_that_is_not_known_any_more_costs_nobody_the_calendar() -> None:
    odd = subscription(1, next=Slot("2026-11-23T09:00", NOW + timedelta(days=1)))
    odd = Subscription(**{name: getattr(odd, name) for name in odd.__slots__} | {
        "wanted": Wanted(odd.wanted.when, Calendar("Nowhere/Gone"))})  # fmt: skip
    assert len(coming([odd, subscription(2, "every Tuesday 10:00")], NOW)) == 5


@pytest.mark.parametrize(("channels", "people", "said"), [
    (["C1"], 0, "C1"), (["C1", "C2"], 3, "C1, C2 and 3 people"), ([], 1, "1 person"),
    ([f"C{n}" for n in range(7)], 1, "C0, C1, C2, C3, C4, 2 more channels and 1 person"),
    (["D1", "<!here>"], 0, "a place that I can't name and a place that I can't name"),
])  # fmt: skip
def test_places_are_named_in_a_row(channels: list[str], people: int, said: str) -> None:
    row = places(channels, people, desk_words())
    assert "".join(one.id if isinstance(one, Channel) else str(one) for one in row) == said


def test_every_reason_is_a_sentence_and_an_unknown_one_is_too() -> None:
    said = desk_words()
    whys = {
        "is_archived",
        "not_in_channel",
        "user_disabled",
        "zone",
        "restricted_action_read_only_channel",
        "ekm_access_denied",
    }
    assert all(why_said(one, said).endswith(".") for one in whys)
    assert why_said("ekm_access_denied", said) == "Slack does not let me write there."
