"""Each way to spoil a block, with the sentence that Slack answers and the place that it names."""

import copy
from typing import Any

import pytest

from bot.localslack.validation import block_problems
from tests.localslack.test_validation_blocks import (
    BUTTON,
    FEEDBACK,
    IN_MESSAGES,
    ONE,
    PICTURE,
    TWO,
    M,
    P,
    actions,
    asking,
    section,
)


def big(length: int, kind: str = "plain_text") -> dict[str, str]:
    return {"type": kind, "text": "x" * length}


ANY = "failed to match all allowed schemas"
BAD: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    # what it is: (blocks, [(what Slack says, where)])
    "not a list": ({"type": "divider"}, [("must provide an array", "")]),
    "not an object": (["divider"], [("must provide an object", "/0")]),
    "no type": ([{"text": M}], [("missing required field: type", "/0")]),
    "a type that is no word": ([{"type": 3}], [("must provide a string", "/0/type")]),
    "a type that is no block": ([{"type": "divider"}, {"type": "foo"}], [("unsupported type: foo", "/1/type")]),
    "a text object as a block": ([M], [("unsupported type: mrkdwn", "/0/type")]),
    "too many": ([{"type": "divider"}] * 51, [("no more than 50 items allowed", "")]),
    "a header without text": ([{"type": "header"}], [("missing required field: text", "/0")]),
    "a long header": (
        [{"type": "header", "text": big(151)}],
        [("must be less than 151 characters", "/0/text/text")],
    ),
    "markup in a header": ([{"type": "header", "text": M}], [("unsupported type: mrkdwn", "/0/text/type")]),
    "a long section": (
        [section(text=big(3001, "mrkdwn"))],
        [(ANY, "/0/text"), ("must be less than 3001 characters", "/0/text/text")],
    ),
    "an empty section": (
        [section(text=big(0))],
        [(ANY, "/0/text"), ("must be more than 0 characters", "/0/text/text")],
    ),
    "a section of nothing": ([section()], [("must define either `text` or `fields`", "/0/type")]),
    "text that is a string": ([section(text="hi")], [(ANY, "/0/text"), ("must provide an object", "/0/text")]),
    "text of no kind": ([section(text={"type": "text", "text": "a"})], [("unsupported type: text", "/0/text/type")]),
    "emoji in markup": (
        [section(text={**M, "emoji": True})],
        [(ANY, "/0/text"), ("invalid additional property: emoji", "/0/text")],
    ),
    "too many fields": ([section(fields=[P] * 11)], [("no more than 10 items allowed", "/0/fields")]),
    "a long field": (
        [section(fields=[P, big(2001)])],
        [(ANY, "/0/fields/1"), ("must be less than 2001 characters", "/0/fields/1/text")],
    ),
    "an unknown field": ([{"type": "divider", "text": P}], [("invalid additional property: text", "/0")]),
    "a long block_id": (
        [{"type": "divider", "block_id": "b" * 256}],
        [("must be less than 256 characters", "/0/block_id")],
    ),
    "a block_id twice": (
        [{"type": "divider", "block_id": "b"}, section(text=M, block_id="b")],
        [('`block_id` "b" already exists', "/1/block_id")],
    ),
    "an action_id twice": (
        [actions(BUTTON, {**BUTTON, "value": "other"})],
        [('`action_id` "press" already exists', "/0/elements/1/action_id")],
    ),
    "a long action_id": (
        [actions({**BUTTON, "action_id": "a" * 256})],
        [("must be less than 256 characters", "/0/elements/0/action_id")],
    ),
    "a long label": (
        [actions({"type": "button", "text": big(76)})],
        [("must be less than 76 characters", "/0/elements/0/text/text")],
    ),
    "an empty label": (
        [actions({"type": "button", "text": big(0)})],
        [("must be more than 0 characters", "/0/elements/0/text/text")],
    ),
    "a long value": (
        [actions({**BUTTON, "value": "v" * 2001})],
        [("must be less than 2001 characters", "/0/elements/0/value")],
    ),
    "a label for screen readers that is long": (
        [actions({**BUTTON, "accessibility_label": "v" * 76})],
        [("must be less than 76 characters", "/0/elements/0/accessibility_label")],
    ),
    "a style that is null": (
        [actions({**BUTTON, "style": None})],
        [("must provide a string", "/0/elements/0/style")],
    ),
    "a style of no kind": (
        [actions({**BUTTON, "style": "loud"})],
        [("must be a valid enum value", "/0/elements/0/style")],
    ),
    "a link that runs": (
        [actions({**BUTTON, "url": "javascript:alert(1)"})],
        [("invalid url", "/0/elements/0/url")],
    ),
    "an empty link": (
        [actions({**BUTTON, "url": ""})],
        [("must be more than 0 characters", "/0/elements/0/url")],
    ),
    "block_id on a button": (
        [actions({**BUTTON, "block_id": "b"})],
        [("invalid additional property: block_id", "/0/elements/0")],
    ),
    "no actions": ([actions()], [("must provide at least 1 items", "/0/elements")]),
    "too many actions": (
        [actions(*[{"type": "button", "text": P}] * 26)],
        [("no more than 25 items allowed", "/0/elements")],
    ),
    "feedback among actions": ([actions(FEEDBACK)], [("unsupported type: feedback_buttons", "/0/elements/0/type")]),
    "an icon among actions": (
        [actions({"type": "icon_button", "icon": "trash", "text": P})],
        [("unsupported type: icon_button", "/0/elements/0/type")],
    ),
    "a button in a context": (
        [{"type": "context", "elements": [BUTTON]}],
        [("unsupported type: button", "/0/elements/0/type")],
    ),
    "too much context": (
        [{"type": "context", "elements": [M] * 11}],
        [("no more than 10 items allowed", "/0/elements")],
    ),
    "too much feedback": (
        [{"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": P}] * 6}],
        [("no more than 5 items allowed", "/0/elements")],
    ),
    "a button in context_actions": (
        [{"type": "context_actions", "elements": [BUTTON]}],
        [("unsupported type: button", "/0/elements/0/type")],
    ),
    "no options": (
        [section(text=M, accessory={"type": "static_select", "options": []})],
        [("must provide at least 1 items", "/0/accessory/options")],
    ),
    "neither options nor groups": (
        [section(text=M, accessory={"type": "static_select"})],
        [("missing required field: options", "/0/accessory")],
    ),
    "too many options": (
        [actions({"type": "static_select", "options": [ONE] * 101})],
        [("no more than 100 items allowed", "/0/elements/0/options")],
    ),
    "too many checkboxes": (
        [actions({"type": "checkboxes", "options": [ONE] * 11})],
        [("no more than 10 items allowed", "/0/elements/0/options")],
    ),
    "too much overflow": (
        [actions({"type": "overflow", "options": [ONE] * 6})],
        [("no more than 5 items allowed", "/0/elements/0/options")],
    ),
    "a long option": (
        [actions({"type": "static_select", "options": [{"text": big(76), "value": "v" * 151}]})],
        [
            ("must be less than 76 characters", "/0/elements/0/options/0/text/text"),
            ("must be less than 151 characters", "/0/elements/0/options/0/value"),
        ],
    ),
    "a link in a menu": (
        [actions({"type": "static_select", "options": [{**ONE, "url": ""}]})],
        [("invalid additional property: url", "/0/elements/0/options/0")],
    ),
    "a choice that is not offered": (
        [actions({"type": "static_select", "options": [ONE], "initial_option": TWO})],
        [("must be one of the provided options", "/0/elements/0/initial_option")],
    ),
    "a day that is none": (
        [actions({"type": "datepicker", "initial_date": "22.11.2026"})],
        [
            (
                r"must match pattern: \d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
                "/0/elements/0/initial_date",
            )
        ],
    ),
    "a question without an element": (
        [{"type": "input", "label": P}],
        [("missing required field: element", "/0")],
    ),
    "a button as an input": ([asking(BUTTON)], [("unsupported type: button", "/0/element/type")]),
    "a long answer": (
        [asking({"type": "plain_text_input", "max_length": 3001})],
        [("must be less than 3001", "/0/element/max_length")],
    ),
    "a picture without words": (
        [section(text=M, accessory={"type": "image"})],
        [("missing required field: alt_text", "/0/accessory")],
    ),
    "a picture from nowhere": (
        [section(text=M, accessory={"type": "image", "alt_text": "a"})],
        [("missing required field: image_url", "/0/accessory")],
    ),
    "a picture from two places": (
        [{**PICTURE, "slack_file": {"id": "F1"}}],
        [("invalid additional property: slack_file", "/0")],
    ),
    "a picture by mail": ([{**PICTURE, "image_url": "mailto:a@b.example"}], [("invalid url", "/0/image_url")]),
}


def assert_refused(blocks: Any, told: list[tuple[str, str]]) -> None:
    """Slack says this of these blocks: what, and where in them."""
    kept = copy.deepcopy(blocks)
    assert block_problems(blocks, surface="message") == [
        f"[ERROR] {what} [json-pointer:/blocks{where}]" for what, where in told
    ]
    assert blocks == kept  # looking changes nothing


@pytest.mark.parametrize("name", BAD)
def test_a_bad_block_is_refused_in_slacks_words(name: str) -> None:
    assert_refused(*BAD[name])


def test_a_message_has_one_table_and_two_charts() -> None:
    table, data = IN_MESSAGES["a table"], IN_MESSAGES["a data table"]
    assert block_problems([table, data], surface="message") == ["[ERROR] only_one_table_allowed"]
    pie = IN_MESSAGES["a pie"]
    assert block_problems([pie] * 2, surface="message") == []
    assert block_problems([pie] * 3, surface="message") == ["[ERROR] too many data_visualization blocks"]


def test_a_view_holds_a_hundred_blocks() -> None:
    assert block_problems([{"type": "divider"}] * 100, surface="home") == []
    assert block_problems([{"type": "divider"}] * 101, surface="home") == [
        "[ERROR] no more than 100 items allowed [json-pointer:/blocks]"
    ]


def test_ids_inside_a_container_count() -> None:
    inner = {"type": "divider", "block_id": "b"}
    outer = {"type": "container", "title": P, "child_blocks": [inner]}
    assert block_problems([inner, outer], surface="message") == [
        '[ERROR] `block_id` "b" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]'
    ]


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), True, "3", None, 1.5])
def test_a_number_is_a_whole_and_finite_number(odd: object) -> None:
    element = {"type": "multi_users_select", "max_selected_items": odd}
    [told] = block_problems([actions(element)], surface="message")
    assert told.endswith("[json-pointer:/blocks/0/elements/0/max_selected_items]")
