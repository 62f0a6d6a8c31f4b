"""Whole calls: the error code that Slack's server answers, and its words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localslack.validation import (
    METHODS,
    call_problems,
    response_problems,
    text_problems,
)

P = {"type": "plain_text", "text": "Ask Legitbot"}
DIVIDER = {"type": "divider"}
ASKING = {"type": "input", "label": P, "element": {"type": "plain_text_input", "action_id": "mail"}}
MODAL = {"type": "modal", "title": P, "submit": P, "close": P, "callback_id": "paste", "blocks": [ASKING]}
HOME = {"type": "home", "blocks": [DIVIDER], "private_metadata": "x" * 3000, "callback_id": "home"}
POST = {"channel": "C0DESK", "text": "This is likely a scam."}


def without(name: str, of: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in of.items() if key != name}


def long(characters: int) -> dict[str, str]:
    return {"type": "plain_text", "text": "x" * characters}


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
PROMPTS = [{"title": "Check a mail", "message": "Is this mail legit?"}]
GOOD_CALLS: list[tuple[str, dict[str, Any]]] = [
    ("chat.postMessage", POST),
    ("chat.postMessage", {**POST, "blocks": [DIVIDER], "unfurl_links": False, "unfurl_media": "0", "team_id": "T0"}),
    ("chat.postMessage", {**POST, "blocks": json.dumps([DIVIDER]), "thread_ts": None, "token": "xoxb-1"}),
    ("chat.postMessage", {"channel": "C0DESK", "blocks": [SECTION] * 4}),
    ("chat.postMessage", {"channel": "C0DESK", "text": "0"}),
    ("chat.postMessage", {**POST, "metadata": {"event_type": "checked", "event_payload": {}}}),
    ("chat.postMessage", {**POST, "attachments": [{"text": "a", "blocks": [DIVIDER]}]}),
    ("chat.postEphemeral", {**POST, "user": "U0ANN"}),
    ("chat.update", {**POST, "ts": "1.1"}),
    ("chat.update", {"channel": "C", "ts": "1.1", "file_ids": "F1,F2"}),
    ("chat.appendStream", {"channel": "D1", "ts": "1.1", "chunks": [{"type": "markdown_text", "text": "a"}]}),
    ("chat.stopStream", {"channel": "D1", "ts": "1.1", "blocks": [DIVIDER]}),
    ("chat.getPermalink", {"channel": "C0DESK", "message_ts": "1.1"}),
    ("views.open", {"trigger_id": "1.2.a", "view": MODAL}),
    ("views.open", {"trigger_id": "1.2.a", "view": json.dumps(MODAL)}),
    ("views.publish", {"user_id": "U0ANN", "view": HOME}),
    ("views.update", {"view_id": "V1", "view": MODAL}),
    ("conversations.open", {"users": "U0ANN", "return_im": "true"}),
    ("conversations.list", {"limit": "200", "types": "public_channel"}),
    ("files.getUploadURLExternal", {"filename": "a.png", "length": 10}),
    ("files.completeUploadExternal", {"files": '[{"id": "F1", "title": "a"}]', "channel_id": "C0DESK"}),
    ("assistant.threads.setSuggestedPrompts", {"channel_id": "D1", "prompts": PROMPTS}),
    ("assistant.threads.setStatus", {"channel_id": "D1", "thread_ts": "1.1", "status": "", "loading_messages": ["a"]}),
    ("oauth.v2.access", {"client_id": "1", "client_secret": "s", "code": "c"}),
    ("apps.connections.open", {}),
]
LINK = {"type": "button", "text": P, "url": "javascript:1"}
TABLE = {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}

BAD_CALLS: dict[str, tuple[str, dict[str, Any], str, list[str]]] = {
    # what it is: (method, arguments, error code, messages)
    "no channel": (
        "chat.postMessage",
        {"text": "a"},
        "invalid_arguments",
        ["[ERROR] missing required field: channel"],
    ),
    "a channel that is a number": (
        "chat.postMessage",
        {**POST, "channel": 1},
        "invalid_arguments",
        ["[ERROR] must provide a string [json-pointer:/channel]"],
    ),
    "a channel that is null": (
        "chat.postMessage",
        {**POST, "channel": None},
        "invalid_arguments",
        ["[ERROR] must provide a string [json-pointer:/channel]"],
    ),
    "a misspelling": (
        "chat.postMessage",
        {**POST, "thread": "1.1"},
        "invalid_arguments",
        ["[ERROR] invalid additional property: thread"],
    ),
    "perhaps": (
        "chat.postMessage",
        {**POST, "unfurl_links": "perhaps"},
        "invalid_arguments",
        ["[ERROR] must provide a boolean [json-pointer:/unfurl_links]"],
    ),
    "a length in words": (
        "files.getUploadURLExternal",
        {"filename": "a", "length": "ten"},
        "invalid_arguments",
        ["[ERROR] must provide an integer [json-pointer:/length]"],
    ),
    "nothing to say": ("chat.postMessage", {"channel": "C", "text": "", "blocks": []}, "no_text", []),
    "nothing to say in JSON": ("chat.postEphemeral", {"channel": "C", "user": "U", "blocks": "[]"}, "no_text", []),
    "two texts": ("chat.postMessage", {**POST, "markdown_text": "a"}, "markdown_text_conflict", []),
    "a long text": (
        "chat.postMessage",
        {**POST, "text": "x" * 40_001},
        "msg_too_long",
        ["[ERROR] must be less than 40001 characters [json-pointer:/text]"],
    ),
    "a long update": (
        "chat.update",
        {**POST, "ts": "1.1", "text": "x" * 4_001},
        "msg_too_long",
        ["[ERROR] must be less than 4001 characters [json-pointer:/text]"],
    ),
    "blocks that are no JSON": ("chat.postMessage", {**POST, "blocks": "[{"}, "invalid_blocks_format", []),
    "blocks that are no list": ("chat.postMessage", {**POST, "blocks": DIVIDER}, "invalid_blocks_format", []),
    "a bad block": (
        "chat.postMessage",
        {**POST, "blocks": json.dumps([{"type": "actions", "elements": [LINK]}])},
        "invalid_blocks",
        ["[ERROR] invalid url [json-pointer:/blocks/0/elements/0/url]"],
    ),
    "blocks that are long in all": ("chat.postMessage", {**POST, "blocks": [SECTION] * 5}, "msg_blocks_too_long", []),
    "two tables": (
        "chat.postMessage",
        {**POST, "blocks": [TABLE, TABLE]},
        "invalid_attachments",
        ["[ERROR] only_one_table_allowed"],
    ),
    "a bad block in an attachment": (
        "chat.postMessage",
        {**POST, "attachments": [{"blocks": [{"type": "foo"}]}]},
        "invalid_attachments",
        ["[ERROR] unsupported type: foo [json-pointer:/attachments/0/blocks/0/type]"],
    ),
    "too many attachments": (
        "chat.postMessage",
        {**POST, "attachments": [{"text": "a"}] * 101},
        "too_many_attachments",
        [],
    ),
    "metadata without an event": (
        "chat.postMessage",
        {**POST, "metadata": {"event_payload": {}}},
        "invalid_metadata_format",
        ["[ERROR] missing required field: event_type [json-pointer:/metadata]"],
    ),
    "nothing to append": (
        "chat.appendStream",
        {"channel": "D1", "ts": "1.1"},
        "no_text",
        ["[ERROR] missing required field: markdown_text"],
    ),
    "chunks of no kind": (
        "chat.appendStream",
        {"channel": "D1", "ts": "1.1", "chunks": [{"type": "text"}]},
        "invalid_chunks",
        ["[ERROR] unsupported type: text [json-pointer:/chunks/0/type]"],
    ),
    "a bad block in a chunk": (
        "chat.appendStream",
        {"channel": "D1", "ts": "1.1", "chunks": [{"type": "blocks", "blocks": [{"type": "foo"}]}]},
        "invalid_blocks",
        ["[ERROR] unsupported type: foo [json-pointer:/chunks/0/blocks/0/type]"],
    ),
    "a modal at home": (
        "views.publish",
        {"user_id": "U0ANN", "view": MODAL},
        "invalid_arguments",
        ["[ERROR] unsupported type: modal [json-pointer:/view/type]"],
    ),
    "a bad view": (
        "views.open",
        {"trigger_id": "1.2.a", "view": json.dumps(without("title", MODAL))},
        "invalid_arguments",
        ["[ERROR] missing required field: title [json-pointer:/view]"],
    ),
    "no trigger": (
        "views.open",
        {"view": MODAL},
        "invalid_arguments",
        ["[ERROR] missing required field: trigger_id"],
    ),
    "a view of 250 kB": (
        "views.publish",
        {"user_id": "U0ANN", "view": {**HOME, "blocks": [{"type": "section", "fields": [long(2000)] * 10}] * 13}},
        "view_too_large",
        [],
    ),
    "nobody to talk to": (
        "conversations.open",
        {},
        "users_list_not_supplied",
        ["[ERROR] missing required field: channel"],
    ),
    "five prompts": (
        "assistant.threads.setSuggestedPrompts",
        {"channel_id": "D1", "prompts": PROMPTS * 5},
        "invalid_arguments",
        ["[ERROR] no more than 4 items allowed [json-pointer:/prompts]"],
    ),
    "a long loading message": (
        "assistant.threads.setStatus",
        {"channel_id": "D1", "thread_ts": "1.1", "status": "a", "loading_messages": ["x" * 51]},
        "invalid_arguments",
        ["[ERROR] must be less than 51 characters [json-pointer:/loading_messages/0]"],
    ),
    "a file without an id": (
        "files.completeUploadExternal",
        {"files": [{"title": "a"}]},
        "invalid_arguments",
        ["[ERROR] missing required field: id [json-pointer:/files/0]"],
    ),
}


@pytest.mark.parametrize("call", GOOD_CALLS, ids=lambda call: call[0])
def test_a_good_call_is_taken(call: tuple[str, dict[str, Any]]) -> None:
    assert call_problems(*call) == ("", [])


@pytest.mark.parametrize("name", BAD_CALLS)
def test_a_bad_call_gets_the_error_code_and_the_words_of_slack(name: str) -> None:
    method, arguments, code, messages = BAD_CALLS[name]
    assert call_problems(method, arguments) == (code, messages)


def test_a_method_that_does_not_exist_is_the_callers_to_handle() -> None:
    with pytest.raises(KeyError):
        call_problems("chat.postMesage", POST)


def test_text_on_its_own_is_judged_by_kind_and_length() -> None:
    assert text_problems("x" * 40_000) == [] == text_problems(None)
    assert text_problems(5) == ["[ERROR] must provide a string [json-pointer:/text]"]


JSON_KEYS = ["channel", "text", "blocks", "attachments", "chunks", "view", "type", "metadata", "files", "prompts"]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["[{}]", '[{"type": "x"}]']),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(JSON_KEYS), inner, max_size=4),
    max_leaves=10,
)


@given(method=st.sampled_from(sorted(METHODS)), junk=st.dictionaries(st.sampled_from(JSON_KEYS), JUNK))
def test_junk_gets_an_error_code_and_breaks_nothing(method: str, junk: dict[str, Any]) -> None:
    needed = dict.fromkeys(METHODS[method].required, "1")
    code, messages = call_problems(method, {**needed, **junk, "odd": 1})
    assert code == "invalid_arguments" and "[ERROR] invalid additional property: odd" in messages
    code, messages = call_problems(method, {**needed, **junk})
    assert code or not messages


@pytest.mark.parametrize("hostile", ["[" * 100_000, '{"a":' * 100_000, "1" * 5_000, '"\\ud800"'])
def test_hostile_json_is_only_bad_blocks(hostile: str) -> None:
    assert call_problems("chat.postMessage", {**POST, "blocks": hostile})[0] == "invalid_blocks_format"


@pytest.mark.parametrize("blocks", ["[" * 900 + "]" * 900, '[{"type": "divider", "x": ' * 300 + "1" + "}]" * 300])
def test_nesting_without_end_is_only_a_bad_block(blocks: str) -> None:
    assert call_problems("chat.postMessage", {**POST, "blocks": blocks})[0] == "invalid_blocks"


def test_a_number_of_a_thousand_digits_is_only_too_large() -> None:
    element = {"type": "multi_users_select", "max_selected_items": 10**1000}
    field = {"type": "plain_text_input", "max_length": 10**1000}
    blocks = [{"type": "actions", "elements": [element]}, {"type": "input", "label": P, "element": field}]
    code, messages = call_problems("chat.postMessage", {**POST, "blocks": blocks})
    assert (code, messages) == (
        "invalid_blocks",
        ["[ERROR] must be less than 3001 [json-pointer:/blocks/1/element/max_length]"],
    )


def test_a_response_has_words_of_its_own_and_the_limits_of_a_message() -> None:
    assert response_problems({"delete_original": True}) == ("", [])
    assert response_problems({"text": "a", "response_type": "ephemeral", "replace_original": False}) == ("", [])
    assert response_problems({"replace_original": True}) == ("no_text", [])
    assert response_problems({"text": "a", "response_type": "all"}) == (
        "invalid_payload",
        ["[ERROR] must be a valid enum value [json-pointer:/response_type]"],
    )
    assert response_problems({"text": "a", "channel": "C1"}) == (
        "invalid_payload",
        ["[ERROR] invalid additional property: channel"],
    )
    assert response_problems({"text": "a", "blocks": [{"type": "foo"}]})[0] == "invalid_blocks"
