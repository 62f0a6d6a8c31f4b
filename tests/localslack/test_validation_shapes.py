"""Our table of methods says what Slack's own files say, and the shared checks let nothing bad pass."""

from typing import Any

import pytest

from bot.localslack.validation import METHODS, TIERS, argument_problems
from tests import slack_shapes
from tests.localslack.test_validation_calls import BAD_CALLS, DIVIDER, GOOD_CALLS, POST

# ── The table of methods ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("method", METHODS)
def test_the_table_is_sound(method: str) -> None:
    row = METHODS[method]
    assert row.tier in TIERS and row.http in ("GET", "POST")
    assert set(row.required) <= set(row.arguments)
    assert len(argument_problems(method, {})) >= len(row.required)


@pytest.mark.parametrize("method", METHODS)
def test_the_table_says_what_slacks_own_files_say(method: str) -> None:
    shape = slack_shapes.method_shape(method)
    if shape is None:
        assert method not in {path.stem for path in slack_shapes.slack_shapes().glob("methods/*.json")}
        return
    row = METHODS[method]
    assert (row.tier, row.http) == (shape["rate_limits"], shape["http_method"])
    assert set(row.scopes) == set(shape["scope"].get("bot", ()))
    assert sorted(row.required) == sorted(slack_shapes.required_arguments(method))
    assert set(row.arguments) == set(shape["args"]["properties"]) | {"token", "team_id"}


def test_the_table_lacks_no_method_that_slacks_files_have() -> None:
    assert {path.stem for path in slack_shapes.slack_shapes().glob("methods/*.json")} <= set(METHODS)


# ── The shared checks ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("call", GOOD_CALLS, ids=lambda call: call[0])
def test_what_we_take_is_also_slacks_by_its_own_shapes(call: tuple[str, dict[str, Any]]) -> None:
    slack_shapes.assert_payload_is_slacks(call)


@pytest.mark.parametrize("name", BAD_CALLS)
def test_the_shared_check_lets_no_bad_call_pass(name: str) -> None:
    slack_shapes.slack_shapes()
    method, arguments, code, _ = BAD_CALLS[name]
    with pytest.raises(AssertionError, match=code):
        slack_shapes.assert_payload_is_slacks((method, arguments))


def test_the_shared_check_wants_words_for_screen_readers_and_no_unfolding() -> None:
    slack_shapes.slack_shapes()
    with pytest.raises(AssertionError, match="no top-level text"):
        slack_shapes.assert_payload_is_ours(("chat.update", {"channel": "C", "ts": "1.1", "blocks": [DIVIDER]}))
    with pytest.raises(AssertionError, match="unfurl_media is not false"):
        slack_shapes.assert_payload_is_ours(("chat.postMessage", {**POST, "unfurl_links": False}))
    slack_shapes.assert_payload_is_ours(("chat.postMessage", {**POST, "unfurl_links": False, "unfurl_media": False}))


def test_a_response_is_held_to_slacks_types() -> None:
    slack_shapes.slack_shapes()
    slack_shapes.assert_response_is_slacks({"text": "a", "blocks": [DIVIDER]})
    with pytest.raises(AssertionError, match="invalid_payload"):
        slack_shapes.assert_response_is_slacks({"text": "a", "user": "U0ANN"})


def test_a_manifest_is_held_to_slacks_schema() -> None:
    manifest = {"display_information": {"name": "Legitbot"}}
    slack_shapes.assert_manifest_is_slacks(manifest)
    with pytest.raises(AssertionError, match="feature"):
        slack_shapes.assert_manifest_is_slacks({**manifest, "feature": {}})


def test_without_the_shapes_a_test_skips_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGITBOT_SLACK_SHAPES", "/nowhere")
    with pytest.raises(pytest.skip.Exception, match="LEGITBOT_SLACK_SHAPES names no folder"):
        slack_shapes.slack_shapes()
