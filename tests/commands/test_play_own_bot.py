"""`legitbot play --without-bot --manifest`: another bot's own app, on the Slack that play starts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app.config import CannotStart
from bot.commands.own_bot import own_manifest, say_how_to_connect
from bot.commands.play import play
from bot.commands.playground import furnished
from bot.library.play import Play
from bot.localslack import LocalSlack

pytestmark = pytest.mark.thorough

FOX = {
    "display_information": {"name": "Fox"},
    "features": {"slash_commands": [{"command": "/fox", "description": "Says what a fox says"}]},
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
    "settings": {"socket_mode_enabled": True},
}


async def test_the_app_has_the_name_the_commands_and_the_scopes_of_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "fox.json").write_text(json.dumps(FOX))
    async with LocalSlack() as slack:
        app, bot = furnished(slack, Play.load(), own_manifest(tmp_path / "fox.json"))
        assert (app.name, set(app.commands or ()), bot.scopes) == ("Fox", {"/fox"}, {"commands", "chat:write"})
        assert app.socket_mode


async def test_a_manifest_with_an_address_gets_its_events_there(capsys: pytest.CaptureFixture[str]) -> None:
    address = "http://127.0.0.1:3000/slack/events"
    async with LocalSlack() as slack:
        own = FOX | {"settings": {"event_subscriptions": {"request_url": address, "bot_events": []}}}
        app, bot = furnished(slack, Play.load(), own)
        say_how_to_connect(slack.api_url, app, bot)
    assert (app.socket_mode, app.request_url) == (False, address)
    said = capsys.readouterr().out
    assert f"SLACK_SIGNING_SECRET={app.signing_secret}" in said
    assert address in said
    assert "SLACK_APP_TOKEN" not in said


@pytest.mark.parametrize("words", ["", "[]", "display_information:\n  name: Fox\n", '{"name": "Fox"}'])
def test_what_is_no_manifest_is_a_sentence(tmp_path: Path, words: str) -> None:
    (tmp_path / "fox.json").write_text(words)
    with pytest.raises(CannotStart, match=r"fox\.json"):
        own_manifest(tmp_path / "fox.json")


def test_a_manifest_is_for_another_bot_only() -> None:
    answer = CliRunner().invoke(play, ["--manifest", "fox.json"])
    assert answer.exit_code == 2
    assert "--without-bot" in answer.output
