"""What the boxes of a quiz look like for every question that we have: Slack takes them, and nothing in them is live."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from bot.flows.quiz_shapes import Ask, Asked, Nothing, Over, Quiz, Said, Step, Told
from bot.flows.shapes import Person
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.quizzes.box import again_box, gone_box, quiz_box
from bot.library.content import content_root
from bot.library.library import Library
from bot.library.quizzes import Kind, Option, Question, Questions
from bot.library.tips import Tips
from bot.localslack.validation import view_problems
from tests.fronts.slack.reading import element_types, read_out, texts
from tests.slack_shapes import view_shape_problems

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIBRARY = Library.load()
LONG = "Open the app that you have had for years, look for the order there, and call nobody at all today"


@cache
def questions() -> Questions:
    return Tips.load(content_root()).questions


def quiz(*asked: Question) -> Quiz:
    return Quiz("q" * 16, Person("T1", "U1"), tuple(Asked(one.id, one.version) for one in asked), 0, False, NOW)


def asked(one: Question) -> Ask:
    return Ask(quiz(one, one, one), 0, one)


def told(one: Question, option: str, *, before: bool = False, place: int = 0) -> Told:
    said = Said("q" * 16, place, one.id, one.version, option, option == one.right, 3, True, NOW)
    return Told(quiz(one, one, one), place, one, said, before=before)


def steps(one: Question) -> Iterator[Step]:
    yield asked(one)
    yield replace(asked(one), changed=True)
    for option in one.options:
        yield told(one, option.id)
        yield told(one, option.id, before=True, place=2)


def box(step: Step, *, gone: bool = False) -> Json:
    return quiz_box(LIBRARY, "en", step, gone=gone)


def boxes_of(one: Question) -> Iterator[Json]:
    yield from (box(step) for step in steps(one))
    yield again_box(LIBRARY, "en", one)


def elements(view: Json, kind: str) -> list[dict[str, Any]]:
    inputs = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    return [one for one in inputs if one["type"] == kind]


@pytest.mark.thorough
def test_slack_takes_every_box_of_every_question_and_no_word_is_cut() -> None:
    for one in questions().all():
        for view in boxes_of(one):
            assert view_problems(view) == [], one.id
            assert "…" not in read_out(view["blocks"]), one.id


def test_every_kind_of_box_has_slacks_own_shape() -> None:
    kinds = {one.kind: one for one in questions().all()}
    assert set(kinds) == set(Kind)
    views = [view for one in kinds.values() for view in boxes_of(one)]
    views += [box(Over(3, 2)), box(Over(0, 0), gone=True), box(Nothing()), gone_box("en")]
    assert [problem for view in views for problem in (*view_shape_problems(view), *view_problems(view))] == []


def test_nothing_that_a_mail_says_is_live() -> None:
    """No link, no mention, no button of the mail's: text and our own fields only."""
    allowed = {
        "modal", "plain_text", "rich_text", "rich_text_section", "rich_text_quote", "rich_text_list", "text", "input",
        "radio_buttons", "actions", "button",
    }  # fmt: skip
    for one in (one for one in questions().all() if one.mails):
        for view in (box(asked(one)), again_box(LIBRARY, "en", one)):
            assert element_types(view) <= allowed
            shown = "\n".join(texts(view))
            assert not re.search(r"https?://|<[!@#]|mailto:|tel:", shown), one.id
            numbers = [part for part in _text_parts(view) if re.search(r"\+?\d[\d .-]{7,}\d", part["text"])]
            quoted = [part for part in numbers if part in _mail_parts(view)]
            assert all(part.get("style", {}).get("code") for part in quoted), one.id


def test_how_sure_somebody_is_is_asked_where_they_judge_a_mail_only() -> None:
    for one in questions().all():
        radios = elements(box(asked(one)), "radio_buttons")
        assert len(radios) == (2 if one.kind in (Kind.JUDGE, Kind.WHICH) else 1)
        assert {each["value"] for each in radios[0]["options"]} == {each.id for each in one.options}
        if len(radios) == 2:
            assert [each["value"] for each in radios[1]["options"]] == ["1", "2", "3"]


def test_what_is_asked_is_the_name_of_the_field_and_is_not_said_twice() -> None:
    """A screen reader says it where somebody chooses."""
    said = {Kind.JUDGE: "Is this mail legit, or a scam?", Kind.PART: "Which part gives it away?"}
    for kind, words in said.items():
        one = next(one for one in questions().all() if one.kind is kind)
        view = box(asked(one))
        assert read_out(view["blocks"]).count(words) == 1
        assert next(block["label"]["text"] for block in view["blocks"] if block["type"] == "input") == words


def test_answers_that_are_too_long_for_a_label_stand_above_with_their_numbers() -> None:
    do = next(one for one in questions().all() if one.kind is Kind.DO)
    options = tuple(Option(one.id, f"{LONG} {one.id}", one.feedback) for one in do.options)
    view = box(asked(replace(do, options=options)))
    radios = elements(view, "radio_buttons")[0]["options"]
    assert [one["text"]["text"] for one in radios] == [f"Answer {number}" for number in range(1, len(options) + 1)]
    shown = read_out(view["blocks"])
    for number, one in enumerate(radios, 1):
        assert f"{number}. {LONG} {one['value']}" in shown
    assert view_problems(view) == [] and "…" not in shown


def test_a_mail_longer_than_a_block_is_shown_whole() -> None:
    judge = next(one for one in questions().all() if one.kind is Kind.JUDGE)
    (mail,) = judge.mails
    body = tuple((replace(mail.body[0][0], text="word " * 900, target=""),) for _ in range(8))
    view = box(asked(replace(judge, mails=(replace(mail, body=body),))))
    assert view_problems(view) == []
    assert "".join(texts(view)).count("word") >= 8 * 900


def test_a_field_has_a_name_of_its_own_for_each_question() -> None:
    """Slack keeps what was chosen in a field of the same name: the next question would begin with that answer."""
    one, other = [each for each in questions().all() if each.kind is Kind.JUDGE][:2]
    fields = [
        {block["block_id"] for block in box(Ask(quiz(one, other), place, each))["blocks"] if block["type"] == "input"}
        for place, each in enumerate((one, other))
    ]
    assert not fields[0] & fields[1]


def test_the_same_quiz_shows_the_same_order_and_another_one_may_not() -> None:
    do = next(one for one in questions().all() if one.kind is Kind.DO and len(one.options) > 2)
    assert box(asked(do)) == box(asked(do))
    orders = set()
    for number in range(20):
        view = box(Ask(replace(quiz(do), id=f"quiz {number}"), 0, do))
        orders.add(tuple(one["value"] for one in elements(view, "radio_buttons")[0]["options"]))
    assert len(orders) > 1


def _text_parts(thing: Any) -> list[dict[str, Any]]:
    """Every text element of a rich text."""
    if isinstance(thing, list):
        return [part for one in thing for part in _text_parts(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing] if thing.get("type") == "text" else []
    return own + [part for one in thing.values() for part in _text_parts(one)]


def _mail_parts(view: Json) -> list[dict[str, Any]]:
    quotes = [part for block in view["blocks"] if block["type"] == "rich_text" for part in block["elements"]]
    return _text_parts([one for one in quotes if one["type"] == "rich_text_quote"])
