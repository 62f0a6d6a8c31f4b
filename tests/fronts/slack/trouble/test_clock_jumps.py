"""The clock of the machine jumps, an hour or a day, forward or back: nothing is answered twice, lost, or gone early."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store import OpenStore
from tests.fronts.slack.company import company
from tests.fronts.slack.trouble.scene import Gate, Tampered, all_answered, asks, at_work, gaps, passes

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

HOUR = 3600.0


@pytest.mark.parametrize("jump", [pytest.param(HOUR, marks=pytest.mark.thorough), -HOUR])
async def test_while_a_job_is_put_off_it_is_done_once_and_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    async with company(tmp_path, start=False) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock) as bot:
            there.slack.faults.rate_limit("chat.postMessage", retry_after=40)
            messages = await asks(there, there.ann)
            async with asyncio.timeout(10):
                while not await put_off(bot.store):
                    await asyncio.sleep(0.01)
            clock.ahead += jump
            await all_answered(there, messages, step=1, seconds=15)
            assert await gaps(there) == 0


@pytest.mark.thorough
@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_while_an_answer_may_be_on_its_way_it_is_looked_for_and_not_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float, database: dict[str, Any]
) -> None:
    async with company(tmp_path, start=False, **database) as there:
        clock, gate = Tampered(there), Gate()
        async with at_work(there, monkeypatch, clock=clock, analyst=gate):
            there.slack.faults.lose_reply("chat.postMessage")
            there.slack.faults.server_error("conversations.replies", times=4)
            messages = await asks(there, there.ann)
            await gate.reached.wait()
            gate.open.set()
            await there.slack.until(lambda: there.answers(there.dm()))
            clock.ahead += jump
            await all_answered(there, messages, step=0.2)
            assert await gaps(there) == 0


async def put_off(store: OpenStore) -> bool:
    query = "SELECT count(*) FROM jobs WHERE state = 'queued'"
    return bool(await store.database.read(lambda connection: connection.exec_driver_sql(query).scalar_one()))


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
async def test_an_open_talk_outlives_an_hour_and_an_event_that_comes_again_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float, database: dict[str, Any]
) -> None:
    async with company(tmp_path, start=False, **database) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock) as bot:
            there.slack.faults.lose_acks()
            (message,) = await asks(there, there.ann)
            await there.answer(message)
            clock.ahead += jump
            await bot.store.sweep(clock.now())
            await passes(there, 80, 4)  # the same event, once more
            await all_answered(there, [message])
            assert len(there.slack.deliveries[0].attempts) >= 2
            follow_up = await there.ann.says(there.dm(), "why?", thread=message)
            assert "What I saw" in await there.answer(follow_up, 2)


async def test_an_event_that_was_swept_by_a_clock_gone_wrong_is_still_not_answered_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    """Its id is forgotten after a day; the ledger of answers remembers for a month."""
    async with company(tmp_path, start=False, **database) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock) as bot:
            there.slack.faults.lose_acks()
            (message,) = await asks(there, there.ann)
            await there.answer(message)
            await bot.engine.settle()
            clock.ahead = 25 * HOUR
            assert await bot.store.sweep(clock.now()) > 0
            clock.ahead = 0.0
            await passes(there, 80, 4)
            await all_answered(there, [message])
            assert len(there.slack.deliveries[0].attempts) >= 2


async def test_what_is_swept_is_what_the_rule_says_by_the_clock_of_that_moment_and_nothing_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day too far: what is over by that clock goes; a question that waits for its answer never does."""
    async with company(tmp_path, start=False) as there:
        clock, gate = Tampered(there), Gate()
        async with at_work(there, monkeypatch, clock=clock, analyst=gate) as bot:
            waiting = await asks(there, there.bob)
            await gate.reached.wait()
            clock.ahead += timedelta(days=40).total_seconds()
            await bot.store.sweep(clock.now())
            clock.ahead = 0.0
            gate.open.set()
            await all_answered(there, waiting, step=0.5)
            assert await gaps(there) == 0
            await bot.store.sweep(clock.now())
            follow_up = await there.bob.says(there.dm(there.bob), "why?", thread=waiting[0])
            assert "What I saw" in await there.answer(follow_up, 2)


@pytest.mark.thorough
async def test_many_jumps_under_load_answer_everybody_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    async with company(tmp_path, start=False, **database) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock):
            there.slack.faults.rate_limit("*", times=6, retry_after=1)
            messages = []
            for jump in (HOUR, -2 * HOUR, 3 * HOUR, -HOUR, -HOUR):
                messages += await asks(there, there.ann, there.bob)
                clock.ahead += jump
                await asyncio.sleep(0.1)
            await all_answered(there, messages, step=0.2)
            assert await gaps(there) == 0
