"""The gateway before a Slack that counts how fast it is called, and a clock that leaps over the waiting."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from bot.flows.ports import Later
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.gateway.gateway import TIMEOUT, Gateway
from bot.fronts.slack.messenger import SlackMessenger
from bot.fronts.slack.workspaces import Workspace, Workspaces
from bot.localslack import Call, Channel, LocalSlack
from bot.reply.reply import Block, Kind, Reply, Span
from bot.watch.metrics import BREAKER, REGISTRY
from tests.fronts.slack.leaping import Leaping

SCOPES = ["chat:write", "users:read", "channels:history", "im:write", "im:history"]


@dataclass
class Door:
    """A Slack that counts how often it is called, and the gateway before it."""

    slack: LocalSlack
    time: Leaping
    gateway: Gateway
    workspaces: Workspaces
    workspace: Workspace
    messenger: SlackMessenger
    channels: list[Channel]
    person: Person

    async def say(self, text: str, channel: int = 0) -> str:
        """Post it, as often as it takes where it is put off: what a job does."""
        reply = Reply((Block(Kind.LEAD, (Span(text),)),))
        to = To(Place(self.workspace.id, self.channels[channel].id))
        while True:
            try:
                return await self.messenger.send(to, self.person, reply, "", "")
            except Later as later:
                await self.time.sleep(later.seconds)

    def said(self, channel: int = 0) -> list[str]:
        return [one.text.strip() for one in self.channels[channel].messages]

    def posted(self) -> list[Call]:
        return self.slack.called("chat.postMessage")


@asynccontextmanager
async def opened() -> AsyncIterator[Door]:
    """A workspace with twelve channels and the bot in it; Slack counts how fast it is called."""
    async with LocalSlack(rate_limits=True) as slack:
        team = slack.workspace("Northwind")
        ann = team.person("Ann Berg")
        bot = team.install(slack.app("Legitbot"), scopes=SCOPES)
        channels = [team.channel(f"room-{number}", members=[ann]) for number in range(12)]
        for channel in channels:
            bot.joins(channel)
            channel.messages.clear()
        time = Leaping(slack.clock)
        gateway = Gateway(
            aiohttp.ClientSession(timeout=TIMEOUT), clock=time.now, sleep=time.sleep, chance=random.Random(1).random
        )
        workspaces = Workspaces(gateway, slack.api_url)
        workspace = await workspaces.connect(bot.token)
        slack.calls.clear()
        messenger = SlackMessenger(workspaces)
        yield Door(slack, time, gateway, workspaces, workspace, messenger, channels, Person(team.id, ann.id))
        await gateway.close()
        BREAKER.set(0)


def counted(method: str, outcome: str = "") -> float:
    """Calls of a method so far, of one outcome or of all."""
    return sum(
        sample.value for metric in REGISTRY.collect() for sample in metric.samples
        if sample.name == "legitbot_slack_calls_total" and sample.labels["method"] == method
        and outcome in ("", sample.labels["outcome"])
    )  # fmt: skip


def waits(why: str) -> float:
    return REGISTRY.get_sample_value("legitbot_slack_waits_total", {"why": why}) or 0.0
