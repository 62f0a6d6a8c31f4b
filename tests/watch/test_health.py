"""Whoever restarts the bot, or sends it requests, is told the truth about it, however often they ask."""

import asyncio

import pytest

from bot.watch.health import LOOP, Health, Readiness
from bot.watch.metrics import READY


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_must_go_round_is_stale_when_it_has_not_in_its_time(clock: Clock) -> None:
    health = Health(clock)
    health.expect("engine", within=30)
    health.expect("sweeper", within=100)
    clock.seconds += 31
    assert health.stale() == ("engine",)
    health.beat("engine")
    assert health.stale() == ()
    clock.seconds += 101
    assert health.stale() == ("engine", "sweeper")
    health.forget("engine")
    assert health.stale() == ("sweeper",)


async def test_every_check_is_named_with_ok_or_its_sentence(clock: Clock) -> None:
    health = Health(clock)

    async def fine() -> None:
        return None

    async def away() -> str:
        return "Slack is not connected."

    async def broken() -> None:
        raise ValueError("Dear Anna")

    health.check("database", fine)
    assert await health.readiness() == Readiness(ready=True, checks={"database": "ok"})
    health.check("slack", away)
    health.check("key", broken)
    told = {"database": "ok", "slack": "Slack is not connected.", "key": "It failed (ValueError)."}
    assert await health.readiness() == Readiness(ready=False, checks=told)
    assert READY._value.get() == 0


async def test_a_check_that_does_not_answer_is_not_waited_for(clock: Clock) -> None:
    health = Health(clock, check_seconds=0.01)
    health.check("database", lambda: asyncio.sleep(3600, None))
    assert (await health.readiness()).checks == {"database": "It did not answer in time."}


async def test_a_sentence_holds_no_secret(clock: Clock) -> None:
    health = Health(clock)

    async def chatty() -> str:
        return "postgresql://bot:hunter2@db.example/x refuses."

    health.check("database", chatty)
    assert (await health.readiness()).checks == {"database": "postgresql://[token]@db.example/x refuses."}


async def test_a_flood_of_questions_asks_once_a_second(clock: Clock) -> None:
    health, asked = Health(clock), 0

    async def database() -> None:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)

    health.check("database", database)
    await asyncio.gather(*(health.readiness() for _ in range(500)))
    await health.readiness()
    assert asked == 1
    clock.seconds += 1
    await health.readiness()
    assert asked == 2


async def test_one_who_goes_away_does_not_take_the_answer_from_the_others(clock: Clock) -> None:
    health, answer = Health(clock), asyncio.Event()

    async def database() -> None:
        await answer.wait()

    health.check("database", database)
    gone, stays = (asyncio.create_task(health.readiness()) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    answer.set()
    assert (await stays).ready
    await asyncio.wait([gone])
    assert gone.cancelled()


async def test_a_bot_that_stops_takes_no_more_work(clock: Clock) -> None:
    health = Health(clock)
    assert (await health.readiness()).ready
    health.stopping()
    assert await health.readiness() == Readiness(ready=False, checks={"running": "The bot is stopping."})


async def test_the_loop_is_expected_only_while_it_is_watched(clock: Clock) -> None:
    health = Health(clock)
    watching = asyncio.create_task(health.watch_loop(within=30))
    await asyncio.sleep(0)
    clock.seconds += 31
    assert health.stale() == (LOOP,)
    watching.cancel()
    await asyncio.wait([watching])
    assert health.stale() == ()
