"""Slack sends a browser back only to an address that the manifest names."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bot.commands.group import legitbot
from bot.commands.own_bot import say_how_to_connect
from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from tests.slack_shapes import assert_manifest_is_slacks

BACK = "https://bot.example/slack/oauth_redirect"


def printed(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(legitbot, ["manifest", *arguments])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("url", [
    "https://bot.example", "https://bot.example/", "https://bot.example/slack", "https://bot.example/slack/events",
])  # fmt: skip
def test_over_http_slack_is_told_both_addresses_however_the_url_was_given(url: str) -> None:
    made = printed("--url", url)
    assert_manifest_is_slacks(made)
    assert made["oauth_config"]["redirect_urls"] == [BACK]
    assert made["settings"]["interactivity"]["request_url"] == "https://bot.example/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False


def test_an_address_below_another_keeps_its_beginning() -> None:
    made = manifest(socket_mode=False, request_url="https://acme.example/legit")
    assert made["oauth_config"]["redirect_urls"] == ["https://acme.example/legit/slack/oauth_redirect"]
    assert made["settings"]["event_subscriptions"]["request_url"] == "https://acme.example/legit/slack/events"


def test_in_socket_mode_only_browsers_go_to_the_address() -> None:
    made = printed("--url", "https://bot.example", "--socket-mode")
    assert_manifest_is_slacks(made)
    assert made["oauth_config"]["redirect_urls"] == [BACK]
    assert made["settings"]["socket_mode_enabled"] is True
    assert json.dumps(made).count("bot.example") == 1


def test_without_an_address_nobody_is_sent_back() -> None:
    assert "redirect_urls" not in printed()["oauth_config"]


def test_in_socket_mode_too_the_address_is_https() -> None:
    with pytest.raises(ValueError, match="https://"):
        manifest(socket_mode=True, request_url="http://bot.example")


async def test_who_writes_another_bot_is_told_its_client_id_and_secret(capsys: pytest.CaptureFixture[str]) -> None:
    async with LocalSlack() as slack:
        app = slack.app("Fox")
        say_how_to_connect(slack.api_url, app, slack.workspace("Acme").install(app, scopes=["chat:write"]))
    said = capsys.readouterr().out.splitlines()
    assert f"  export SLACK_CLIENT_ID={app.client_id}" in said
    assert f"  export SLACK_CLIENT_SECRET={app.client_secret}" in said
