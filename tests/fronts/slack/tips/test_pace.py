"""Tips come at Slack's pace: never two at once in one channel, and a channel that has to wait holds up no other."""

import asyncio
import contextlib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.flows.ports import Later
from bot.flows.shapes import Job
from bot.flows.tip_shapes import GOING_ROUND, TIP
from bot.flows.tips import SLICES_AT_ONCE
from bot.fronts.slack.tips.postman import MOST_INSIDE
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.tips.test_arriving import now, subscribed, until_next

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it


async def posted(there: Company, what: str, slot: str, *targets: str) -> None:
    """Have a tip sent by hand."""
    assert there.running
    store = there.running.store
    await store.tips.post(there.team.id, dict.fromkeys(targets, False), "order-call-to-cancel", what, slot, now(there))
    there.running.engine.nudge()


def lives_by_slacks_clock(there: Company) -> None:
    """The gateway counts real seconds, of which a test has no hour."""
    assert there.running
    gateway = there.running.front.counter.messenger._workspaces.gateway
    for one in (gateway, gateway._lanes):
        one._clock, one._sleep = there.slack.clock.now, there.slack.clock.sleep


async def test_two_tips_that_are_due_at_once_in_a_channel_come_a_second_apart(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        await until_next(there, there.general.id)
        await posted(there, GOING_ROUND, "round", there.general.id)
        await posted(there, TIP, "now", there.general.id)
        await there.slack.until(lambda: len(there.answers(there.general)) == 3, 20)
        times = [float(one.ts) for one in there.answers(there.general)]
    assert all(after - before >= 1.0 for before, after in pairwise(times)), times


async def test_slack_that_sends_a_dozen_channels_away_for_an_hour_has_them_all_afterwards_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        channels = [there.team.channel(f"team-{number}", [there.ann]) for number in range(12)]
        for channel in channels:
            there.bot.joins(channel)
        there.slack.faults.rate_limit("chat.postMessage", times=12, retry_after=3600)
        lives_by_slacks_clock(there)
        await posted(there, TIP, "first", *(one.id for one in channels))
        await there.slack.until(lambda: there.slack.called("chat.postMessage"))
        await there.quiet()
        assert not any(there.answers(one) for one in channels)
        for _ in range(24):  # two hours
            await there.later(300)
            await there.quiet()
        await there.slack.until(lambda: all(there.answers(one) for one in channels))
        await there.quiet()
        assert [len(there.answers(one)) for one in channels] == [1] * 12
        assert there.running
        assert not await there.running.store.deliveries.gaps(now(there))


async def test_a_channel_that_has_to_wait_holds_up_no_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        other = there.team.channel("other", [there.ann])
        for channel in (there.general, other):
            there.bot.joins(channel)
        there.slack.faults.rate_limit("chat.postMessage", retry_after=3600)
        await posted(there, TIP, "first", there.general.id)
        await there.slack.until(lambda: there.slack.called("chat.postMessage"))
        await there.quiet()
        await posted(there, TIP, "second", other.id)
        await there.slack.until(lambda: there.answers(other))
        assert not there.answers(there.general)


async def test_tips_that_are_due_everywhere_leave_seats_for_those_who_ask(tmp_path: Path) -> None:
    """A job that waits for its turn to send holds a seat of the engine: only a few may."""
    async with company(tmp_path) as there:
        assert there.running
        postman = there.running.front.postman
        jobs = [Job(one, f"tips:{one}", there.team.id, "tips", b"", 1, 0, now(there)) for one in range(64)]
        async with contextlib.AsyncExitStack() as held:
            for _ in range(SLICES_AT_ONCE):
                await held.enter_async_context(postman.gate)
            begun = [asyncio.create_task(postman.work(job)) for job in jobs]
            done, waiting = await asyncio.wait(begun, timeout=1)
            assert len(waiting) == MOST_INSIDE
            assert all(isinstance(one.exception(), Later) for one in done)
            message = await there.ann.says(there.dm(), "is https://parcel-fee.example legit?")
            assert await there.answer(message)
        assert not any(one.exception() for one in (await asyncio.wait(waiting))[0])
