"""A message that waits for its turn after the ledger said that it is being sent: the ledger must stay right."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.flows.deliver import ON_ITS_WAY, deliver
from bot.flows.ports import Later, Superseded
from bot.flows.shapes import Delivery, DeliveryState, Person, Place, To
from bot.fronts.slack.gateway.gateway import Call, Gateway
from bot.reply.reply import Reply
from bot.store import OpenStore

ANN = Person("T1", "U1")
THERE = To(Place("T1", "D1", "100.1"))
POST = Call("https://slack.test:443", "T1", "chat.postMessage", "D1")
BURST = 3  # messages in one channel before anybody waits


class Slack:
    """A channel behind the gateway; while a message waits for its turn, `meanwhile` happens and five seconds pass."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.posted: list[str] = []
        self.dies = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.gateway = Gateway(aiohttp.ClientSession(), clock=lambda: self.seconds, sleep=self._slept)

    async def _slept(self, seconds: float) -> None:
        if self.meanwhile:
            await self.meanwhile()
        self.seconds += seconds + 5

    def now(self) -> datetime:
        return datetime(2026, 3, 2, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)

    async def thinking(self, to: To, at_it: bool = True) -> None:
        pass

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        async def once() -> str:
            if self.dies:
                raise MemoryError
            self.posted.append(key)
            return "100.2"

        return await self.gateway.through(POST, once)

    def held(self, to: To) -> float:
        return 0.0

    async def arrived(self, to: To, key: str, since: datetime | None = None) -> str | None:
        if to.private_to:
            return None
        return "100.2" if key in self.posted else ""


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """Whoever speaks next has to wait."""
    made = Slack()
    for number in range(BURST):
        await made.send(THERE, ANN, Reply(()), f"before {number}", "")
    made.posted.clear()
    yield made
    await made.gateway.close()


async def claimed(store: OpenStore, slack: Slack) -> Delivery:
    return await store.deliveries.claim(ANN, "D1", "answer", "100.1", slack.now())


async def test_what_somebody_else_took_over_while_it_waited_does_not_leave(store: OpenStore, slack: Slack) -> None:
    """We were thought dead: the other one looks, finds nothing, and answers; then our turn comes."""
    mine, others = await claimed(store, slack), []

    async def taken_over() -> None:
        others.append(await claimed(store, slack))

    slack.meanwhile = taken_over
    with pytest.raises(Superseded):
        await deliver(Reply(()), THERE, ANN, mine, store.deliveries, slack, slack.now)
    assert others and slack.posted == []


async def test_what_left_late_is_waited_for_from_then_on(store: OpenStore, slack: Slack) -> None:
    """It died in the moment when the request left, long after it was said to be on its way."""
    slack.dies = True
    with pytest.raises(MemoryError):
        await deliver(Reply(()), THERE, ANN, await claimed(store, slack), store.deliveries, slack, slack.now)
    slack.dies = False
    slack.seconds += 1
    with pytest.raises(Later) as later:
        await deliver(Reply(()), THERE, ANN, await claimed(store, slack), store.deliveries, slack, slack.now)
    assert later.value.seconds == ON_ITS_WAY.total_seconds() - 1
    assert slack.posted == []


async def test_what_was_cut_off_while_it_waited_is_no_gap(store: OpenStore, slack: Slack) -> None:
    """A worker is told to stop: nobody could look where only the person sees it, but nothing was sent."""
    alone = To(THERE.place, private_to=ANN.id)
    mine = await claimed(store, slack)
    waits = asyncio.Event()

    async def for_ever() -> None:
        waits.set()
        await asyncio.Event().wait()

    slack.meanwhile = for_ever
    sending = asyncio.create_task(deliver(Reply(()), alone, ANN, mine, store.deliveries, slack, slack.now))
    await waits.wait()
    sending.cancel()
    await asyncio.wait([sending])
    assert sending.cancelled()
    after = await claimed(store, slack)
    assert after.state is DeliveryState.CLAIMED
    slack.meanwhile = None
    await deliver(Reply(()), alone, ANN, after, store.deliveries, slack, slack.now)
    assert slack.posted == [mine.key]
    assert await store.deliveries.open_gaps(slack.now()) == 0
