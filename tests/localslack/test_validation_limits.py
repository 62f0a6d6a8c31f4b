"""Every length and count that Slack limits, tried on both sides of the limit."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.localslack.validation import Surface, block_problems, call_problems, view_problems
from bot.localslack.validation.whole import text_length
from tests.localslack.test_validation_blocks import (
    AXES,
    BUTTON,
    CELL,
    ONE,
    PICTURE,
    RICH,
    SERIES,
    M,
    P,
    actions,
    asking,
    chart,
    inline,
    section,
)

Made = dict[str, Any]
Many = Callable[[int], Made]


def text(length: int) -> Made:
    return {"type": "plain_text", "text": "x" * length}


def mark(length: int) -> Made:
    return {"type": "mrkdwn", "text": "x" * length}


def confirm(**fields: Made) -> Made:
    return actions({**BUTTON, "confirm": {"text": P, **fields}})


def menu(**fields: Any) -> Made:
    return actions({"type": "static_select", "options": [ONE], **fields})


def card(**fields: Any) -> Made:
    return {"type": "card", "title": M, **fields}


def container(**fields: Any) -> Made:
    return {"type": "container", "title": P, "child_blocks": [section(text=M)], **fields}


def video(**fields: Any) -> Made:
    address = "https://v.example/v"
    return {"type": "video", "alt_text": "a", "title": P, "thumbnail_url": address, "video_url": address, **fields}


def address(length: int) -> str:
    return "https://acme.example/".ljust(length, "x")


LENGTHS: dict[str, tuple[Many, int, str]] = {
    # what is limited: (a block with so many characters there, the most, where)
    "block_id": (lambda n: {"type": "divider", "block_id": "x" * n}, 255, "/block_id"),
    "action_id": (lambda n: actions({**BUTTON, "action_id": "x" * n}), 255, "/elements/0/action_id"),
    "header": (lambda n: {"type": "header", "text": text(n)}, 150, "/text/text"),
    "section": (lambda n: section(text=mark(n)), 3000, "/text/text"),
    "field": (lambda n: section(fields=[mark(n)]), 2000, "/fields/0/text"),
    "context": (lambda n: {"type": "context", "elements": [mark(n)]}, 3000, "/elements/0/text"),
    "button text": (lambda n: actions({**BUTTON, "text": text(n)}), 75, "/elements/0/text/text"),
    "button value": (lambda n: actions({**BUTTON, "value": "x" * n}), 2000, "/elements/0/value"),
    "button url": (lambda n: actions({**BUTTON, "url": address(n)}), 3000, "/elements/0/url"),
    "label for screen readers": (
        lambda n: actions({**BUTTON, "accessibility_label": "x" * n}),
        75,
        "/elements/0/accessibility_label",
    ),
    "confirm title": (lambda n: confirm(title=text(n)), 100, "/elements/0/confirm/title/text"),
    "confirm text": (lambda n: confirm(text=mark(n)), 300, "/elements/0/confirm/text/text"),
    "confirm yes": (lambda n: confirm(confirm=text(n)), 30, "/elements/0/confirm/confirm/text"),
    "confirm no": (lambda n: confirm(deny=text(n)), 30, "/elements/0/confirm/deny/text"),
    "placeholder": (lambda n: menu(placeholder=text(n)), 150, "/elements/0/placeholder/text"),
    "option text": (lambda n: menu(options=[{**ONE, "text": text(n)}]), 75, "/elements/0/options/0/text/text"),
    "option value": (lambda n: menu(options=[{**ONE, "value": "x" * n}]), 150, "/elements/0/options/0/value"),
    "option description": (
        lambda n: menu(options=[{**ONE, "description": text(n)}]),
        75,
        "/elements/0/options/0/description/text",
    ),
    "option group": (
        lambda n: actions({"type": "static_select", "option_groups": [{"label": text(n), "options": [ONE]}]}),
        75,
        "/elements/0/option_groups/0/label/text",
    ),
    "question": (lambda n: {**asking({"type": "plain_text_input"}), "label": text(n)}, 2000, "/label/text"),
    "hint": (lambda n: {**asking({"type": "plain_text_input"}), "hint": text(n)}, 2000, "/hint/text"),
    "words for a picture": (lambda n: {**PICTURE, "alt_text": "x" * n}, 2000, "/alt_text"),
    "title of a picture": (lambda n: {**PICTURE, "title": text(n)}, 2000, "/title/text"),
    "address of a picture": (lambda n: {**PICTURE, "image_url": address(n)}, 3000, "/image_url"),
    "address in rich text": (lambda n: inline({"type": "link", "url": address(n)}), 3000, "/elements/0/elements/0/url"),
    "title of a video": (lambda n: video(title=text(n)), 199, "/title/text"),
    "author of a video": (lambda n: video(author_name="x" * n), 49, "/author_name"),
    "title of a card": (lambda n: card(title=mark(n)), 150, "/title/text"),
    "subtitle of a card": (lambda n: card(subtitle=mark(n)), 150, "/subtitle/text"),
    "body of a card": (lambda n: card(body=mark(n)), 200, "/body/text"),
    "title of a container": (lambda n: container(title=text(n)), 150, "/title/text"),
    "subtitle of a container": (lambda n: container(subtitle=text(n)), 150, "/subtitle/text"),
    "markdown": (lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "/text"),
    "title of a chart": (
        lambda n: {**chart(type="pie", segments=[{"label": "a", "value": 1}]), "title": "x" * n},
        50,
        "/title",
    ),
    "label of a chart": (
        lambda n: chart(type="pie", segments=[{"label": "x" * n, "value": 1}]),
        20,
        "/chart/segments/0/label",
    ),
    "axis of a chart": (
        lambda n: chart(type="bar", series=[SERIES], axis_config={**AXES, "y_label": "x" * n}),
        50,
        "/chart/axis_config/y_label",
    ),
}

COUNTS: dict[str, tuple[Many, int, str]] = {
    # what is limited: (a block with so many items there, the most, where)
    "fields": (lambda n: section(fields=[M] * n), 10, "/fields"),
    "actions": (lambda n: actions(*[{"type": "button", "text": P}] * n), 25, "/elements"),
    "context": (lambda n: {"type": "context", "elements": [M] * n}, 10, "/elements"),
    "context actions": (
        lambda n: {"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": P}] * n},
        5,
        "/elements",
    ),
    "options": (lambda n: menu(options=[ONE] * n), 100, "/elements/0/options"),
    "option groups": (
        lambda n: actions({"type": "static_select", "option_groups": [{"label": P, "options": [ONE]}] * n}),
        100,
        "/elements/0/option_groups",
    ),
    "checkboxes": (lambda n: actions({"type": "checkboxes", "options": [ONE] * n}), 10, "/elements/0/options"),
    "radio buttons": (lambda n: actions({"type": "radio_buttons", "options": [ONE] * n}), 10, "/elements/0/options"),
    "overflow": (lambda n: actions({"type": "overflow", "options": [ONE] * n}), 5, "/elements/0/options"),
    "cards": (lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "/elements"),
    "blocks in a container": (lambda n: container(child_blocks=[section(text=M)] * n), 10, "/child_blocks"),
    "rows": (lambda n: {"type": "table", "rows": [[CELL]] * n}, 100, "/rows"),
    "columns": (lambda n: {"type": "table", "rows": [[CELL] * n]}, 20, "/rows/0"),
    "column settings": (
        lambda n: {"type": "table", "rows": [[CELL]], "column_settings": [{}] * n},
        20,
        "/column_settings",
    ),
    "rows of data": (lambda n: {"type": "data_table", "caption": "c", "rows": [[CELL]] * n}, 101, "/rows"),
    "segments": (
        lambda n: chart(type="pie", segments=[{"label": "a", "value": 1}] * n),
        12,
        "/chart/segments",
    ),
    "series": (lambda n: chart(type="line", series=[SERIES] * n, axis_config=AXES), 12, "/chart/series"),
    "points": (
        lambda n: chart(type="area", series=[{**SERIES, "data": SERIES["data"] * n}], axis_config=AXES),
        20,
        "/chart/series/0/data",
    ),
}

NUMBERS: dict[str, tuple[Many, int, int, str]] = {
    # what is limited: (a block with this number there, the least, the most, where)
    "files": (lambda n: asking({"type": "file_input", "max_files": n}), 1, 10, "/element/max_files"),
    "length of an answer": (
        lambda n: asking({"type": "plain_text_input", "max_length": n}),
        1,
        3000,
        "/element/max_length",
    ),
    "lines of an answer": (lambda n: asking({"type": "rich_text_input", "max_lines": n}), 1, 100, "/element/max_lines"),
    "time": (
        lambda n: actions({"type": "datetimepicker", "initial_date_time": n}),
        1_000_000_000,
        9_999_999_999,
        "/elements/0/initial_date_time",
    ),
}


def told(block: Made, *surfaces: Surface) -> list[str]:
    """What a surface that knows the block says of it."""
    answers = [block_problems([block], surface=surface) for surface in surfaces or ("message", "modal")]
    return min(answers, key=lambda found: "unsupported type" in " ".join(found))


@pytest.mark.parametrize("name", LENGTHS)
def test_a_text_is_as_long_as_slack_lets_it_be(name: str) -> None:
    made, most, where = LENGTHS[name]
    assert told(made(most)) == []
    assert (
        told(made(most + 1))[-1] == f"[ERROR] must be less than {most + 1} characters [json-pointer:/blocks/0{where}]"
    )


@pytest.mark.parametrize("name", COUNTS)
def test_there_are_as_many_as_slack_lets_there_be(name: str) -> None:
    made, most, where = COUNTS[name]
    assert told(made(most)) == []
    assert f"[ERROR] no more than {most} items allowed [json-pointer:/blocks/0{where}]" in told(made(most + 1))


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_is_within_what_slack_allows(name: str) -> None:
    made, least, most, where = NUMBERS[name]
    assert told(made(least)) == [] == told(made(most))
    assert told(made(least - 1)) == [f"[ERROR] must be greater than {least - 1} [json-pointer:/blocks/0{where}]"]
    assert told(made(most + 1)) == [f"[ERROR] must be less than {most + 1} [json-pointer:/blocks/0{where}]"]


@pytest.mark.parametrize("least", ["min_length", "min_value", "min_lines"])
def test_a_least_above_its_most_is_refused(least: str) -> None:
    most = least.replace("min", "max")
    kind, low, high = {
        "min_length": ("plain_text_input", 5, 4),
        "min_value": ("number_input", "5", "4.5"),
        "min_lines": ("rich_text_input", 5, 4),
    }[least]
    element: Made = {"type": kind, least: low, most: high}
    if kind == "number_input":
        element["is_decimal_allowed"] = True
    where = f"/blocks/0/element/{least}"
    assert told(asking(element)) == [f"[ERROR] `{least}` must not be greater than `{most}` [json-pointer:{where}]"]
    assert told(asking({**element, least: high})) == []


def test_only_one_element_of_a_view_is_waiting_for_the_keyboard() -> None:
    one = asking({"type": "plain_text_input", "focus_on_load": True})
    view = {"type": "modal", "title": P, "submit": P, "blocks": [one, one]}
    assert view_problems({**view, "blocks": [one]}) == []
    assert view_problems(view) == [
        "[ERROR] only one element can have `focus_on_load` set to true [json-pointer:/view/blocks]"
    ]


@pytest.mark.parametrize(
    "url, good",
    [
        ("https://acme.example/a?b=c#d", True),
        ("http://acme.example", True),
        ("mailto:desk@acme.example", True),
        ("tel:+442079460100", True),
        ("slack://app?team=T0&id=A0", True),
        ("HTTPS://ACME.EXAMPLE", True),
        ("https://", False),
        ("https:///path", False),
        ("acme.example", False),
        ("/path", False),
        ("data:text/html,a", False),
        ("file:///etc/passwd", False),
        ("https://acme.example/a b", False),
        ("https://acme.example/\u202egnp.exe", False),
        ("http://[", False),
        (" https://acme.example", False),
    ],
)
def test_a_link_leads_somewhere(url: str, good: bool) -> None:
    assert (told(actions({**BUTTON, "url": url})) == []) is good
    assert (told(inline({"type": "link", "url": url})) == []) is good


@pytest.mark.parametrize(("last", "error"), [(1200, ""), (1201, "msg_blocks_too_long")])
def test_a_message_holds_13200_characters_in_all(last: int, error: str) -> None:
    blocks = [*[section(text=mark(3000))] * 4, section(text=mark(last))]
    assert call_problems("chat.postMessage", {"channel": "C0", "text": "x", "blocks": blocks}) == (error, [])


def test_markdown_blocks_share_their_limit() -> None:
    half: Made = {"type": "markdown", "text": "x" * 6000}
    assert block_problems([half] * 2, surface="message") == []
    assert block_problems([half, half, {"type": "markdown", "text": "x"}], surface="message") == [
        "[ERROR] markdown must be less than 12001 characters [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize(("many", "error"), [(10, ""), (11, "invalid_arguments")])
def test_a_status_has_ten_messages_to_show_in_turn(many: int, error: str) -> None:
    status = {"channel_id": "D0", "thread_ts": "1.1", "status": "is reading", "loading_messages": ["reads"] * many}
    assert call_problems("assistant.threads.setStatus", status)[0] == error


def test_long_text_in_all_counts_every_kind_of_block() -> None:
    assert text_length([section(text=mark(10)), {"type": "header", "text": text(5)}]) == 15
    assert text_length([RICH]) == len("pay[.]example")
    assert text_length([{"type": "markdown", "text": "abc"}, {"type": "table", "rows": [[CELL]]}]) == 3 + len("Links")
