"""A small firm on a local Slack, and the real clients of an app in it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.localslack import App, Bot, Channel, LocalSlack, Person, Team

SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "channels:read",
    "channels:join",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "users:read",
)


@dataclass
class Firm:
    """Acme: Ann and Bob, #general with the bot in it, #private without, and Ann's direct message with the bot."""

    slack: LocalSlack
    team: Team
    ann: Person
    bob: Person
    app: App
    bot: Bot
    general: Channel
    private: Channel
    dm: Channel

    def client(self, token: str | None = None) -> AsyncWebClient:
        """The real Web API client, with the bot's token unless another is given."""
        return AsyncWebClient(token=self.bot.token if token is None else token, base_url=self.slack.api_url)


def firm_on(slack: LocalSlack, *, socket_mode: bool = True, scopes: tuple[str, ...] = SCOPES) -> Firm:
    team = slack.workspace("Acme")
    ann = team.person("Ann Berg", email="ann@acme.example", tz="Europe/London", locale="en-GB")
    bob = team.person("Bob Doe", email="bob@acme.example", tz="America/New_York", locale="en-US")
    app = slack.app("Legitbot", socket_mode=socket_mode)
    bot = team.install(app, scopes=scopes)
    general = team.channel("general", [ann, bob, bot])
    private = team.channel("board", [ann], private=True)
    return Firm(slack, team, ann, bob, app, bot, general, private, team.direct_message(ann, bot))


@asynccontextmanager
async def listening(firm: Firm, bolt: AsyncApp, connections: int = 1) -> AsyncIterator[AsyncSocketModeHandler]:
    """The real Socket Mode handler, connected."""
    async with AsyncExitStack() as stack:
        handler = None
        for number in range(1, connections + 1):
            handler = AsyncSocketModeHandler(bolt, firm.app.app_token)
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's method has no types
            stack.push_async_callback(handler.close_async)
            await connected(firm, number)
        assert handler is not None
        yield handler


async def connected(firm: Firm, number: int = 1) -> None:
    """Until so many sockets are open."""
    await firm.slack.until(lambda: firm.slack.connections(firm.app) == number)


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as slack:
        yield slack


@pytest.fixture
def firm(slack: LocalSlack) -> Firm:
    return firm_on(slack)


@pytest.fixture
def bolt(firm: Firm) -> AsyncApp:
    """A Bolt app without listeners."""
    return AsyncApp(client=firm.client(), signing_secret=firm.app.signing_secret)
