"""Users and channels as an app sees them: time zone, locale and membership decide when and where it may speak."""

from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError

from bot.localslack import LocalSlack
from tests.localslack.conftest import SCOPES, Firm, firm_on

JANUARY = datetime(2026, 1, 15, tzinfo=UTC).timestamp()
JULY = datetime(2026, 7, 15, tzinfo=UTC).timestamp()


async def test_a_user_has_a_time_zone_and_on_request_a_locale(firm: Firm) -> None:
    plain = (await firm.client().users_info(user=firm.bob.id))["user"]
    assert (plain["tz"], plain["name"], plain["real_name"]) == ("America/New_York", "bob.doe", "Bob Doe")
    assert (plain["is_bot"], plain["is_restricted"], plain["deleted"]) == (False, False, False)
    assert "locale" not in plain
    asked = (await firm.client().users_info(user=firm.bob.id, include_locale=True))["user"]
    assert asked["locale"] == "en-US"


@pytest.mark.parametrize(("start", "offset"), [(JANUARY, 0), (JULY, 3600)], ids=["winter", "summer"])
async def test_the_offset_follows_the_clock(start: float, offset: int) -> None:
    async with LocalSlack(start=start) as slack:
        firm = firm_on(slack)
        user = (await firm.client().users_info(user=firm.ann.id))["user"]
        assert user["tz_offset"] == offset


async def test_an_address_is_shown_only_with_its_scope(firm: Firm) -> None:
    assert "email" not in (await firm.client().users_info(user=firm.ann.id))["user"]["profile"]
    rich = firm_on(firm.slack, scopes=(*SCOPES, "users:read.email"))
    found = await rich.client().users_lookupByEmail(email="ann@acme.example")
    assert (found["user"]["id"], found["user"]["profile"]["email"]) == (rich.ann.id, "ann@acme.example")


async def test_guests_strangers_bots_and_leavers_are_told_apart(firm: Firm) -> None:
    guest = firm.team.person("Gus", guest=True)
    stranger = firm.team.person("Eve", stranger=True)
    await firm.team.deletes_account(firm.bob)
    client = firm.client()
    assert (await client.users_info(user=guest.id))["user"]["is_restricted"]
    seen = (await client.users_info(user=stranger.id))["user"]
    assert seen["is_stranger"]
    assert seen["team_id"] == stranger.home_team != firm.team.id
    bot = (await client.users_info(user=firm.bot.id))["user"]
    assert (bot["is_bot"], bot["profile"]["bot_id"]) == (True, firm.bot.bot_id)
    left = (await client.users_info(user=firm.bob.id))["user"]
    assert left["deleted"]
    assert "tz" not in left
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.users_info(user="U0NOBODY")


async def test_the_app_learns_who_and_where_it_is(firm: Firm) -> None:
    client = firm.client()
    me = await client.auth_test()
    assert (me["user_id"], me["bot_id"], me["team"]) == (firm.bot.id, firm.bot.bot_id, "Acme")
    assert (await client.bots_info(bot=firm.bot.bot_id))["bot"]["app_id"] == firm.app.id
    assert (await client.team_info())["team"]["domain"] == "acme"


async def test_on_a_grid_the_enterprise_is_named(firm: Firm) -> None:
    team = firm.slack.workspace("Branch", enterprise=True)
    bot = team.install(firm.app, scopes=SCOPES)
    assert (await firm.client(bot.token).auth_test())["enterprise_id"] == team.enterprise_id


async def test_channels_are_listed_by_kind_and_private_ones_to_members_only(firm: Firm) -> None:
    client = firm.client()
    public = (await client.conversations_list())["channels"]
    assert [one["name"] for one in public] == ["general"]
    hidden = (await client.conversations_list(types="private_channel,im"))["channels"]
    assert [one["id"] for one in hidden] == [firm.dm.id]
    firm.bot.joins(firm.private)
    seen = (await client.conversations_list(types="private_channel"))["channels"]
    assert [(one["name"], one["is_private"], one["is_member"]) for one in seen] == [("board", True, True)]


async def test_a_channel_tells_its_standing(firm: Firm) -> None:
    client = firm.client()
    info = (await client.conversations_info(channel=firm.general.id, include_num_members=True))["channel"]
    assert (info["is_channel"], info["is_archived"], info["num_members"]) == (True, False, 3)
    await firm.ann.archives(firm.general)
    assert (await client.conversations_info(channel=firm.general.id))["channel"]["is_archived"]
    im = (await client.conversations_info(channel=firm.dm.id))["channel"]
    assert (im["is_im"], im["user"]) == (True, firm.ann.id)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_info(channel=firm.private.id)


async def test_members_are_listed(firm: Firm) -> None:
    found = await firm.client().conversations_members(channel=firm.general.id)
    assert found["members"] == [firm.ann.id, firm.bob.id, firm.bot.id]


async def test_a_person_is_found_by_their_address_with_its_scope(firm: Firm) -> None:
    client = firm.client()
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.users_lookupByEmail(email="ann@acme.example")
    firm.bot.scopes.add("users:read.email")
    assert (await client.users_lookupByEmail(email="Ann@Acme.example"))["user"]["id"] == firm.ann.id
    with pytest.raises(SlackApiError, match="users_not_found"):
        await client.users_lookupByEmail(email="eve@acme.example")


async def test_an_app_learns_where_it_and_others_are(firm: Firm) -> None:
    client = firm.client()
    assert [one["id"] for one in (await client.users_conversations())["channels"]] == [firm.general.id, firm.dm.id]
    of_bob = (await client.users_conversations(user=firm.bob.id))["channels"]
    assert [one["id"] for one in of_bob] == [firm.general.id]


async def test_a_bot_joins_public_channels_only(firm: Firm) -> None:
    outside = firm.team.channel("outside", [firm.ann])
    client = firm.client()
    await client.conversations_join(channel=outside.id)
    assert outside.has(firm.bot)
    assert (await client.conversations_join(channel=outside.id))["warning"] == "already_in_channel"
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.conversations_join(channel=firm.private.id)


async def test_who_cannot_be_written_to(firm: Firm) -> None:
    await firm.team.deletes_account(firm.bob)
    errors = {firm.bob.id: "user_disabled", firm.bot.id: "users_list_not_supplied", "U0NOBODY": "user_not_found"}
    for user, error in errors.items():
        with pytest.raises(SlackApiError, match=error):
            await firm.client().conversations_open(users=[user])


async def test_installing_again_keeps_the_token_and_adds_scopes(firm: Firm) -> None:
    again = firm.team.install(firm.app, scopes=["reactions:write", "users:read.email"])
    assert again is firm.bot
    assert {"users:read.email", "chat:write"} <= again.scopes
