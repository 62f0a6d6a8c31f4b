"""A message that was being sent when we died, and that does not stand there yet, may still come: it is waited for."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.flows.deliver import ON_ITS_WAY, deliver
from bot.flows.ports import Later, MaybeSent
from bot.flows.shapes import DeliveryState, Person, Place, To
from bot.reply.reply import Reply
from bot.store import OpenStore, open_store

ANN = Person("T1", "U1")
THERE = To(Place("T1", "D1", "100.1"))


class Slack:
    """What stands there; `loses`: requests that break off before their answer."""

    def __init__(self) -> None:
        self.stands: list[str] = []
        self.on_their_way: list[str] = []
        self.loses = False

    async def thinking(self, to: To, at_it: bool = True) -> None:
        pass

    async def send(self, to: To, person: Person, reply: Reply, key: str, conversation: str) -> str:
        if self.loses:
            self.on_their_way.append(key)
            raise MaybeSent
        self.stands.append(key)
        return "100.2"

    def held(self, to: To) -> float:
        return 0.0

    async def arrived(self, to: To, key: str, since: datetime | None = None) -> str | None:
        return "100.2" if key in self.stands else ""

    def brings(self) -> None:
        """What was on its way is there."""
        self.stands += self.on_their_way
        self.on_their_way = []


class Day:
    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[OpenStore]:
    opened = await open_store(f"sqlite:///{tmp_path}/legitbot.db")
    yield opened
    await opened.close()


async def sent(store: OpenStore, slack: Slack, now: Day) -> float:
    """Try to send the one answer; in how many seconds it is to be tried again."""
    delivery = await store.deliveries.claim(ANN, "D1", "answer", "100.1", now())
    try:
        await deliver(Reply(()), THERE, ANN, delivery, store.deliveries, slack, now)
    except Later as later:
        return later.seconds
    return 0.0


async def state(store: OpenStore, now: Day) -> DeliveryState:
    return (await store.deliveries.claim(ANN, "D1", "answer", "100.1", now())).state


async def test_what_was_on_its_way_when_we_died_arrives_and_is_not_sent_again(store: OpenStore) -> None:
    slack, now = Slack(), Day()
    dead = await store.deliveries.claim(ANN, "D1", "answer", "100.1", now())
    await store.deliveries.sending(dead, now())
    slack.on_their_way.append(dead.key)
    now.time += timedelta(seconds=1)
    assert await sent(store, slack, now) == ON_ITS_WAY.total_seconds() - 1
    slack.brings()
    now.time += timedelta(seconds=4)
    assert await sent(store, slack, now) == 0
    assert slack.stands == [dead.key]
    assert await state(store, now) is DeliveryState.SENT


async def test_what_never_left_is_sent_once_its_time_is_over(store: OpenStore) -> None:
    slack, now = Slack(), Day()
    dead = await store.deliveries.claim(ANN, "D1", "answer", "100.1", now())
    await store.deliveries.sending(dead, now())
    now.time += ON_ITS_WAY
    assert await sent(store, slack, now) == 0
    assert slack.stands == [dead.key]


async def test_a_request_that_broke_off_is_looked_for_twice_before_it_is_made_again(store: OpenStore) -> None:
    slack, now = Slack(), Day()
    slack.loses = True
    assert await sent(store, slack, now) == ON_ITS_WAY.total_seconds()
    slack.brings()
    now.time += ON_ITS_WAY
    assert await sent(store, slack, now) == 0
    assert len(slack.stands) == 1


async def test_a_clock_that_was_set_back_keeps_nobody_waiting(store: OpenStore) -> None:
    slack, now = Slack(), Day()
    dead = await store.deliveries.claim(ANN, "D1", "answer", "100.1", now())
    await store.deliveries.sending(dead, now())
    now.time -= timedelta(days=1)
    assert await sent(store, slack, now) == 0
    assert slack.stands == [dead.key]
