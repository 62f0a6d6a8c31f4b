"""The boxes and the app's page: what a person sees, and that Slack takes them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.flows import say
from bot.flows.shapes import Check, Kept, KeptPart
from bot.fronts.slack import names
from bot.fronts.slack.blocks import named
from bot.fronts.slack.home import MOST_CHECKS, home_view
from bot.fronts.slack.views import kept_box, long_answer, paste_box, reading_now, sender_box, settings_box
from bot.library.library import Library
from bot.localslack.validation import view_problems
from bot.reply.reply import Block, Kind, Reply, Span
from tests.fronts.slack.reading import screen, texts
from tests.slack_shapes import view_shape_problems

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LONDON, AUCKLAND = ZoneInfo("Europe/London"), ZoneInfo("Pacific/Auckland")
INTRO = Reply((Block(Kind.LEAD, (Span("Is this legit?", bold=True), Span(" Show me a strange mail."))),))
LONG = Reply(tuple(Block(Kind.REASON, (Span("word " * 900),), i) for i in range(1, 21)))
RECENT = [
    Check(NOW - timedelta(minutes=5), "likely_scam", "fake-order", "message"),
    Check(NOW - timedelta(hours=12), "no_warning_signs", "", "email"),
    Check(datetime(2026, 1, 9, 8, 5, tzinfo=UTC), "cannot_tell", "no-such-kind", "command"),
    Check(datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "suspicious", "credential-phish", "shortcut"),
]
DAY = timedelta(days=1)
ALL_KEPT = Kept((
    KeptPart("conversations", 1, NOW - timedelta(hours=1), NOW, DAY),
    KeptPart("checks", 12, NOW - 40 * DAY, NOW, 365 * DAY),
    KeptPart("feedback", 2, NOW - 9 * DAY, NOW - 2 * DAY, 365 * DAY),
    KeptPart("settings", 3),
    KeptPart("firsts", 1, NOW - 40 * DAY, NOW - 40 * DAY),
    KeptPart("waits", 1, NOW, NOW, 90 * DAY),
    KeptPart("questions", 2, NOW, NOW, 90 * DAY),
    KeptPart("deliveries", 14, NOW - 20 * DAY, NOW, 30 * DAY),
    KeptPart("changes", 1, NOW - 3 * DAY, NOW - 3 * DAY, 730 * DAY, stays=True),
    KeptPart("installed", 1, NOW - 99 * DAY, NOW - 99 * DAY, stays=True),
    KeptPart("jobs", 1),
))  # fmt: skip
HARDLY_ANY = Kept((KeptPart("checks", 1, NOW, NOW, DAY / 24), KeptPart("conversations", 0), KeptPart("jobs", 0)))
ONLY_THE_COMPANYS = Kept(ALL_KEPT.parts[8:10])


def told(kept: Kept, *, done: bool = False) -> Reply:
    return say.kept_reply(Library.load(), "en", kept, LONDON, done=done)


VIEWS = {
    "paste": paste_box("private"),
    "paste without files": paste_box(files=False),
    "sender": sender_box("c1"),
    "settings": settings_box({}),
    "settings chosen": settings_box({"language": "en", "region": "gb", "private": "yes"}),
    "reading": reading_now(),
    "home": home_view(RECENT, INTRO, NOW, LONDON),
    "home at first": home_view([], INTRO, NOW, LONDON),
    "home of somebody forgotten": home_view([], INTRO, NOW, LONDON, forgotten=told(ALL_KEPT, done=True)),
    "kept": kept_box(told(ALL_KEPT), forget=True),
    "kept hardly any": kept_box(told(HARDLY_ANY), forget=True),
    "kept nothing": kept_box(told(Kept())),
    "kept what is the company's": kept_box(told(ONLY_THE_COMPANYS)),
    "forgotten": kept_box(told(ALL_KEPT, done=True)),
    "forgotten nothing": kept_box(told(Kept(), done=True)),
    "a long answer": long_answer(LONG),
}


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "a long answer"])
def test_a_view_reads_as_written_here(name: str, snapshot: SnapshotAssertion) -> None:
    assert screen(VIEWS[name]) == snapshot


@pytest.mark.parametrize("name", VIEWS)
def test_slack_takes_every_view(name: str) -> None:
    assert view_problems(VIEWS[name]) == []


@pytest.mark.parametrize("name", VIEWS)
def test_no_word_of_ours_is_cut(name: str) -> None:
    """What is too long for Slack is cut, so that a box opens at all; a translator must hear of it here."""
    assert "…" not in screen(VIEWS[name])


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_slacks_own_shape(name: str) -> None:
    assert view_shape_problems(VIEWS[name]) == []


def test_what_a_person_fills_in_is_found_under_the_names_that_listeners_know() -> None:
    fields = {block["block_id"]: block["element"] for block in VIEWS["paste"]["blocks"]}
    assert fields.keys() == {names.MAIL, names.SENDER, names.FILES}
    assert {one["action_id"] for one in fields.values()} == {names.VALUE}
    assert VIEWS["paste"]["callback_id"] == names.PASTE_VIEW
    assert VIEWS["paste"]["private_metadata"] == "private"
    assert VIEWS["sender"]["private_metadata"] == "c1"


def test_what_slack_would_cut_off_is_refused_by_us() -> None:
    """A cut private_metadata would open the wrong conversation."""
    with pytest.raises(ValueError, match="private_metadata holds 3000"):
        sender_box("c" * 3_001)


def test_a_setting_that_is_no_longer_offered_falls_back_to_automatic() -> None:
    chosen = [block["element"].get("initial_option", {}).get("value") for block in _inputs({"region": "atlantis"})]
    assert chosen[:2] == ["auto", "auto"]


def test_only_countries_are_offered_as_regions() -> None:
    """reporting.toml also holds help that is the same everywhere, under names that are no country's."""
    offered = [option["value"] for option in _inputs({})[1]["element"]["options"]]
    assert "gb" in offered
    assert "amazon" not in offered


def _inputs(values: dict[str, str]) -> list[Any]:
    return list(settings_box(values)["blocks"])


def test_the_times_of_checks_are_the_persons_own() -> None:
    shown = screen(home_view(RECENT[:2], INTRO, NOW, AUCKLAND))
    assert "Likely a scam: a fake order with a number to call, today at 22:25" in shown
    assert "No warning signs found, today at 10:30" in shown


@given(st.integers(min_value=0, max_value=60), st.sampled_from(("likely_scam", "a state of next year", "")))
def test_slack_takes_the_home_page_of_anybody(number: int, state: str) -> None:
    view = home_view([Check(NOW, state, "fake-order", "message")] * number, LONG, NOW, LONDON)
    assert view_problems(view) == []
    assert screen(view).count(", today at 09:30") == min(number, MOST_CHECKS)


def test_a_long_answer_is_shown_whole() -> None:
    assert "".join(texts(VIEWS["a long answer"])).count("word") == 20 * 900


def test_an_answer_longer_than_a_view_holds_says_that_it_ends() -> None:
    endless = Reply(tuple(Block(Kind.TEXT, (Span("word " * 900),)) for _ in range(200)))
    view = long_answer(endless)
    assert view_problems(view) == []
    assert screen(view).split("\n\n")[-2:] == ["The rest is too long to show here.", "[Close]"]


def test_what_can_be_pressed_keeps_its_name_when_a_view_is_shown_again() -> None:
    press = {"type": "actions", "elements": [{"type": "button", "action_id": "a"}]}
    beside = {"type": "section", "accessory": {"type": "button", "action_id": "b"}}
    field = {"type": "input", "block_id": "own", "element": {"type": "checkboxes", "action_id": "a"}}
    words: dict[str, Any] = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}
    shown = [press, words, beside, press, {"type": "divider"}, field]
    assert [one.get("block_id") for one in named(shown)] == ["a-1", None, "b-1", "a-2", None, "own"]
    assert named(shown) == named(shown)
    assert [one.get("block_id") for one in named(named(shown))] == [one.get("block_id") for one in named(shown)]
