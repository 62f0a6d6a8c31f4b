"""Slack is too busy, in trouble, slow, or away for an hour: each question is answered once, or listed as a gap."""

import random
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fronts.slack.company import company
from tests.fronts.slack.mails import GENUINE, PASTED, SCAM
from tests.fronts.slack.trouble.scene import all_answered, asks, at_work, gaps, newcomers, passes, quiet, said_to

FOR_EVER = 100_000


@pytest.mark.thorough
async def test_after_an_hour_without_slack_everybody_is_answered_once_and_slack_was_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many wait: what they cost a Slack that is away is a call in one or two minutes."""
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        crowd = newcomers(there, 15)
        there.slack.faults.drop_connection("*", times=FOR_EVER)
        before = await asks(there, there.ann, *crowd)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        await passes(there, 1800, step=20)
        meanwhile = await asks(there, there.bob)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        asked = len(there.slack.calls)
        await passes(there, 1800, step=20)
        assert 10 <= len(there.slack.calls) - asked <= 60, "it still tries, about once in one or two minutes"
        there.slack.faults.clear()
        await all_answered(there, before + meanwhile, step=5)
        after = await asks(there, there.ann)
        await all_answered(there, before + meanwhile + after, step=1)
        assert await gaps(there) == 0


@pytest.mark.thorough
async def test_an_hour_in_which_not_even_the_socket_stands_loses_nothing_that_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        there.slack.faults.drop_connection("*", times=FOR_EVER)
        before = await asks(there, there.ann)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        await there.slack.faults.drop_sockets()
        await passes(there, 3600, step=30)
        assert not there.slack.connections(there.app)
        there.slack.faults.clear()
        await passes(there, 90, step=5)  # by then it has asked again
        await there.slack.until(lambda: there.slack.connections(there.app), seconds=30)
        after = await asks(there, there.bob)
        await all_answered(there, before + after, step=5)


@pytest.mark.thorough
async def test_what_slack_did_not_take_for_too_long_is_given_up_and_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, start=False, work_give_up_hours=1.0) as there, at_work(there, monkeypatch) as bot:
        there.slack.faults.drop_connection("*", times=FOR_EVER)
        (message,) = await asks(there, there.ann)
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
        await passes(there, 2 * 3600, step=60)
        await quiet(there)
        assert await bot.store.jobs.under_way(bot.engine._doing.now()) == 0  # type: ignore[attr-defined]  # every engine that works has one
        assert await gaps(there) >= 1
        there.slack.faults.clear()
        await passes(there, 600, step=60)
        assert said_to(there, message) == 0, "it was given up"
        later = await there.ann.says(there.dm(), "is this legit?")
        await all_answered(there, [later], step=1)


@pytest.mark.parametrize("fault", ["rate_limit", pytest.param("server_error", marks=pytest.mark.thorough)])
async def test_refused_again_and_again_for_minutes_each_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        times = {"rate_limit": {"times": 8, "retry_after": 20}, "server_error": {"times": 25, "status": 500}}[fault]
        getattr(there.slack.faults, fault)("*", **times)
        messages = await asks(there, there.ann, there.bob, *newcomers(there, 4))
        await all_answered(there, messages, step=5)
        assert not there.slack.faults.ordered()
        assert await gaps(there) == 0


async def test_a_slack_that_takes_longer_than_we_wait_is_not_told_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took the message, and said so when nobody listened any more."""
    monkeypatch.setattr("bot.fronts.slack.front.TIMEOUT", aiohttp.ClientTimeout(total=0.25))
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        there.slack.faults.slow("chat.postMessage", 0.4, times=3)
        messages = await asks(there, there.ann, there.bob, *newcomers(there, 1))
        await all_answered(there, messages, step=0.5)
        assert len(there.slack.called("conversations.replies")) == 3, "it looked"
        assert await gaps(there) == 0


def _mischief(chance: random.Random) -> str:
    return chance.choice(["rate_limit", "server_error", "drop_connection", "lose_reply", "slow"])


@pytest.mark.thorough
async def test_whatever_fails_in_whatever_order_each_question_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    """In a direct message we can look: there is no gap, and no second answer."""
    chance = random.Random(5)
    on_file = database["database"].startswith("sqlite")
    async with company(tmp_path, start=False, **database) as there, at_work(there, monkeypatch):
        faults = there.slack.faults
        orders = {
            "rate_limit": partial(faults.rate_limit, retry_after=1),
            "slow": partial(faults.slow, seconds=0.1),
        }
        for _ in range(60):
            what = _mischief(chance)
            orders.get(what, getattr(faults, what))(chance.choice(["*", "chat.postMessage", "download", "users.info"]))
        faults.duplicate_events(5)
        faults.lose_acks(5)
        people = [there.ann, there.bob, *newcomers(there, 8)]
        messages = await asks(there, *people, each=2)
        messages += [await one.says(there.dm(one), files=[("a.eml", chance.choice([SCAM, GENUINE]))]) for one in people]
        await all_answered(there, messages, step=1 if on_file else 0)  # PostgreSQL counts by its own clock
        await passes(there, 600, step=60)
        await all_answered(there, messages)
        assert await gaps(there) == 0


async def test_in_a_channel_whatever_fails_nobody_is_told_twice_and_each_gap_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where we may not look, silence that is listed is better than a second answer."""
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch) as bot:
        people = newcomers(there, 6)
        for one in people:
            await one.joins(there.general)
        message = await there.bob.says(there.general, PASTED)
        for number in range(6):
            (there.slack.faults.lose_reply if number % 2 else there.slack.faults.drop_connection)("response_url")
        for one in people:
            await one.uses_shortcut(there.app, "legit-check-message", message)
            await there.slack.until(lambda: all(done.acked for done in there.slack.deliveries))
            await quiet(there)
        await passes(there, 60)
        await quiet(there)
        told = [len(one.ephemerals(there.general)) for one in people]
        assert max(told) <= 1, told
        assert told.count(0) <= await bot.store.deliveries.open_gaps(bot.engine._doing.now())  # type: ignore[attr-defined]  # every engine that works has one
