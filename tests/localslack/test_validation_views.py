"""Modals and Home tabs: what Slack takes, and how it words what it refuses."""

from typing import Any

import pytest

from bot.localslack.validation import view_problems
from tests.localslack.test_validation_calls import ASKING, DIVIDER, HOME, MODAL, P, long, without

BAD_VIEWS: dict[str, tuple[Any, list[str]]] = {
    "no object": ([], ["must provide an object [json-pointer:/view]"]),
    "no type": ({"blocks": []}, ["missing required field: type [json-pointer:/view]"]),
    "a type that is none": ({"type": "dialog"}, ["unsupported type: dialog [json-pointer:/view/type]"]),
    "no title": (without("title", MODAL), ["missing required field: title [json-pointer:/view]"]),
    "no blocks": ({"type": "home"}, ["missing required field: blocks [json-pointer:/view]"]),
    "a long title": ({**MODAL, "title": long(25)}, ["must be less than 25 characters [json-pointer:/view/title/text]"]),
    "a long submit": (
        {**MODAL, "submit": long(25)},
        ["must be less than 25 characters [json-pointer:/view/submit/text]"],
    ),
    "a long close": ({**MODAL, "close": long(25)}, ["must be less than 25 characters [json-pointer:/view/close/text]"]),
    "markup in a title": (
        {**MODAL, "title": {"type": "mrkdwn", "text": "a"}},
        ["unsupported type: mrkdwn [json-pointer:/view/title/type]"],
    ),
    "much to remember": (
        {**HOME, "private_metadata": "x" * 3001},
        ["must be less than 3001 characters [json-pointer:/view/private_metadata]"],
    ),
    "a long callback_id": (
        {**HOME, "callback_id": "x" * 256},
        ["must be less than 256 characters [json-pointer:/view/callback_id]"],
    ),
    "a title at home": ({**HOME, "title": P}, ["invalid additional property: title [json-pointer:/view]"]),
    "inputs without submit": (
        {**without("submit", MODAL), "blocks": [DIVIDER, ASKING]},
        ["must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"],
    ),
    "too many blocks": (
        {**HOME, "blocks": [DIVIDER] * 101},
        ["no more than 100 items allowed [json-pointer:/view/blocks]"],
    ),
    "a block that is bad": (
        {**HOME, "blocks": [{"type": "header", "text": long(0)}]},
        ["must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"],
    ),
    "markdown at home": (
        {**HOME, "blocks": [{"type": "markdown", "text": "a"}]},
        ["unsupported type: markdown [json-pointer:/view/blocks/0/type]"],
    ),
}


@pytest.mark.parametrize("view", [MODAL, HOME, {"type": "modal", "title": P, "blocks": [DIVIDER]}])
def test_a_good_view_is_taken(view: dict[str, Any]) -> None:
    assert view_problems(view) == []


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_a_bad_view_is_refused_in_slacks_words(name: str) -> None:
    view, told = BAD_VIEWS[name]
    assert view_problems(view) == [f"[ERROR] {one}" for one in told]
