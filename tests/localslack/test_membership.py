"""Channels that an app makes, fills, empties, leaves and closes: what it may, and Slack's word where it may not."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import Channel, LocalSlack
from tests.localslack.conftest import SCOPES, Firm, firm_on

MANAGER = (*SCOPES, "channels:manage", "groups:write")

Call = Callable[[AsyncWebClient, Firm, Channel], Any]


@pytest.fixture
async def firm() -> AsyncIterator[Firm]:
    """A firm whose bot may manage channels."""
    async with LocalSlack() as slack:
        yield firm_on(slack, scopes=MANAGER)


@pytest.fixture
def alerts(firm: Firm) -> Channel:
    """#alerts, where Ann and the bot are."""
    return firm.team.channel("alerts", [firm.ann, firm.bot])


async def refusal(asked: Any) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await asked
    return dict(caught.value.response.data)


def heard(firm: Firm) -> list[dict[str, Any]]:
    """The events that were sent to the app."""
    return [one.payload["event"] for one in firm.slack.deliveries]


@pytest.mark.parametrize(("private", "kind"), [(False, "channel"), (True, "group")])
async def test_an_app_makes_a_channel_and_is_its_first_member(firm: Firm, private: bool, kind: str) -> None:
    made = (await firm.client().conversations_create(name="scam-alerts", is_private=private))["channel"]
    channel = firm.team.channels[made["id"]]
    assert (channel.kind, channel.members, channel.creator) == (kind, [firm.bot], firm.bot.id)
    assert (made["name"], made["is_private"], made["is_member"]) == ("scam-alerts", private, True)
    told = [one["channel"]["id"] for one in heard(firm) if one["type"] == "channel_created"]
    assert told == ([] if private else [channel.id])


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Alerts", "invalid_name_specials"),
        ("scam alerts", "invalid_name_specials"),
        ("--_", "invalid_name_punctuation"),
        ("general", "name_taken"),
    ],
)
async def test_a_channels_name_is_checked(firm: Firm, name: str, error: str) -> None:
    before = len(firm.team.channels)
    assert (await refusal(firm.client().conversations_create(name=name)))["error"] == error
    assert len(firm.team.channels) == before


async def test_an_invited_person_is_in_and_everybody_hears_who_asked_them(firm: Firm, alerts: Channel) -> None:
    answer = await firm.client().conversations_invite(channel=alerts.id, users=[firm.bob.id])
    assert answer["channel"]["id"] == alerts.id
    assert alerts.has(firm.bob)
    event = heard(firm)[-1]
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", firm.bob.id, firm.bot.id)


async def test_either_all_are_invited_or_nobody_unless_forced(firm: Firm, alerts: Channel) -> None:
    client, users = firm.client(), [firm.bob.id, "U0NOBODY"]
    told = [{"user": "U0NOBODY", "ok": False, "error": "user_not_found"}]
    refused = await refusal(client.conversations_invite(channel=alerts.id, users=users))
    assert (refused["error"], refused["errors"]) == ("user_not_found", told)
    assert not alerts.has(firm.bob)
    forced = await client.conversations_invite(channel=alerts.id, users=users, force=True)
    assert forced["errors"] == told
    assert alerts.has(firm.bob)


async def test_whoever_cannot_be_invited_is_named_with_the_reason(firm: Firm, alerts: Channel) -> None:
    errors = {firm.ann.id: "already_in_channel", firm.bot.id: "cant_invite_self", "USLACKBOT": "cant_invite"}
    for user, error in errors.items():
        asked = firm.client().conversations_invite(channel=alerts.id, users=[user], force=True)
        assert (await refusal(asked))["error"] == error


async def test_an_app_sends_somebody_out(firm: Firm, alerts: Channel) -> None:
    client = firm.client()
    await client.conversations_kick(channel=alerts.id, user=firm.ann.id)
    assert not alerts.has(firm.ann)
    assert heard(firm)[-1]["type"] == "member_left_channel"
    cases = [
        (alerts, firm.ann.id, "not_in_channel"),
        (alerts, firm.bot.id, "cant_kick_self"),
        (alerts, "U0NOBODY", "user_not_found"),
        (firm.general, firm.ann.id, "cant_kick_from_general"),
    ]
    for channel, user, error in cases:
        assert (await refusal(client.conversations_kick(channel=channel.id, user=user)))["error"] == error


async def test_an_app_leaves_but_not_as_the_last_one(firm: Firm, alerts: Channel) -> None:
    client = firm.client()
    await client.conversations_leave(channel=alerts.id)
    assert not alerts.has(firm.bot)
    assert (await client.conversations_leave(channel=alerts.id))["not_in_channel"] is True
    assert (await refusal(client.conversations_leave(channel=firm.general.id)))["error"] == "cant_leave_general"
    firm.bot.joins(alerts)
    await firm.ann.leaves(alerts)
    assert (await refusal(client.conversations_leave(channel=alerts.id)))["error"] == "last_member"


async def test_an_archived_channel_is_closed_for_all(firm: Firm, alerts: Channel) -> None:
    client = firm.client()
    await client.conversations_archive(channel=alerts.id)
    assert alerts.archived
    assert heard(firm)[-1]["type"] == "channel_archive"
    cases = [
        (client.conversations_archive(channel=alerts.id), "already_archived"),
        (client.conversations_invite(channel=alerts.id, users=[firm.bob.id]), "is_archived"),
        (client.conversations_leave(channel=alerts.id), "is_archived"),
        (client.conversations_join(channel=alerts.id), "is_archived"),
        (client.conversations_archive(channel=firm.general.id), "cant_archive_general"),
    ]
    for asked, error in cases:
        assert (await refusal(asked))["error"] == error


CHANGES: dict[str, Call] = {
    "invite": lambda client, firm, channel: client.conversations_invite(channel=channel.id, users=[firm.bob.id]),
    "kick": lambda client, firm, channel: client.conversations_kick(channel=channel.id, user=firm.ann.id),
    "leave": lambda client, firm, channel: client.conversations_leave(channel=channel.id),
    "archive": lambda client, firm, channel: client.conversations_archive(channel=channel.id),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_needs_the_scope_of_its_kind_of_channel(firm: Firm, change: str, alerts: Channel) -> None:
    firm.bot.joins(firm.private)
    firm.bot.scopes.discard("groups:write")
    refused = await refusal(CHANGES[change](firm.client(), firm, firm.private))
    assert (refused["error"], refused["needed"].split(",")[0]) == ("missing_scope", "groups:write")
    assert (await CHANGES[change](firm.client(), firm, alerts))["ok"]


@pytest.mark.parametrize("change", CHANGES)
async def test_a_direct_message_is_no_channel(firm: Firm, change: str) -> None:
    refused = await refusal(CHANGES[change](firm.client(), firm, firm.dm))
    assert refused["error"] == "method_not_supported_for_channel_type"


@pytest.mark.parametrize("change", ["invite", "kick", "archive"])
async def test_a_channel_is_changed_by_its_members_only(firm: Firm, change: str) -> None:
    outside = firm.team.channel("outside", [firm.ann])
    assert (await refusal(CHANGES[change](firm.client(), firm, outside)))["error"] == "not_in_channel"
