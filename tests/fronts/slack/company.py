"""A company with a Slack and the bot in it: real clients, a real socket, a real database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.app.config import Config
from bot.app.running import Bot, Time, running
from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.ports import Analyst
from bot.flows.shapes import Heard, Turned
from bot.flows.shapes import Person as Someone
from bot.fronts.slack.manifest import manifest
from bot.library.library import Library
from bot.localslack import LocalSlack
from bot.localslack.delivery.socket import CONNECTION_SECONDS
from bot.localslack.people import Person
from bot.localslack.team import Bot as Installed
from bot.localslack.team import Team
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View
from tests.fronts.slack.reading import read_out
from tests.slack_shapes import assert_payload_is_ours, shapes_folder

ALL_SCOPES = tuple(
    scope
    for part in ("bot", "bot_optional")
    for scope in manifest(socket_mode=True)["oauth_config"]["scopes"].get(part, ())
)


@cache
def library() -> Library:
    return Library.load()


class Here:
    """An analyst in this process: the same turn, without the processes that other tests are about."""

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Someone) -> Turned:
        return await asyncio.to_thread(turn, heard, memory, library(), asker)


@dataclass
class Company:
    """Slack, its people, and the bot that runs."""

    slack: LocalSlack
    team: Team
    app: App
    bot: Installed
    ann: Person
    bob: Person
    general: Channel
    config: Config
    running: Bot | None = None

    def dm(self, person: Person | None = None) -> Channel:
        return self.team.direct_message(person or self.ann, self.bot)

    def answers(self, channel: Channel, thread: str = "") -> list[Message]:
        """What the bot wrote there, for all to see."""
        return [
            one for one in channel.messages
            if one.user == self.bot.id and not one.deleted and (not thread or one.thread_ts == thread)
        ]  # fmt: skip

    async def answer(self, message: Message, number: int = 1) -> str:
        """The bot's answer in the thread of a message, as a person reads it."""
        thread = message.thread_ts or message.ts
        await self.slack.until(lambda: len(self.answers(message.channel, thread)) >= number)
        return read_out(self.answers(message.channel, thread)[number - 1].blocks)

    async def private_answer(self, person: Person, channel: Channel, number: int = 1) -> str:
        """The bot's answer that only this person sees in a channel."""
        await self.slack.until(lambda: len(person.ephemerals(channel)) >= number)
        return read_out(person.ephemerals(channel)[number - 1].blocks)

    async def box(self, person: Person) -> View:
        """The box that opens for a person."""
        await self.slack.until(lambda: person.view)
        assert person.view is not None
        return person.view

    async def later(self, seconds: float) -> None:
        """Move the clock ahead, and wait for the socket that Slack opens in place of one that has become too old."""
        sockets = self.slack.core.office.sockets
        before = sockets.of(self.app)
        self.slack.clock.advance(seconds)
        if before and seconds >= CONNECTION_SECONDS:
            await self.slack.until(lambda: [one for one in sockets.of(self.app) if one not in before])

    async def quiet(self) -> None:
        """Until every job is done: what was not said by then will not be said."""
        await self.slack.until(lambda: all(one.acked for one in self.slack.deliveries))
        assert self.running is not None
        await self.running.engine.settle()
        await self.running.front.counter.settled()


def assert_calls_are_slacks(slack: LocalSlack) -> None:
    """Every call that left is one that Slack's own schemas take, and was not refused as malformed."""
    for call in slack.calls:
        assert call.response.get("error") not in ("invalid_blocks", "invalid_arguments", "msg_blocks_too_long"), call
        if shapes_folder():
            assert_payload_is_ours((call.method, call.arguments))


@asynccontextmanager
async def company(
    folder: Path,
    *,
    scopes: Sequence[str] = ALL_SCOPES,
    analyst: Analyst | None = None,
    start: bool = True,
    **settings: Any,
) -> AsyncIterator[Company]:
    async with LocalSlack() as slack:
        team = slack.workspace("Northwind")
        ann = team.person("Ann Berg", email="ann.berg@northwind.example", tz="Europe/London", locale="en-GB")
        bob = team.person("Bob Field", email="bob.field@northwind.example", tz="America/New_York", locale="en-US")
        general = team.channel("general", members=[ann, bob])
        app = slack.app("Legitbot", manifest=manifest(socket_mode=True))
        bot = team.install(app, scopes=list(scopes))
        config = Config(
            bot_tokens=(bot.token,), app_token=app.app_token, api_url=slack.api_url,
            database=f"sqlite:///{folder / 'legitbot.db'}",
        ).changed(
            **{"organisation_own_domains": ("northwind.example",), "web_port": 0, "metrics_port": 0, **settings}
        )  # fmt: skip
        there = Company(slack, team, app, bot, ann, bob, general, config)
        if not start:
            yield there
            return
        time = Time(lambda: datetime.fromtimestamp(slack.clock.now(), UTC), slack.clock.sleep)
        async with running(config, analyst or Here(), time) as bot_running:
            there.running = bot_running
            yield there
        assert_calls_are_slacks(slack)
