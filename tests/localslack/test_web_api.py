"""The Web API's manners: were they other than Slack's, the real clients would take an error for an answer."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.localslack.conftest import Firm, firm_on

Answer = dict[str, Any]


async def asked(firm: Firm, method: str, http: str = "POST", token: str | None = None, **how: Any) -> Answer:
    """A bare request, without the client library."""
    token = firm.bot.token if token is None else token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession() as session,
        session.request(http, firm.slack.api_url + method, headers=headers, **how) as answer,
    ):
        assert answer.status == 200
        return dict(await answer.json())


@pytest.mark.parametrize(
    "how",
    [
        {"http": "GET", "params": {"error": "odd"}},
        {"data": {"error": "odd"}},
        {"json": {"error": "odd"}},
    ],
    ids=["in the address", "as a form", "as JSON"],
)
async def test_arguments_come_in_three_ways(firm: Firm, how: Answer) -> None:
    assert (await asked(firm, "api.test", **how))["error"] == "odd"


async def test_a_token_may_stand_among_the_arguments(firm: Firm) -> None:
    answer = await asked(firm, "auth.test", token="", data={"token": firm.bot.token})
    assert (answer["ok"], answer["user_id"], answer["team_id"]) == (True, firm.bot.user_id, firm.team.id)


@pytest.mark.parametrize(
    ("token", "error"), [("", "not_authed"), ("xoxb-1-1-nobody", "invalid_auth"), ("xapp-1-A0-1-x", "invalid_auth")]
)
async def test_a_missing_and_a_wrong_token_have_words_of_their_own(firm: Firm, token: str, error: str) -> None:
    assert await asked(firm, "auth.test", token=token) == {"ok": False, "error": error}


async def test_each_kind_of_token_opens_its_own_methods_only(firm: Firm) -> None:
    for token, method in ((firm.app.app_token, "auth.test"), (firm.bot.token, "apps.connections.open")):
        assert (await asked(firm, method, token=token))["error"] == "not_allowed_token_type"


async def test_a_method_that_slack_does_not_have(firm: Firm) -> None:
    assert (await asked(firm, "chat.shout"))["error"] == "unknown_method"


async def test_broken_json_is_refused(firm: Firm) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {firm.bot.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(firm.slack.api_url + "chat.postMessage", data="{", headers=headers) as answer,
    ):
        assert (await answer.json())["error"] == "invalid_json"


async def test_a_method_that_takes_no_json_does_not_see_it(firm: Firm) -> None:
    answer = await asked(firm, "users.info", json={"user": firm.ann.id})
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


async def test_a_missing_scope_is_named_beside_those_that_are_there(firm: Firm) -> None:
    poor = firm_on(firm.slack, scopes=("commands", "chat:write"))
    answer = await asked(poor, "users.info", data={"user": poor.ann.id})
    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write,commands",
    }


async def test_each_kind_of_conversation_has_a_scope_of_its_own(firm: Firm) -> None:
    poor = firm_on(firm.slack, scopes=("im:history",))
    await poor.ann.says(poor.dm, "hi")
    assert (await asked(poor, "conversations.history", data={"channel": poor.dm.id}))["ok"]
    refused = await asked(poor, "conversations.history", data={"channel": poor.general.id})
    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:history")


async def test_the_scopes_travel_in_the_headers_too(firm: Firm) -> None:
    answer = await firm.client().auth_test()
    assert set(answer.headers["x-oauth-scopes"].split(",")) == firm.bot.scopes


async def test_a_workspaces_token_is_good_in_that_workspace_only(firm: Firm) -> None:
    other = firm_on(firm.slack)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await other.client().chat_postMessage(channel=firm.general.id, text="hi")
    with pytest.raises(SlackApiError, match="team_access_not_granted"):
        await other.client().auth_test(team_id=firm.team.id)


async def test_a_list_comes_in_pages_and_the_client_walks_them(firm: Firm) -> None:
    people = [firm.team.person(f"Person {number}") for number in range(7)]
    pages = [page["members"] async for page in await firm.client().users_list(limit=4)]
    assert [len(page) for page in pages] == [4, 4, 3]
    assert {one["id"] for page in pages for one in page} >= {one.id for one in people}


@pytest.mark.parametrize(
    ("arguments", "error"), [({"cursor": "made-up"}, "invalid_cursor"), ({"limit": 5000}, "invalid_limit")]
)
async def test_a_cursor_and_a_limit_are_checked(firm: Firm, arguments: Answer, error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        await firm.client().users_list(**arguments)


async def test_blocks_that_slack_refuses_are_refused_with_the_place(firm: Firm) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}]
    with pytest.raises(SlackApiError) as caught:
        await firm.client().chat_postMessage(channel=firm.general.id, text="x", blocks=blocks)
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert any("[json-pointer:/blocks/0/text/text]" in one for one in answer["response_metadata"]["messages"])


async def test_blocks_may_come_as_json_in_a_form(firm: Firm) -> None:
    blocks = '[{"type": "section", "text": {"type": "plain_text", "text": "hi"}}]'
    form = {"channel": firm.general.id, "text": "x", "blocks": blocks}
    assert (await asked(firm, "chat.postMessage", data=form))["ok"]
    assert firm.general.messages[0].blocks[0]["text"]["text"] == "hi"
    assert (await asked(firm, "chat.postMessage", data=form | {"blocks": "[{"}))["ok"] is False


async def test_every_call_is_written_down(firm: Firm) -> None:
    await firm.client().chat_postMessage(channel=firm.general.id, text="hi", unfurl_links=False)
    (call,) = firm.slack.called("chat.postMessage")
    assert (call.token, call.team, call.ok) == (firm.bot.token, firm.team.id, True)
    assert call.arguments["unfurl_links"] is False
    assert call.response["ts"] == firm.general.messages[0].ts


async def test_an_uninstalled_apps_token_is_dead(firm: Firm) -> None:
    await firm.team.uninstall(firm.bot)
    with pytest.raises(SlackApiError, match="account_inactive"):
        await firm.client().auth_test()


async def test_a_token_that_was_given_up_is_dead(firm: Firm) -> None:
    client = firm.client()
    assert (await client.auth_revoke(test=True))["revoked"] is False
    assert (await client.auth_revoke())["revoked"] is True
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()


async def test_waiting_in_vain_shows_what_happened_instead(firm: Firm) -> None:
    await firm.ann.says(firm.dm, "anybody there?")
    with pytest.raises(AssertionError, match="anybody there") as caught:
        await firm.slack.until(lambda: firm.dm.thread("1"), seconds=0.05)
    assert "events_api message" in str(caught.value)
    with pytest.raises(AssertionError, match="IndexError"):
        await firm.slack.until(lambda: firm.dm.messages[5].text, seconds=0.05)
