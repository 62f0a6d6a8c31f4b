"""A bot that any workspace may install, two companies that do, and the browser they do it with."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp.test_utils import unused_port

from bot.app.config import Config
from bot.app.running import Bot, Time, running
from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from bot.localslack.people import Person
from bot.localslack.team import Bot as Installed
from bot.localslack.team import Team
from bot.localslack.world.apps import App
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Here
from tests.fronts.slack.mails import PASTED
from tests.fronts.slack.reading import read_out
from tests.localslack.test_oauth_page import Page, read

INSTALL, CALLBACK = "/slack/install", "/slack/oauth_redirect"
SCAM = "likely a scam"


@dataclass
class Service:
    """Slack with two companies, and the bot, which may be started and stopped."""

    slack: LocalSlack
    app: App
    acme: Team
    beta: Team
    ann: Person
    ben: Person
    config: Config
    web: aiohttp.ClientSession
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    bot: Bot | None = None

    @property
    def origin(self) -> str:
        return self.config.settings.web.public_url

    @property
    def running(self) -> Bot:
        assert self.bot is not None
        return self.bot

    @property
    def time(self) -> Time:
        return Time(lambda: datetime.fromtimestamp(self.slack.clock.now(), UTC), self.slack.clock.sleep)

    async def start(self, **more: Any) -> Bot:
        self.bot = await self._stack.enter_async_context(running(self.config.changed(**more), Here(), self.time))
        return self.bot

    async def stop(self) -> None:
        self.bot = None
        await self._stack.aclose()

    # ── The browser ─────────────────────────────────────────────────────────────────────────────────────────

    async def sees(self, address: str, **more: Any) -> Page:
        address = self.origin + address if address.startswith("/") else address
        async with self.web.get(address, allow_redirects=False, **more) as answer:
            return await read(answer)

    async def asks(self, team: Team | None = None) -> Page:
        """Slack's page, reached from ours by its one link."""
        offer = await self.sees(INSTALL)
        [start] = offer.links.values()
        slacks = await self.sees((await self.sees(start)).headers["Location"])
        if team is None or team is self.slack.workspaces[0]:
            return slacks
        return await self.sees(self.slack.core.origin + slacks.links[team.name])

    async def sent_back(self, page: Page, answer: str = "allow", **form: str) -> str:
        """The address to which Slack's page sends the browser."""
        address = f"{self.slack.core.origin}/oauth/v2/authorize"
        async with self.web.post(address, data={**page.form, "answer": answer, **form}, allow_redirects=False) as last:
            return last.headers["Location"]

    async def installs(self, team: Team | None = None) -> Page:
        """What our page says at the end."""
        return await self.sees(await self.sent_back(await self.asks(team)))

    # ── Slack ───────────────────────────────────────────────────────────────────────────────────────────────

    def bot_in(self, team: Team) -> Installed:
        """The bot's user, also after it was taken away."""
        (found,) = (one for one in team.users.values() if isinstance(one, Installed) and one.app is self.app)
        return found

    async def asked(self, person: Person) -> Message:
        """A person shows the bot a mail."""
        team = self.acme if person is self.ann else self.beta
        return await person.says(team.direct_message(person, self.bot_in(team)), PASTED)

    async def answer(self, message: Message) -> str:
        """What the bot says to it, as a person reads it."""

        def said() -> list[Message]:
            ours = [one for one in message.channel.messages if one.thread_ts == message.ts and one.user != message.user]
            return [one for one in ours if not one.deleted]

        await self.slack.until(said)
        return read_out(said()[0].blocks)

    def welcomes(self, team: Team, person: Person) -> list[str]:
        """What the bot wrote to a person without being asked."""
        bot = self.bot_in(team)
        said = team.direct_message(person, bot).messages
        return [read_out(one.blocks) for one in said if one.user == bot.id and not one.thread_ts]

    async def quiet(self) -> None:
        """Until everything that was delivered is done with."""
        await self.slack.until(lambda: all(one.done.is_set() for one in self.slack.deliveries))
        await self.running.engine.settle()
        await self.running.front.counter.settled()


@asynccontextmanager
async def service(
    database: str, *, socket_mode: bool = False, start: bool = True, **more: Any
) -> AsyncIterator[Service]:
    """Nobody has installed the bot yet. `database` is a folder, or an address."""
    origin = f"http://127.0.0.1:{unused_port()}"
    async with LocalSlack() as slack, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
        acme, beta = slack.workspace("Acme"), slack.workspace("Beta")
        ann = acme.person("Ann Berg", email="ann@acme.example")
        ben = beta.person("Ben Hill", email="ben@beta.example")
        made = manifest(socket_mode=True)
        made["oauth_config"]["redirect_urls"] = [origin + CALLBACK]
        app = slack.app("Legitbot", manifest=made, socket_mode=socket_mode, request_url=f"{origin}/slack/events")
        config = Config(
            app_token=app.app_token if socket_mode else "", signing_secret="" if socket_mode else app.signing_secret,
            client_id=app.client_id, client_secret=app.client_secret, api_url=slack.api_url,
            database=database if "://" in database else f"sqlite:///{Path(database) / 'legitbot.db'}",
        ).changed(web_public_url=origin, web_port=int(origin.rpartition(":")[2]), metrics_port=0, **more)  # fmt: skip
        there = Service(slack, app, acme, beta, ann, ben, config, web)
        try:
            if start:
                await there.start()
            yield there
        finally:
            await there.stop()
