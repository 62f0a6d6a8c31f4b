"""Shortcuts, commands and buttons: their payloads, and the short-lived tickets that they bring."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.localslack import Message, NotThere
from tests.localslack.conftest import Firm, listening

BUTTONS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "Did it help?"}},
    {
        "type": "actions",
        "block_id": "answers",
        "elements": [
            {"type": "button", "action_id": "say", "text": {"type": "plain_text", "text": "Yes"}, "value": "yes"},
            {"type": "button", "action_id": "say_no", "text": {"type": "plain_text", "text": "No"}, "value": "no"},
            {
                "type": "static_select",
                "action_id": "pick",
                "options": [{"text": {"type": "plain_text", "text": "Two"}, "value": "2"}],
            },
        ],
    },
]
MODAL: dict[str, Any] = {"type": "modal", "title": {"type": "plain_text", "text": "Hi"}, "blocks": BUTTONS[:1]}


async def with_buttons(firm: Firm) -> Message:
    await firm.client().chat_postMessage(channel=firm.general.id, text="Did it help?", blocks=BUTTONS)
    return firm.general.messages[-1]


async def test_a_message_shortcut_brings_the_message(firm: Firm) -> None:
    message = await firm.ann.says(firm.private, "win a prize")
    payload = (await firm.ann.uses_shortcut(firm.app, "check", message=message)).payload
    assert set(payload) == {
        "type",
        "token",
        "action_ts",
        "team",
        "user",
        "channel",
        "is_enterprise_install",
        "enterprise",
        "callback_id",
        "trigger_id",
        "response_url",
        "message_ts",
        "message",
    }
    assert (payload["type"], payload["callback_id"]) == ("message_action", "check")
    assert payload["message"]["text"] == "win a prize"
    assert payload["channel"] == {"id": firm.private.id, "name": "privategroup"}


async def test_a_global_shortcut_has_no_channel(firm: Firm) -> None:
    payload = (await firm.ann.uses_shortcut(firm.app, "paste")).payload
    assert (payload["type"], payload["user"]["id"]) == ("shortcut", firm.ann.id)
    assert not {"channel", "message", "response_url"} & set(payload)


async def test_a_command_is_a_flat_form_and_its_ack_is_shown_to_one_person(firm: Firm, bolt: AsyncApp) -> None:
    @bolt.command("/legit")
    async def run(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"you asked {command['text']}")

    async with listening(firm, bolt):
        ack = await firm.ann.runs(firm.app, "/legit", "help", channel=firm.general)
    assert (ack.ok, ack.response["text"]) == (True, "you asked help")
    assert [one.text for one in firm.ann.ephemerals(firm.general)] == ["you asked help"]
    assert not firm.general.messages
    payload = firm.slack.deliveries[-1].payload
    assert all(isinstance(value, str) for value in payload.values())
    assert (payload["channel_name"], payload["user_name"]) == ("general", "ann.berg")


async def test_a_command_that_nobody_acknowledges_times_out(firm: Firm, bolt: AsyncApp) -> None:
    async with listening(firm, bolt):  # without a listener for it, Bolt sends no ack
        running = asyncio.create_task(firm.ann.runs(firm.app, "/legit", channel=firm.general))
        await firm.slack.until(lambda: firm.slack.deliveries and firm.slack.deliveries[0].attempts[0].envelope_id)
        firm.slack.clock.advance(3.1)
        ack = await running
    assert (ack.ok, ack.error) == (False, "operation_timeout")
    assert len(firm.slack.deliveries[-1].attempts) == 1


async def test_only_what_the_manifest_names_can_be_used(firm: Firm) -> None:
    features = {
        "slash_commands": [{"command": "/legit", "description": "d"}],
        "shortcuts": [{"name": "n", "type": "message", "callback_id": "check", "description": "d"}],
    }
    manifest = {"features": features, "settings": {"interactivity": {"is_enabled": True}}}
    app = firm.slack.app("Named", manifest=manifest)
    firm.team.install(app, scopes=["commands"])
    with pytest.raises(NotThere, match="/other is not a command"):
        await firm.ann.runs(app, "/other", channel=firm.general)
    with pytest.raises(NotThere, match="check is not a global shortcut"):
        await firm.ann.uses_shortcut(app, "check")


async def test_a_button_in_a_message_says_where_it_was(firm: Firm) -> None:
    message = await with_buttons(firm)
    payload = (await firm.ann.presses(message, "say", "yes")).payload
    assert payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": firm.general.id,
        "is_ephemeral": False,
    }
    (action,) = payload["actions"]
    assert set(action) == {"type", "action_id", "block_id", "text", "value", "action_ts"}
    assert (action["action_id"], action["block_id"], action["value"]) == ("say", "answers", "yes")
    assert payload["message"]["ts"] == message.ts
    assert payload["state"] == {"values": {"answers": {"pick": {"type": "static_select", "selected_option": None}}}}


async def test_a_choice_stands_in_the_action_and_in_the_state(firm: Firm) -> None:
    message = await with_buttons(firm)
    payload = (await firm.ann.presses(message, "pick", "2")).payload
    assert payload["actions"][0]["selected_option"]["value"] == "2"
    assert payload["state"]["values"]["answers"]["pick"]["selected_option"]["value"] == "2"


async def test_what_is_not_there_cannot_be_pressed(firm: Firm) -> None:
    message = await with_buttons(firm)
    for action_id, value in (("shout", None), ("say", "perhaps"), ("pick", "3")):
        with pytest.raises(LookupError):
            await firm.ann.presses(message, action_id, value)
    assert not [one for one in firm.slack.deliveries if one.kind == "interactive"]


async def test_a_press_on_a_private_message_names_it_and_shows_nothing(firm: Firm) -> None:
    await firm.client().chat_postEphemeral(channel=firm.general.id, user=firm.ann.id, text="x", blocks=BUTTONS)
    (private,) = firm.ann.ephemerals(firm.general)
    payload = (await firm.ann.presses(private, "say")).payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


async def test_an_answer_replaces_or_deletes_the_private_message(firm: Firm) -> None:
    await firm.client().chat_postEphemeral(channel=firm.general.id, user=firm.ann.id, text="x", blocks=BUTTONS)
    (private,) = firm.ann.ephemerals(firm.general)
    hook = AsyncWebhookClient((await firm.ann.presses(private, "say")).payload["response_url"])
    assert (await hook.send(text="thanks", replace_original=True)).body == "ok"
    assert [(one.text, one.blocks) for one in firm.ann.ephemerals(firm.general)] == [("thanks", [])]
    await hook.send(delete_original=True)
    assert not firm.ann.ephemerals(firm.general)


async def test_an_answer_is_private_unless_it_says_in_channel(firm: Firm) -> None:
    message = await firm.ann.says(firm.private, "win a prize")
    hook = AsyncWebhookClient((await firm.ann.uses_shortcut(firm.app, "check", message)).payload["response_url"])
    await hook.send(text="a scam")
    await hook.send(text="a scam", response_type="in_channel")
    assert [one.text for one in firm.ann.ephemerals(firm.private)] == ["a scam"]
    assert [one.text for one in firm.private.messages] == ["win a prize", "a scam"]


async def test_a_response_url_is_good_five_times_and_half_an_hour(firm: Firm) -> None:
    message = await firm.ann.says(firm.general, "hi")
    first, second = [
        AsyncWebhookClient((await firm.ann.uses_shortcut(firm.app, "check", message)).payload["response_url"])
        for _ in range(2)
    ]
    answers = [await first.send(text=str(number)) for number in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [404]
    assert answers[5].body == "used_url"
    firm.slack.clock.advance(1801)
    assert (await second.send(text="late")).body == "expired_url"


async def test_a_response_url_refuses_what_slack_refuses(firm: Firm) -> None:
    message = await firm.ann.says(firm.general, "hi")
    url = (await firm.ann.uses_shortcut(firm.app, "check", message)).payload["response_url"]
    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "x", "blocks": [{}]}) as answer:
        assert (await answer.json())["ok"] is False
    assert not firm.ann.ephemerals(firm.general)


async def test_a_trigger_opens_one_view_within_three_seconds(firm: Firm) -> None:
    client = firm.client()
    used, late, foreign = [
        str((await firm.ann.uses_shortcut(firm.app, "paste")).payload["trigger_id"]) for _ in range(3)
    ]
    await client.views_open(trigger_id=used, view=MODAL)
    other = firm.team.install(firm.slack.app("Other"), scopes=[])
    attempts = [(client, used, "exchanged_trigger_id"), (firm.client(other.token), foreign, "invalid_trigger_id")]
    firm.slack.clock.advance(1)
    for asking, trigger, error in [*attempts, (client, "made.up", "invalid_trigger_id")]:
        with pytest.raises(SlackApiError, match=error):
            await asking.views_open(trigger_id=trigger, view=MODAL)
    firm.slack.clock.advance(2.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=late, view=MODAL)


async def test_what_the_manifest_turned_off_cannot_be_used(firm: Firm) -> None:
    quiet = firm.slack.app("Quiet", manifest={"features": {"app_home": {"messages_tab_enabled": False}}})
    bot = firm.team.install(quiet, scopes=["chat:write", "commands"])
    with pytest.raises(NotThere, match="messages tab is closed"):
        await firm.ann.says(firm.team.direct_message(firm.ann, bot), "hi")
    with pytest.raises(NotThere, match="interactivity is off"):
        await firm.ann.uses_shortcut(quiet, "paste")
    poor = firm.team.install(firm.slack.app("Poor"), scopes=["chat:write"])
    with pytest.raises(NotThere, match="lacks the scope commands"):
        await firm.ann.runs(poor, "/legit", channel=firm.general)


async def test_what_stands_inside_other_blocks_can_be_pressed_too(firm: Firm) -> None:
    """A card of a carousel, a button in a container, one in what hangs below a message; named or not."""

    def button(action_id: str = "") -> dict[str, Any]:
        made = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "value": "v"}
        return made | ({"action_id": action_id} if action_id else {})

    title = {"type": "plain_text", "text": "Box"}
    card = {"type": "card", "body": {"type": "mrkdwn", "text": "x"}, "actions": [button("card")]}
    blocks: list[dict[str, Any]] = [
        {"type": "carousel", "elements": [card]},
        {"type": "container", "title": title, "child_blocks": [{"type": "actions", "elements": [button("inside")]}]},
        {"type": "actions", "elements": [button()]},
    ]
    below = [{"blocks": [{"type": "actions", "elements": [button("below")]}]}]
    await firm.client().chat_postMessage(channel=firm.general.id, text="x", blocks=blocks, attachments=below)
    message = firm.general.messages[-1]
    unnamed = message.blocks[2]["elements"][0]["action_id"]
    for action_id in ("card", "inside", unnamed, "below"):
        delivery = await firm.ann.presses(message, action_id)
        [action] = delivery.payload["actions"]
        assert (action["action_id"], action["value"]) == (action_id, "v") and action["block_id"]
