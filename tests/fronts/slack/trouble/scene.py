"""A company in trouble: its bot lives wholly by a clock that the test moves, and every answer is counted."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.app.running import Bot, Time, running
from bot.flows.check import Asker
from bot.flows.ports import Analyst
from bot.flows.shapes import Heard, Turned
from bot.flows.shapes import Person as Someone
from bot.fronts.slack.gateway.gateway import Gateway
from bot.localslack.people import Person
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, Here
from tests.fronts.slack.mails import PASTED


class Gate(Here):
    """Lets nobody's answer through until the test opens it."""

    def __init__(self) -> None:
        self.reached, self.open = asyncio.Event(), asyncio.Event()

    async def turn(self, heard: Heard, memory: bytes, asker: Asker, person: Someone) -> Turned:
        self.reached.set()
        await self.open.wait()
        return await super().turn(heard, memory, asker, person)


@asynccontextmanager
async def at_work(
    there: Company, patch: pytest.MonkeyPatch, *, analyst: Analyst | None = None, clock: "Tampered | None" = None
) -> AsyncIterator[Bot]:
    """The bot of a company that was not started. Its gateway, too, lives by Slack's clock: an hour takes seconds."""
    slack = there.slack.clock
    patch.setattr("bot.fronts.slack.front.Gateway", partial(Gateway, clock=slack.now, sleep=slack.sleep))
    now = clock.now if clock else lambda: datetime.fromtimestamp(slack.now(), UTC)
    async with running(there.config, analyst or Here(), Time(now, slack.sleep)) as bot:
        there.running = bot
        yield bot
    refused = ("invalid_blocks", "invalid_arguments", "msg_blocks_too_long")  # other tests compare every shape
    assert not [call for call in there.slack.calls if call.response.get("error") in refused]


class Tampered:
    """This machine's clock, which somebody sets to `ahead` seconds after Slack's, or before it."""

    def __init__(self, there: Company) -> None:
        self._slack = there.slack.clock
        self.ahead = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._slack.now() + self.ahead, UTC)


async def passes(there: Company, seconds: float, step: float = 10.0) -> None:
    """So much time, in steps that leave everybody a moment to act."""
    assert there.running
    for _ in range(round(seconds / step) if step else 0):
        there.slack.clock.advance(step)
        there.running.engine.nudge()
        await asyncio.sleep(0.01)


async def asks(there: Company, *people: Person, each: int = 1) -> list[Message]:
    """Each of them hands in mails, as the first words of a thread each."""
    return [await one.says(there.dm(one), PASTED) for _ in range(each) for one in people]


def newcomers(there: Company, count: int) -> list[Person]:
    """People more, so that nobody has to wait for Slack's pace in one conversation."""
    return [there.team.person(f"Person {number}") for number in range(count)]


def said_to(there: Company, message: Message) -> int:
    """How many answers stand under it."""
    return len(there.answers(message.channel, message.ts))


async def all_answered(there: Company, messages: Sequence[Message], *, step: float = 0.0, seconds: float = 60) -> None:
    """Wait until each has its answer, with `step` seconds of Slack's time in each moment, and then for a second one."""
    async with asyncio.timeout(seconds):
        while not all(said_to(there, one) for one in messages):
            await passes(there, step, step)
            await asyncio.sleep(0.02)
    await quiet(there)
    assert [said_to(there, one) for one in messages] == [1] * len(messages)


async def quiet(there: Company) -> None:
    """Until Slack has handed over everything, or given it up, and every job is done."""
    async with asyncio.timeout(30):
        while not all(one.acked or one.done.is_set() for one in there.slack.deliveries):
            await passes(there, 5, 5)
    assert there.running
    await there.running.engine.settle()
    await there.running.front.counter.settled()


async def gaps(there: Company) -> int:
    """How many answers are listed as missing."""
    assert there.running
    return len(await there.running.store.deliveries.gaps(datetime.fromtimestamp(there.slack.clock.now(), UTC)))
