"""Events in the exact field set that Slack sends: a bot reads these keys, and a missing one is a crash there."""

from typing import Any

import pytest

from bot.localslack import Channel, Delivery
from tests.localslack.conftest import Firm, firm_on

WRAPPER = {
    "token",
    "team_id",
    "context_team_id",
    "context_enterprise_id",
    "api_app_id",
    "event",
    "type",
    "event_id",
    "event_time",
    "authorizations",
    "is_ext_shared_channel",
    "event_context",
}


def heard(firm: Firm, kind: str = "message") -> list[dict[str, Any]]:
    """The events of one type that were sent to the app."""
    found = (one.payload.get("event") for one in firm.slack.deliveries if one.app is firm.app)
    return [event for event in found if event and event["type"] == kind]


def last(firm: Firm) -> Delivery:
    return firm.slack.deliveries[-1]


async def test_the_wrapper_names_the_app_the_team_and_the_authorisation(firm: Firm) -> None:
    await firm.ann.says(firm.dm, "hi")
    payload = last(firm).payload
    assert set(payload) == WRAPPER
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        firm.team.id,
        firm.app.id,
    )
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": firm.team.id,
            "user_id": firm.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]


async def test_a_typed_message_has_text_and_rich_text(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "a & b")
    (event,) = heard(firm)
    assert set(event) == {
        "type",
        "ts",
        "team",
        "user",
        "client_msg_id",
        "text",
        "blocks",
        "channel",
        "event_ts",
        "channel_type",
    }
    assert (event["text"], event["channel_type"], event["ts"]) == ("a &amp; b", "im", message.ts)
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "a & b"}]


async def test_an_edit_shows_both_versions(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "old")
    await firm.ann.edits(message, "new")
    event = heard(firm)[-1]
    assert (event["subtype"], event["hidden"], event["channel"]) == ("message_changed", True, firm.dm.id)
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("new", "old")
    assert event["message"]["edited"]["user"] == firm.ann.id
    assert event["message"]["ts"] == message.ts < event["ts"]


async def test_a_deletion_shows_what_was_deleted(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "oops")
    await firm.ann.deletes(message)
    event = heard(firm)[-1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", message.ts)
    assert event["previous_message"]["text"] == "oops"
    assert not firm.dm.messages


async def test_a_deleted_message_with_replies_leaves_a_tombstone(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "oops")
    await firm.ann.says(firm.dm, "more", thread=message)
    await firm.ann.deletes(message)
    event = heard(firm)[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert "blocks" not in event["message"]


async def test_a_mention_is_told_twice_as_message_and_as_app_mention(firm: Firm) -> None:
    top = await firm.bob.says(firm.general, "win a prize")
    await firm.ann.says(firm.general, f"{firm.bot.mention} is this legit?", thread=top)
    (mention,) = heard(firm, "app_mention")
    message = heard(firm)[-1]
    assert mention["thread_ts"] == top.ts
    assert mention["ts"] == message["ts"]
    assert mention["text"] == f"{firm.bot.mention} is this legit?"
    assert message["channel_type"] == "channel"
    assert "channel_type" not in mention


async def test_the_bots_own_messages_come_back_as_events(firm: Firm) -> None:
    await firm.client().chat_postMessage(channel=firm.general.id, text="hi")
    (event,) = heard(firm)
    assert (event["bot_id"], event["app_id"], event["user"]) == (firm.bot.bot_id, firm.app.id, firm.bot.id)
    assert "subtype" not in event


async def test_another_apps_messages_are_heard_by_both(firm: Firm) -> None:
    other = firm.team.install(firm.slack.app("Weather"), scopes=("channels:history",))
    other.joins(firm.general)
    message = await other.says(firm.general, "rain")
    told = [one.app.name for one in firm.slack.deliveries if one.payload["event"]["type"] == "message"]
    assert sorted(told) == ["Legitbot", "Weather"]
    assert message.bot_id == other.bot_id


async def test_nothing_is_heard_where_the_bot_is_not_and_without_the_scope(firm: Firm) -> None:
    await firm.ann.says(firm.private, "secret")
    assert not heard(firm)
    deaf = firm_on(firm.slack, scopes=("chat:write",))
    await deaf.ann.says(deaf.general, "hello")
    assert not heard(deaf)


async def test_a_manifest_decides_which_events_come(firm: Firm) -> None:
    manifest = {"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}
    app = firm.slack.app("Shy", manifest=manifest)
    bot = firm.team.install(app, scopes=("channels:history", "app_mentions:read"))
    bot.joins(firm.general)
    await firm.ann.says(firm.general, f"{bot.mention} hi")
    assert [one.type for one in firm.slack.deliveries if one.app is app] == ["app_mention"]


async def test_comings_and_goings_are_told(firm: Firm) -> None:
    channel = firm.team.channel("new", [firm.ann])
    await firm.ann.invites(firm.bot, channel)
    (joined,) = heard(firm, "member_joined_channel")
    assert (joined["user"], joined["inviter"], joined["channel"]) == (firm.bot.id, firm.ann.id, channel.id)
    await firm.ann.removes(firm.bot, channel)
    assert heard(firm, "channel_left")[0]["channel"] == channel.id
    await firm.ann.says(channel, "they are gone")
    assert not heard(firm)


async def test_a_reaction_names_the_message(firm: Firm) -> None:
    message = await firm.ann.says(firm.general, "hi")
    await firm.bob.reacts(message, "eyes")
    (event,) = heard(firm, "reaction_added")
    assert event["item"] == {"type": "message", "channel": firm.general.id, "ts": message.ts}
    assert (event["user"], event["item_user"], event["reaction"]) == (firm.bob.id, firm.ann.id, "eyes")
    await firm.bob.unreacts(message, "eyes")
    assert heard(firm, "reaction_removed")


async def test_opening_the_app_tells_the_tab(firm: Firm) -> None:
    dm: Channel = await firm.bob.opens(firm.app, tab="messages")
    (event,) = heard(firm, "app_home_opened")
    assert (event["user"], event["tab"], event["channel"]) == (firm.bob.id, "messages", dm.id)
    assert "view" not in event
    assert dm is firm.team.direct_message(firm.bob, firm.bot)


async def test_a_message_passed_on_carries_the_other_one_with_its_files(firm: Firm) -> None:
    original = await firm.bob.says(firm.general, "look", files=[("a.eml", b"From: x@y.test\n\nhi")])
    await firm.ann.shares(original, into=firm.dm, text="legit?")
    event = heard(firm)[-1]
    (shared,) = event["attachments"]
    assert (event["text"], shared["text"], shared["author_id"]) == ("legit?", "look", firm.bob.id)
    assert (shared["is_share"], shared["is_msg_unfurl"]) == (True, True)
    assert shared["files"][0]["name"] == "a.eml"


async def test_a_stranger_in_a_shared_channel_is_told_apart(firm: Firm) -> None:
    stranger = firm.team.person("Eve", stranger=True)
    shared = firm.team.channel("with-partner", [firm.ann, firm.bot, stranger], shared=True)
    await stranger.says(shared, "hello")
    assert last(firm).payload["is_ext_shared_channel"] is True
    assert heard(firm)[-1]["user_team"] == stranger.home_team
    await firm.ann.says(firm.general, "hello")
    assert last(firm).payload["is_ext_shared_channel"] is False


async def test_an_uninstalled_app_is_told_so(firm: Firm) -> None:
    await firm.team.uninstall(firm.bot)
    assert [one.type for one in firm.slack.deliveries] == ["tokens_revoked", "app_uninstalled"]
    assert heard(firm, "tokens_revoked")[0]["tokens"] == {"oauth": [], "bot": [firm.bot.id]}
    await firm.ann.says(firm.general, "hello")
    assert not heard(firm)


@pytest.mark.parametrize("asked_for", ["app_uninstalled", "tokens_revoked"])
async def test_the_end_needs_no_scope_but_a_line_in_the_manifest(firm: Firm, asked_for: str) -> None:
    manifest = {"settings": {"event_subscriptions": {"bot_events": [asked_for]}}}
    bot = firm.team.install(firm.slack.app("Shy", manifest=manifest), scopes=())
    await firm.team.uninstall(bot)
    assert [one.type for one in firm.slack.deliveries] == [asked_for]


async def test_two_workspaces_do_not_hear_each_other(firm: Firm) -> None:
    other = firm.slack.workspace("Beta")
    cat = other.person("Cat")
    bot = other.install(firm.app, scopes=("im:history",))
    await cat.says(other.direct_message(cat, bot), "hi")
    (delivery,) = firm.slack.deliveries
    assert (delivery.team, delivery.payload["authorizations"][0]["user_id"]) == (other.id, bot.id)
