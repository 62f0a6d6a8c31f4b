"""Bolt's own installation, end to end: its page, Slack's page, its callback, and its listeners for the end."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.localslack import App, LocalSlack
from tests.localslack.conftest import Firm
from tests.localslack.test_oauth_page import Page, read

ENDS = {"tokens_revoked", "app_uninstalled"}

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")  # slack_sdk's own login


@dataclass
class Service:
    """A Bolt app in HTTP mode that anybody may install, and a browser that keeps cookies."""

    slack: LocalSlack
    app: App
    store: FileInstallationStore
    origin: str
    web: aiohttp.ClientSession
    heard: list[tuple[str, str]]  # which token an event was answered with, and what it said

    async def sees(self, address: str) -> Page:
        async with self.web.get(address, allow_redirects=False) as answer:
            return await read(answer)

    async def asks(self) -> Page:
        """Slack's page, reached from the app's own."""
        return await self.sees((await self.sees(f"{self.origin}/slack/install")).headers["Location"])

    async def answers(self, page: Page, answer: str = "allow") -> Page:
        """What the app shows after Slack's page."""
        form = page.form | {"answer": answer}
        async with self.web.post(f"{self.slack.core.origin}/oauth/v2/authorize", data=form) as last:
            return await read(last)

    async def token_of(self, team: str) -> str | None:
        found = await self.store.async_find_installation(enterprise_id=None, team_id=team)
        return found.bot_token if found else None


def bolt_app(slack: LocalSlack, app: App, store: FileInstallationStore, states: str) -> AsyncApp:
    settings = AsyncOAuthSettings(
        authorization_url=f"{slack.core.origin}/oauth/v2/authorize",
        client_id=app.client_id,
        client_secret=app.client_secret,
        scopes=["chat:write", "im:history"],
        redirect_uri=app.redirect_urls[0],
        installation_store=store,
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=states),
        install_page_rendering_enabled=False,
    )
    client = AsyncWebClient(base_url=slack.api_url)
    flow = AsyncOAuthFlow(client=client, settings=settings)
    return AsyncApp(client=client, signing_secret=app.signing_secret, oauth_flow=flow)


@pytest.fixture
async def service(firm: Firm, tmp_path: Path) -> AsyncIterator[Service]:
    port = unused_port()
    origin = f"http://127.0.0.1:{port}"
    app = firm.slack.app(
        "Service",
        socket_mode=False,
        request_url=f"{origin}/slack/events",
        manifest={"oauth_config": {"redirect_urls": [f"{origin}/slack/oauth_redirect"]}},
    )
    store = FileInstallationStore(base_dir=str(tmp_path / "installed"), client_id=app.client_id)
    bolt = bolt_app(firm.slack, app, store, str(tmp_path / "states"))
    bolt.enable_token_revocation_listeners()
    heard: list[tuple[str, str]] = []

    @bolt.event("message")
    async def message(event: dict[str, Any], client: AsyncWebClient) -> None:
        heard.append((client.token or "", event["text"]))

    # Bolt's cookie is for secure connections; browsers take one to this machine for secure.
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(origin))
    async with TestServer(bolt.web_app("/slack/events"), port=port), aiohttp.ClientSession(cookie_jar=jar) as web:
        yield Service(firm.slack, app, store, origin, web, heard)


async def acked(slack: LocalSlack, *kinds: str) -> None:
    """Until these, and no others, were delivered and acknowledged."""
    await slack.until(lambda: [one.type for one in slack.deliveries if one.acked] == list(kinds))


async def test_from_the_apps_page_to_an_answered_message(firm: Firm, service: Service) -> None:
    page = await service.asks()
    assert "Service wants to access the Acme workspace" in page.words
    last = await service.answers(page)
    assert last.status == 200 and "Thank you" in last.words
    token = await service.token_of(firm.team.id)
    (bot,) = (one for one in firm.team.bots if one.app is service.app)
    assert token == bot.token and bot.scopes == {"chat:write", "im:history"}
    await firm.ann.says(firm.team.direct_message(firm.ann, bot), "is this legit?")
    await firm.slack.until(lambda: service.heard == [(token, "is this legit?")])


async def test_two_workspaces_are_told_apart(firm: Firm, service: Service) -> None:
    beta = firm.slack.workspace("Beta")
    cat = beta.person("Cat")
    page = await service.asks()
    await service.answers(page)
    again = await service.asks()
    await service.answers(await service.sees(firm.slack.core.origin + again.links["Beta"]))
    (bot,) = beta.bots
    assert {await service.token_of(one.id) for one in (firm.team, beta)} == {
        one.token for team in (firm.team, beta) for one in team.bots if one.app is service.app
    }
    await cat.says(beta.direct_message(cat, bot), "hello")
    await firm.slack.until(lambda: service.heard == [(bot.token, "hello")])


async def test_who_says_no_is_told_by_the_app(service: Service) -> None:
    last = await service.answers(await service.asks(), "cancel")
    assert "access_denied" in last.words
    assert not service.slack.called("oauth.v2.access")


async def test_a_code_cannot_be_taken_to_another_browser(firm: Firm, service: Service) -> None:
    code = firm.slack.authorise(service.app, firm.team, firm.ann)
    last = await service.sees(f"{service.origin}/slack/oauth_redirect?code={code}&state=foreign")
    assert last.status == 400
    assert not service.slack.called("oauth.v2.access")


async def test_an_old_code_installs_nothing(firm: Firm, service: Service) -> None:
    page = await service.asks()
    form = page.form | {"answer": "allow"}
    address = f"{firm.slack.core.origin}/oauth/v2/authorize"
    async with service.web.post(address, data=form, allow_redirects=False) as answer:
        callback = answer.headers["Location"]
    firm.slack.clock.advance(601)
    assert (await service.sees(callback)).status == 401
    assert await service.token_of(firm.team.id) is None
    assert all(one.app is not service.app for one in firm.team.bots)


async def test_after_the_end_the_token_is_forgotten_and_it_can_begin_again(firm: Firm, service: Service) -> None:
    await service.answers(await service.asks())
    first = await service.token_of(firm.team.id)
    await firm.team.uninstall(service.app)
    await firm.slack.until(lambda: {one.type for one in firm.slack.deliveries if one.acked} == ENDS)
    assert await service.token_of(firm.team.id) is None
    await service.answers(await service.asks())
    second = await service.token_of(firm.team.id)
    assert second not in (None, first)
    (bot,) = (one for one in firm.team.bots if one.app is service.app)
    await firm.ann.says(firm.team.direct_message(firm.ann, bot), "again")
    await firm.slack.until(lambda: service.heard == [(second, "again")])


async def test_a_revoked_token_is_forgotten(firm: Firm, service: Service) -> None:
    await service.answers(await service.asks())
    await firm.team.revoke(service.app)
    await acked(firm.slack, "tokens_revoked")
    bot = await service.store.async_find_bot(enterprise_id=None, team_id=firm.team.id)
    assert bot is None


async def test_news_of_the_end_with_a_wrong_signature_changes_nothing(firm: Firm, service: Service) -> None:
    await service.answers(await service.asks())
    service.app.signing_secret = "0" * 32
    await firm.team.uninstall(service.app)
    await firm.slack.until(lambda: [one.attempts[0].reason for one in firm.slack.deliveries] == ["http_error"] * 2)
    assert await service.token_of(firm.team.id) is not None
