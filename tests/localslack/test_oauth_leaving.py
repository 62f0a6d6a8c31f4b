"""Tokens die and apps go: what an app is told, what its calls are answered, and what is left when it comes back."""

import json
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.localslack import LocalSlack, NotThere
from tests.localslack.conftest import Firm, firm_on
from tests.localslack.test_oauth import exchanged

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk's own login


async def answered(client: AsyncWebClient) -> str:
    """Slack's word for a dead token."""
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    return str(caught.value.response["error"])


def news(firm: Firm) -> list[str]:
    return [one.type for one in firm.slack.deliveries]


async def test_a_bot_that_gives_its_token_up_is_told_and_leaves_its_channels(firm: Firm) -> None:
    client = firm.client()
    await client.auth_revoke()
    assert await answered(client) == "token_revoked"
    (delivery,) = firm.slack.deliveries
    event = delivery.payload["event"]
    assert (event["type"], event["tokens"]) == ("tokens_revoked", {"oauth": [], "bot": [firm.bot.id]})
    assert not firm.general.has(firm.bot)
    await firm.ann.says(firm.dm, "anybody there?")
    await firm.ann.says(firm.general, f"{firm.bot.mention}?")
    assert news(firm) == ["tokens_revoked"]


async def test_an_app_that_uninstalls_itself_hears_of_both_ends(firm: Firm) -> None:
    client = firm.client()
    who = {"client_id": firm.app.client_id, "client_secret": firm.app.client_secret}
    assert (await client.apps_uninstall(**who))["ok"]
    assert news(firm) == ["tokens_revoked", "app_uninstalled"]
    assert await answered(client) == "account_inactive"
    await firm.ann.says(firm.dm, "anybody there?")
    assert len(firm.slack.deliveries) == 2


async def test_nobody_else_can_uninstall_an_app(firm: Firm) -> None:
    other = firm.slack.app("Other")
    client = firm.client()
    for who, error in {
        (other.client_id, other.client_secret): "client_id_token_mismatch",
        (firm.app.client_id, "x"): "bad_client_secret",
        ("1.2", firm.app.client_secret): "invalid_client_id",
    }.items():
        with pytest.raises(SlackApiError, match=error):
            await client.apps_uninstall(client_id=who[0], client_secret=who[1])
    assert (await client.auth_test())["ok"] and not news(firm)


async def test_revoked_first_and_uninstalled_later(firm: Firm) -> None:
    await firm.team.revoke(firm.app)
    with pytest.raises(NotThere):
        await firm.team.revoke(firm.app)
    await firm.team.uninstall(firm.app)
    assert news(firm) == ["tokens_revoked", "app_uninstalled"]
    assert await answered(firm.client()) == "account_inactive"
    with pytest.raises(NotThere):
        await firm.team.uninstall(firm.app)


async def test_who_comes_back_is_the_same_bot_with_a_new_token_and_new_scopes_only(firm: Firm) -> None:
    old = firm.client()
    dead, user = firm.bot.token, firm.bot.id
    await firm.team.uninstall(firm.app)
    code = firm.slack.authorise(firm.app, firm.team, firm.ann, scopes=["im:history"])
    answer = await exchanged(firm.slack, firm.app, code)
    assert (answer["bot_user_id"], answer["scope"]) == (user, "im:history")
    assert answer["access_token"] != dead
    assert await answered(old) == "account_inactive"
    await firm.ann.says(firm.dm, "welcome back")
    assert news(firm)[2:] == ["message"]
    await firm.team.revoke(firm.app)
    assert await answered(firm.client(answer["access_token"])) == "token_revoked"
    assert await answered(old) == "account_inactive"


async def test_a_dead_token_opens_no_files_even_when_the_app_is_back(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "look", files=[("a.txt", b"Dear Ann")])
    address, dead = message.body["files"][0]["url_private_download"], firm.bot.token
    await firm.team.revoke(firm.app)
    alive = firm.team.install(firm.app, ["files:read"]).token
    async with aiohttp.ClientSession() as web:
        for token, found in {dead: False, alive: True}.items():
            async with web.get(address, headers={"Authorization": f"Bearer {token}"}) as answer:
                assert (await answer.read() == b"Dear Ann") is found


async def test_an_app_that_is_gone_cannot_answer_what_was_asked_before(firm: Firm) -> None:
    message = await firm.ann.says(firm.general, "is this legit?")
    hook = AsyncWebhookClient((await firm.ann.uses_shortcut(firm.app, "check", message)).payload["response_url"])
    await firm.team.uninstall(firm.app)
    answer = await hook.send(text="yes")
    assert (answer.status_code, answer.body) == (404, "no_service")
    assert not firm.ann.ephemerals(firm.general)


async def test_a_restart_remembers_which_tokens_are_dead_and_why(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        revoked = firm.bot.token
        await firm.team.revoke(firm.app)
        uninstalled = firm.team.install(firm.app).token
        await firm.team.uninstall(firm.app)
        alive = firm.team.install(firm.app).token
    async with LocalSlack(keep=tmp_path) as again:
        client = {one: AsyncWebClient(one, base_url=again.api_url) for one in (revoked, uninstalled, alive)}
        assert await answered(client[revoked]) == "token_revoked"
        assert await answered(client[uninstalled]) == "account_inactive"
        assert (await client[alive].auth_test())["user_id"] == firm.bot.id


async def test_a_folder_from_before_tokens_had_a_past_is_read(tmp_path: Path) -> None:
    async with LocalSlack(keep=tmp_path) as slack:
        firm = firm_on(slack)
        await firm.team.uninstall(firm.app)
    state = tmp_path / "slack.json"
    told = json.loads(state.read_text())
    for user in told["workspaces"][0]["users"]:
        user.pop("past", None)
    state.write_text(json.dumps(told))
    async with LocalSlack(keep=tmp_path) as again:
        (team,), (app,) = again.workspaces, again.apps
        assert await answered(AsyncWebClient(firm.bot.token, base_url=again.api_url)) == "account_inactive"
        with pytest.raises(NotThere):
            await team.uninstall(app)
        token = team.install(app, ["im:history"]).token
        assert token != firm.bot.token
        assert await answered(AsyncWebClient(firm.bot.token, base_url=again.api_url)) == "account_inactive"
        assert (await AsyncWebClient(token, base_url=again.api_url).auth_test())["user_id"] == firm.bot.id
