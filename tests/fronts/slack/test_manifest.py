"""Slack takes the manifest, and it asks for nothing that it gives no reason for."""

import json
import tomllib
from typing import Any

import pytest
from click.testing import CliRunner

from bot.commands.group import legitbot
from bot.commands.manifest_pages import slack_page, with_reasons
from bot.fronts.slack import names
from bot.fronts.slack.manifest import EVENTS, manifest, prompts
from bot.fronts.slack.scopes import missing, scopes, ways
from bot.fronts.slack.words import words
from bot.library.content import PACKAGE, content_root
from tests.slack_shapes import assert_manifest_is_slacks

LEAST = {"chat:write", "im:history", "im:write", "app_mentions:read", "commands", "files:read", "assistant:write"}
OPTIONAL = {
    "channels:history", "groups:history", "users:read", "channels:read", "groups:read", "reactions:read", "files:write",
}  # fmt: skip
BOTH = [manifest(socket_mode=True), manifest(socket_mode=False, request_url="https://bot.example/slack/events")]


@pytest.mark.parametrize("made", BOTH, ids=["socket mode", "http"])
def test_the_manifest_fits_slacks_own_schema(made: dict[str, Any]) -> None:
    assert_manifest_is_slacks(made)


def test_only_the_least_permissions_are_asked_for() -> None:
    asked = BOTH[0]["oauth_config"]["scopes"]
    assert (set(asked["bot"]), set(asked["bot_optional"])) == (LEAST, OPTIONAL)
    assert "user" not in asked


def test_each_permission_has_its_reason_and_the_way_round() -> None:
    for scope in scopes():
        assert scope.why.endswith(".") and scope.lost.endswith(".") and scope.instead.endswith("."), scope.name


def test_each_permission_serves_a_way_in_or_an_event() -> None:
    """Slack's reviewers want a reason for each and none for later."""
    used = {scope for way in ways() for scope in way.needs} | {scope for one in EVENTS.values() for scope in one}
    assert used == {scope.name for scope in scopes()}


def test_each_event_has_a_permission_behind_it() -> None:
    """Slack refuses to save a subscription without its scope."""
    asked = {scope.name for scope in scopes()}
    subscribed = BOTH[0]["settings"]["event_subscriptions"]["bot_events"]
    for event in subscribed:
        assert not EVENTS[event] or set(EVENTS[event]) & asked, event
    assert subscribed == sorted(EVENTS)


def test_the_ways_in_carry_the_names_that_the_listeners_hear() -> None:
    features = BOTH[0]["features"]
    assert {(one["type"], one["callback_id"]) for one in features["shortcuts"]} == {
        ("message", names.CHECK_MESSAGE),
        ("global", names.CHECK_MAIL),
    }
    assert [one["command"] for one in features["slash_commands"]] == [names.COMMAND]


def test_the_agents_tab_is_declared_the_new_way() -> None:
    """`assistant_view` is legacy: a new app that declares it gets no messages tab for its agent."""
    features = BOTH[0]["features"]
    assert "assistant_view" not in features
    assert features["agent_view"]["suggested_prompts"] == prompts()
    assert 1 <= len(prompts()) <= 4
    assert features["app_home"]["messages_tab_read_only_enabled"] is False


def test_http_needs_an_address_and_socket_mode_none() -> None:
    socket, http = BOTH
    assert "bot.example" not in json.dumps(socket)
    assert json.dumps(http).count("https://bot.example/slack/events") == 3
    assert (socket["settings"]["socket_mode_enabled"], http["settings"]["socket_mode_enabled"]) == (True, False)


@pytest.mark.parametrize("url", ["", "http://bot.example", "bot.example"])
def test_an_address_that_slack_would_refuse_is_refused_by_us(url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        manifest(socket_mode=False, request_url=url)


def test_the_words_fit_slacks_fields() -> None:
    """The schema knows these lengths too, but it is not there on every machine."""
    app = words()["app"]
    assert len(app["name"]) <= 35 and len(app["description"]) <= 140
    assert 175 <= len(app["long_description"].strip()) <= 4_000
    assert len(app["check_message"]) <= 24 and len(app["check_mail"]) <= 24
    assert len(app["agent_description"]) <= 300


def test_a_missing_permission_is_named_with_the_way_round() -> None:
    (one,) = missing((LEAST | OPTIONAL) - {"users:read"})
    assert (one.name, one.instead) == ("users:read", "Choose your language and country in the settings.")


def test_the_command_prints_json_that_can_be_pasted() -> None:
    assert json.loads(_printed()) == BOTH[0]
    assert json.loads(_printed("--url", "https://bot.example/slack/events")) == BOTH[1]


def test_the_command_says_what_is_wrong_with_an_address() -> None:
    result = CliRunner().invoke(legitbot, ["manifest", "--url", "bot.example"])
    assert result.exit_code == 2
    assert "begins with https://" in result.output


def test_yaml_carries_the_reason_beside_each_permission() -> None:
    lines = _printed("--yaml").splitlines()
    for scope in scopes():
        assert f'      - "{scope.name}"  # {scope.why}' in lines


def test_yaml_says_the_same_as_json() -> None:
    """There is no YAML library here, so the few forms that we write are read back by hand."""
    made = BOTH[0] | {"odd": {"empty": [{"a": [1, True]}, {"b": 'x: "y" # z'}]}}
    assert _read_yaml(with_reasons(made, scopes()).splitlines()) == made


def test_the_page_about_slack_is_current() -> None:
    """When this fails: legitbot manifest --markdown > docs/slack.md"""
    written = (PACKAGE.parent / "docs" / "slack.md").read_text("utf-8")
    assert written == slack_page(scopes(), ways(), words()["page"]) == _printed("--markdown")


def test_a_language_without_words_of_its_own_speaks_english() -> None:
    assert words("xx") == words("en") == words("../en")
    assert tomllib.loads((content_root() / "en" / "slack.toml").read_text("utf-8")) == words("en")


def _printed(*arguments: str) -> str:
    result = CliRunner().invoke(legitbot, ["manifest", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def _read_yaml(lines: list[str]) -> object:
    """YAML of the forms that we write: maps, lists, and values as JSON."""
    rows = [(len(line) - len(line.lstrip()), line.strip()) for line in lines]
    value, rest = _node(rows)
    assert not rest
    return value


def _node(rows: list[tuple[int, str]]) -> tuple[object, list[tuple[int, str]]]:
    depth = rows[0][0]
    if rows[0][1].startswith("- "):
        items: list[object] = []
        while rows and rows[0][0] == depth and rows[0][1].startswith("- "):
            inside = rows[0][1][2:]
            if inside[0] in '"0123456789tf' and not inside.startswith("title"):
                items.append(json.JSONDecoder().raw_decode(inside)[0])
                rows = rows[1:]
            else:
                item, rows = _node([(depth + 2, inside), *rows[1:]])
                items.append(item)
        return items, rows
    table: dict[str, object] = {}
    while rows and rows[0][0] == depth and not rows[0][1].startswith("- "):
        key, _, inside = rows[0][1].partition(":")
        if inside:
            table[key], rows = json.loads(inside), rows[1:]
        else:
            table[key], rows = _node(rows[1:])
    return table, rows
