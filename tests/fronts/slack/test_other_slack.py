"""The bot is pointed at another party's Slack, which sends and knows less: every person still gets their answer."""

import logging
from pathlib import Path
from typing import Any

import pytest

from bot.fronts.slack import names
from tests.fronts.slack.mails import PASTED, SCAM, WITHOUT_SENDER
from tests.fronts.slack.other_slack import BOT, UNKNOWN, other_slack

pytestmark = pytest.mark.thorough

ANN = "ann-1"
SAYS_NOTHING = {"ok", "a list"}  # whoever hears this must take it that the message stands there
DM: dict[str, Any] = {"type": "message", "channel": "D-ann", "user": ANN}


@pytest.fixture(autouse=True)
def no_errors(caplog: pytest.LogCaptureFixture) -> Any:
    """Whatever the other side lacks is no error of ours."""
    yield
    assert not [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.parametrize("unknown", UNKNOWN)
async def test_a_mail_pasted_in_a_direct_message_is_answered_in_its_thread(tmp_path: Path, unknown: str) -> None:
    async with other_slack(tmp_path, unknown) as slack:
        await slack.event(**DM, text=PASTED, ts="1.1")
        assert (await slack.said()).startswith("**This is likely a scam.**")
        assert (slack.posted[0]["channel"], slack.posted[0]["thread_ts"]) == ("D-ann", "1.1")
        await slack.event(**DM, text="I paid", ts="1.2", thread_ts="1.1")
        assert "bank" in await slack.said(2)
        await slack.quiet()
        assert len(slack.posted) == 2


async def test_its_workspace_has_an_id_that_our_events_do_not_name(tmp_path: Path) -> None:
    async with other_slack(tmp_path, team="northwind") as slack:
        await slack.event(**DM, text=PASTED, ts="1.1")
        assert "scam" in await slack.said()


async def test_auth_test_tells_no_workspace_and_the_events_do(tmp_path: Path) -> None:
    async with other_slack(tmp_path) as slack:
        await slack.sends(
            "events_api", {"type": "event_callback", "team_id": "w-1", "event": {**DM, "text": PASTED, "ts": "1.1"}}
        )
        assert "scam" in await slack.said()


async def test_another_workspace_than_ours_is_not_answered(tmp_path: Path) -> None:
    """With our token the answer would go to other people."""
    async with other_slack(tmp_path, team="northwind") as slack:
        payload = {"type": "event_callback", "team_id": "acme", "event": {**DM, "text": PASTED, "ts": "1.1"}}
        await slack.sends("events_api", payload)
        await slack.quiet()
        assert not slack.posted


async def test_the_bots_own_words_come_back_without_a_bot_id_and_are_not_answered(tmp_path: Path) -> None:
    async with other_slack(tmp_path) as slack:
        await slack.event(**{**DM, "user": BOT}, text=PASTED, ts="1.1")
        await slack.quiet()
        assert not slack.posted


@pytest.mark.parametrize("unknown", UNKNOWN)
async def test_a_file_with_nothing_but_an_id_is_looked_up_and_fetched(tmp_path: Path, unknown: str) -> None:
    async with other_slack(tmp_path, unknown, "files.info") as slack:
        slack.files["f-1"] = SCAM
        await slack.event(**DM, text="", ts="1.1", subtype="file_share", files=[{"id": "f-1"}])
        assert (await slack.said()).startswith("**This is likely a scam.**")


async def test_a_file_that_it_cannot_tell_about_gets_one_sentence(tmp_path: Path) -> None:
    async with other_slack(tmp_path) as slack:
        await slack.event(**DM, text="", ts="1.1", subtype="file_share", files=[{"id": "f-1"}])
        assert "send it again" in await slack.said()


async def test_a_mention_is_answered_about_the_message_above_it(tmp_path: Path) -> None:
    async with other_slack(tmp_path, "a page", "conversations.replies") as slack:
        slack.messages = [{"ts": "1.1", "user": ANN, "text": PASTED}]
        await slack.event(
            type="app_mention", channel="general", user=ANN, text=f"<@{BOT}> real?", ts="1.2", thread_ts="1.1"
        )
        assert (await slack.said()).startswith("**This is likely a scam.**")
        assert slack.posted[0]["channel"] == "general"


@pytest.mark.parametrize("unknown", sorted(UNKNOWN.keys() - SAYS_NOTHING))
async def test_a_message_that_somebody_points_at_is_answered_to_them_alone(tmp_path: Path, unknown: str) -> None:
    """Without a response_url and without ephemeral messages the answer comes directly, never in public."""
    async with other_slack(tmp_path, unknown) as slack:
        await slack.sends("interactive", {
            "type": "message_action", "callback_id": names.CHECK_MESSAGE, "user": {"id": ANN},
            "channel": {"id": "general"}, "message": {"ts": "1.1", "user": "bob", "text": PASTED},
        })  # fmt: skip
        assert (await slack.said()).startswith("**This is likely a scam.**")
        assert slack.posted[0]["channel"] == ANN and "thread_ts" not in slack.posted[0]


@pytest.mark.parametrize("url", ["", "not a url", "http://127.0.0.1:1/gone", "https://hooks.slack.test/x", "ftp://x/"])
async def test_a_response_url_that_leads_nowhere_costs_nobody_the_answer(tmp_path: Path, url: str) -> None:
    async with other_slack(tmp_path, "a page", "chat.postEphemeral") as slack:
        await slack.sends("interactive", {
            "type": "message_action", "callback_id": names.CHECK_MESSAGE, "user": {"id": ANN}, "response_url": url,
            "channel": {"id": "general"}, "message": {"ts": "1.1", "user": "bob", "text": PASTED}, "trigger_id": "t",
        })  # fmt: skip
        assert (await slack.said()).startswith("**This is likely a scam.**")
        assert slack.posted[0]["user"] == ANN


async def test_a_slash_command_without_a_trigger_is_answered_each_time(tmp_path: Path) -> None:
    async with other_slack(tmp_path, "a page", "chat.postEphemeral") as slack:
        for number in (1, 2):
            await slack.sends(
                "slash_commands", {"command": "/legit", "text": "help", "user_id": ANN, "channel_id": "general"}
            )
            assert "mail" in await slack.said(number)
            assert slack.posted[number - 1]["user"] == ANN


async def test_a_box_that_cannot_be_opened_is_said_so(tmp_path: Path) -> None:
    async with other_slack(tmp_path, "a page", "chat.postEphemeral") as slack:
        await slack.sends(
            "slash_commands", {"command": "/legit", "text": "check", "user_id": ANN, "channel_id": "general"}
        )
        assert await slack.said()


async def test_a_button_is_answered_with_the_few_fields_that_say_which(tmp_path: Path) -> None:
    async with other_slack(tmp_path) as slack:
        await slack.event(**DM, text=PASTED, ts="1.1")
        await slack.said()
        (button,) = [
            one for block in slack.posted[0]["blocks"] if block["type"] == "actions" for one in block["elements"]
            if one["action_id"].endswith("called")
        ]  # fmt: skip
        pressed = {name: button[name] for name in ("action_id", "value")}
        await slack.sends("interactive", {
            "type": "block_actions", "user": {"id": ANN}, "channel": {"id": "D-ann"},
            "actions": [{"type": "button", **pressed}], "message": {"ts": "9.1"},
        })  # fmt: skip
        assert "Thank you for telling me" in await slack.said(2)


async def test_the_paste_box_is_answered_directly(tmp_path: Path) -> None:
    async with other_slack(tmp_path) as slack:
        for number, mail in enumerate((PASTED, WITHOUT_SENDER), 1):
            await slack.sends("interactive", {
                "type": "view_submission", "user": {"id": ANN},
                "view": {"type": "modal", "callback_id": names.PASTE_VIEW,
                         "state": {"values": {names.MAIL: {names.VALUE: {"value": mail}}}}},
            })  # fmt: skip
            assert await slack.said(number)
            assert slack.posted[number - 1]["channel"] == ANN


@pytest.mark.parametrize("event", [
    {"type": "app_home_opened", "user": ANN}, {"type": "app_home_opened", "user": ANN, "tab": "messages"},
    {"type": "app_home_opened"}, {"type": "member_joined_channel", "user": BOT, "channel": "general"},
    {"type": "member_joined_channel"}, {"type": "team_join"}, {"type": "tokens_revoked"}, {"type": "message"},
    {"type": "message", "channel": "D-ann"}, {"type": "message", "subtype": "message_changed", "channel": "D-ann"},
    {"type": "app_mention", "user": ANN}, {"type": "app_mention", "channel": "general"},
], ids=str)  # fmt: skip
async def test_an_event_that_says_almost_nothing_is_acknowledged(tmp_path: Path, event: dict[str, Any]) -> None:
    async with other_slack(tmp_path) as slack:
        await slack.event(**event)
        await slack.quiet()
        assert all(one["channel"] in (ANN, "D-ann") for one in slack.posted)
