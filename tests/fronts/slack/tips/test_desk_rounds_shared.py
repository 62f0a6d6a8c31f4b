"""Two processes see the same scam go round: administrators of a workspace are asked about it once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.running import Bot, Time, running
from bot.fronts.slack.tips.desk.rounds import asked_about_round, campaign_reported
from tests.fronts.slack.company import Company, Here, company
from tests.fronts.slack.test_report import team
from tests.fronts.slack.tips.desk import now, subscribed
from tests.fronts.slack.tips.test_desk_rounds import offers, three_ask
from tests.fronts.slack.trouble.conftest import on_postgresql

SECONDS = timedelta(seconds=5)


@asynccontextmanager
async def two_processes(there: Company, ahead: timedelta = timedelta()) -> AsyncIterator[tuple[Bot, Bot]]:
    """The bot and a worker on one PostgreSQL; the worker's clock may be ahead."""
    ours = Time(lambda: now(there), there.slack.clock.sleep)
    theirs = Time(lambda: now(there) + ahead, there.slack.clock.sleep)
    async with (
        running(there.config, Here(), ours) as there.running,
        running(there.config, Here(), theirs, hears=False, opens=False) as worker,
    ):
        yield there.running, worker


async def done(*bots: Bot) -> None:
    for _ in range(2):  # what the first leaves to the second, and the other way round
        for bot in bots:
            await bot.engine.settle()
            await bot.front.counter.settled()


async def until_midnight(there: Company, before: timedelta) -> None:
    """Move the clock to so long before midnight (UTC)."""
    here = now(there)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    await there.later((midnight - before - here).total_seconds())


@pytest.mark.thorough
async def test_two_processes_that_look_at_once_ask_once(tmp_path: Path) -> None:
    async with company(tmp_path, start=False, **on_postgresql()) as there, two_processes(there) as bots:
        there.ann.admin = True
        await subscribed(there, there.general.id)
        await three_ask(there)
        await done(*bots)
        for _ in range(2):
            await there.later(61)
            await asyncio.gather(*(bot.front.postman.now_and_then() for bot in bots))
            await done(*bots)
        assert len(offers(there, there.dm())) == 1


@pytest.mark.thorough
async def test_two_whose_clocks_differ_ask_once_at_midnight(tmp_path: Path) -> None:
    """For one it is the next day already, and its offer would have another name."""
    async with company(tmp_path, start=False, **on_postgresql()) as there, two_processes(there, SECONDS) as bots:
        there.ann.admin = True
        await until_midnight(there, SECONDS / 2)
        await subscribed(there, there.general.id)
        for scam, order in (("fake-order", bots), ("fake-renewal", bots[::-1])):
            for bot in order:
                body = {"team_id": there.team.id, "scam": scam, "people": 3}
                await asked_about_round(bot.front.counter, body)
        assert len(offers(there, there.dm())) == 2, "one for each kind of scam"


@pytest.mark.thorough
async def test_a_report_and_three_who_ask_at_once_bring_one_offer(tmp_path: Path) -> None:
    async with company(tmp_path, start=False, **on_postgresql()) as there, two_processes(there) as bots:
        security = await team(there)
        await three_ask(there)
        assert not offers(there, security)
        await subscribed(there, there.general.id)
        await there.later(timedelta(days=1, seconds=-600).total_seconds())  # another day, and still within one
        ours, theirs = bots
        await asyncio.gather(
            ours.front.postman.now_and_then(), campaign_reported(theirs.front.counter, there.team.id, "fake-order")
        )
        await done(*bots)
        assert len(offers(there, security)) == 1
