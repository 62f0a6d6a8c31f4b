"""Modals and the home tab: what the person sees after each answer of the app."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.localslack import NotThere, View
from tests.localslack.conftest import Firm, listening

View_ = dict[str, Any]

KINDS: View_ = {
    "type": "input",
    "block_id": "kind",
    "optional": True,
    "label": {"type": "plain_text", "text": "Kinds"},
    "element": {
        "type": "checkboxes",
        "action_id": "boxes",
        "options": [{"text": {"type": "plain_text", "text": "Mail"}, "value": "mail"}],
    },
}


def modal(title: str = "Check a mail", **more: Any) -> View_:
    return {
        "type": "modal",
        "callback_id": "paste",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Check"},
        "private_metadata": "kept",
        "blocks": [
            {
                "type": "input",
                "block_id": "mail",
                "label": {"type": "plain_text", "text": "The mail"},
                "element": {"type": "plain_text_input", "action_id": "text", "multiline": True},
            },
            KINDS,
            {
                "type": "actions",
                "block_id": "more",
                "elements": [{"type": "button", "action_id": "help", "text": {"type": "plain_text", "text": "Help"}}],
            },
        ],
    } | more


async def opened(firm: Firm, **more: Any) -> View:
    trigger = (await firm.ann.uses_shortcut(firm.app, "paste")).payload["trigger_id"]
    await firm.client().views_open(trigger_id=trigger, view=modal(**more))
    assert firm.ann.view is not None
    return firm.ann.view


async def submitted(firm: Firm, bolt: AsyncApp, on: View, /, **answer: Any) -> View_:
    """Send the modal off to a listener that answers so; the payload that the listener got."""
    got: list[View_] = []

    @bolt.view("paste")
    async def listener(ack: Any, body: View_) -> None:
        got.append(body)
        await ack(**answer)

    async with listening(firm, bolt):
        ack = await firm.ann.submits(on, {"mail": {"text": "From: x"}})
    assert ack.ok
    return got[0]


async def test_an_open_modal_is_the_view_object_of_slack(firm: Firm) -> None:
    body = (await opened(firm)).body
    assert set(body) == {
        "id",
        "team_id",
        "type",
        "blocks",
        "private_metadata",
        "callback_id",
        "state",
        "hash",
        "title",
        "clear_on_close",
        "notify_on_close",
        "submit_disabled",
        "close",
        "submit",
        "previous_view_id",
        "root_view_id",
        "app_id",
        "external_id",
        "app_installed_team_id",
        "bot_id",
    }
    assert body["id"] == body["root_view_id"]
    assert body["state"]["values"] == {
        "mail": {"text": {"type": "plain_text_input", "value": None}},
        "kind": {"boxes": {"type": "checkboxes", "selected_options": []}},
    }


async def test_a_submission_brings_what_was_typed_and_closes_the_modal(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    payload = await submitted(firm, bolt, view)
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["mail"]["text"] == {"type": "plain_text_input", "value": "From: x"}
    assert (payload["view"]["private_metadata"], payload["response_urls"]) == ("kept", [])
    assert firm.ann.view is None


async def test_errors_keep_the_modal_open(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="errors", errors={"mail": "Too short"})
    assert (firm.ann.view, view.errors) == (view, {"mail": "Too short"})


async def test_errors_for_an_input_that_is_not_there_are_trouble(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="errors", errors={"nothing": "Too short"})
    assert "input blocks" in view.trouble


async def test_an_update_replaces_what_is_shown(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="update", view=modal("Thanks"))
    assert (firm.ann.view, view.title) == (view, "Thanks")


async def test_a_push_lies_on_top_and_closing_it_shows_the_one_below(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="push", view=modal("More"))
    top = firm.ann.view
    assert top is not None
    assert (top.title, top.body["previous_view_id"], top.body["root_view_id"]) == ("More", view.id, view.id)
    await firm.ann.closes(top)
    assert firm.ann.view is view


async def test_clear_closes_all(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="clear")
    assert firm.ann.stack == []


async def test_a_view_that_slack_refuses_leaves_the_modal_in_trouble(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    await submitted(firm, bolt, view, response_action="update", view=modal("T" * 25))
    assert (firm.ann.view, view.title) == (view, "Check a mail")
    assert "title" in view.trouble


async def test_a_submission_without_an_ack_leaves_the_modal_open(firm: Firm, bolt: AsyncApp) -> None:
    view = await opened(firm)
    async with listening(firm, bolt):
        submitting = asyncio.create_task(firm.ann.submits(view, {"mail": {"text": "x"}}))
        await firm.slack.until(lambda: firm.slack.deliveries[-1].payload["type"] == "view_submission")
        await firm.slack.until(lambda: firm.slack.deliveries[-1].attempts[0].envelope_id)
        firm.slack.clock.advance(3.1)
        ack = await submitting
    assert (ack.ok, firm.ann.view, view.trouble) == (False, view, "timeout")


async def test_what_must_be_filled_in_is_asked_for_by_slack_itself(firm: Firm) -> None:
    view = await opened(firm)
    with pytest.raises(NotThere, match="fill in mail"):
        await firm.ann.submits(view)
    with pytest.raises(NotThere, match="no input mail/nothing"):
        await firm.ann.submits(view, {"mail": {"nothing": "x"}})


async def test_an_app_is_told_of_a_closed_modal_only_if_it_asked(firm: Firm) -> None:
    assert await firm.ann.closes(await opened(firm)) is None
    told = await firm.ann.closes(await opened(firm, notify_on_close=True))
    assert told is not None
    assert (told.payload["type"], told.payload["is_cleared"]) == ("view_closed", False)
    assert firm.ann.view is None


async def test_a_button_in_a_modal_brings_the_view_and_can_push(firm: Firm) -> None:
    client = firm.client()
    for depth in (1, 2):
        view = firm.ann.view or await opened(firm)
        payload = (await firm.ann.presses(view, "help")).payload
        assert (payload["container"], payload["view"]["id"]) == ({"type": "view", "view_id": view.id}, view.id)
        assert not {"channel", "message", "response_url"} & set(payload)
        await client.views_push(trigger_id=payload["trigger_id"], view=modal(f"Help {depth}"))
    assert [one.title for one in firm.ann.stack] == ["Check a mail", "Help 1", "Help 2"]
    top = firm.ann.view
    assert top is not None
    trigger = (await firm.ann.presses(top, "help")).payload["trigger_id"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger, view=modal("Help 3"))


async def test_an_update_with_an_old_hash_is_a_conflict(firm: Firm) -> None:
    view = await opened(firm)
    client, old = firm.client(), view.body["hash"]
    await client.views_update(view_id=view.id, hash=old, view=modal("Two"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=old, view=modal("Three"))
    assert view.title == "Two"


async def test_an_update_keeps_what_was_typed(firm: Firm) -> None:
    view = await opened(firm)
    view.body["state"]["values"]["mail"]["text"]["value"] = "typed"
    await firm.client().views_update(view_id=view.id, view=modal("Two"))
    assert view.state["mail"]["text"]["value"] == "typed"


async def test_a_view_is_found_by_the_apps_own_id_and_not_when_closed(firm: Firm) -> None:
    view = await opened(firm, external_id="mine")
    client = firm.client()
    await client.views_update(external_id="mine", view=modal("Two", external_id="mine"))
    assert view.title == "Two"
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await opened(firm, external_id="mine")
    await firm.ann.closes(view)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view.id, view=modal("Three"))


HOME = {"type": "home", "blocks": modal()["blocks"][2:]}


async def test_the_home_tab_is_published_shown_and_pressed(firm: Firm) -> None:
    client = firm.client()
    published = await client.views_publish(user_id=firm.ann.id, view=HOME)
    home = firm.ann.home
    assert home is not None
    assert (home["type"], firm.bob.home) == ("home", None)
    payload = (await firm.ann.presses(home, "help")).payload
    assert (payload["view"]["type"], payload["container"]["view_id"]) == ("home", home["id"])
    await firm.ann.opens(firm.app, tab="home")
    assert firm.slack.deliveries[-1].payload["event"]["view"]["id"] == home["id"]
    await client.views_publish(user_id=firm.ann.id, hash=published["view"]["hash"], view=HOME)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id=firm.ann.id, hash=published["view"]["hash"], view=HOME)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda view: view | {"title": {"type": "plain_text", "text": "T" * 25}},
        lambda view: view | {"private_metadata": "m" * 3001},
        lambda view: view | {"type": "home"},
    ],
    ids=["a long title", "too much metadata", "the wrong type"],
)
async def test_a_view_that_slack_refuses_is_not_opened(firm: Firm, spoil: Callable[[View_], View_]) -> None:
    trigger = (await firm.ann.uses_shortcut(firm.app, "paste")).payload["trigger_id"]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await firm.client().views_open(trigger_id=trigger, view=spoil(modal()))
    assert firm.ann.view is None
