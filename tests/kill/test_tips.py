"""Killed -9 again and again while tips are due: no channel has one twice, and every channel without one is listed.

LEGITBOT_KILL_ROUNDS says how many rounds; without it there are a few.
"""

import asyncio
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.channels import subscribe
from bot.flows.shapes import DeliveryState
from bot.flows.tips import AT_ONCE
from bot.localslack.world.channels import Channel
from bot.store import Keys, new_key, open_store
from bot.store.address import read_url
from bot.store.database import Database, connect
from bot.store.deliveries import TAKEN_UP
from bot.store.tables import deliveries
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.process import environment
from tests.kill.crew import Crew
from tests.postgres import postgres

ROUNDS = int(os.environ.get("LEGITBOT_KILL_ROUNDS", "0"))
CHANNELS = 24  # that are due in a round
LONGEST = 0.8  # seconds from their time to the kill
PATIENCE = 120.0  # seconds in which all is over after a kill
MOMENTS = ("any", "posted", "answered", "uncommitted", "refused")
_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)
_WRITTEN = select(func.count()).where(deliveries.c.due_at.is_not(None))
_LEFT = select(func.count()).where(deliveries.c.due_at.is_not(None), deliveries.c.state.in_(_NOT_OVER))


@dataclass
class Rounds:
    """A company whose channels are due, some more in every round; each wants one tip."""

    there: Company
    crew: Crew
    database: Database
    folder: Path
    chance: random.Random
    channels: list[Channel] = field(default_factory=list)
    most_missing: int = 0  # what may have been on its way at all the kills so far

    async def one(self, moment: str, *, reads: bool) -> None:
        """Tips are due, and a process is killed at that moment. `reads`: whether the bot may look what arrived."""
        there = self.there
        (there.bot.scopes.add if reads else there.bot.scopes.discard)("channels:history")
        await self.crew.start()
        fresh = [there.team.channel(f"team-{len(self.channels) + one}", [there.ann]) for one in range(CHANNELS)]
        for channel in fresh:
            there.bot.joins(channel)
        self.channels += fresh
        if moment == "posted":
            there.slack.faults.slow("chat.postMessage", 5, times=AT_ONCE)  # they stand there, and nobody hears so
        elif moment == "refused":
            there.slack.faults.rate_limit("chat.postMessage", times=CHANNELS)
        elif moment == "uncommitted":
            (self.folder / "die").touch()
        await self.subscribe(fresh)
        victims = await self._reached(moment, fresh)
        await self.crew.kill(*victims)
        there.slack.faults.clear()
        self.most_missing += AT_ONCE  # in a workspace one process sends at a time, and so many at once
        await self.crew.start()
        await self._over()

    async def subscribe(self, channels: list[Channel]) -> None:
        """They are due now."""
        await subscribe(self.database, [(one.team_id, one.id) for one in channels], datetime.now(UTC))

    async def _reached(self, moment: str, fresh: list[Channel]) -> list[int]:
        """Wait for the moment; who is to be killed then."""
        slack = self.there.slack
        anybody = [self.chance.randrange(self.crew.size)]
        if moment in ("any", "refused"):
            await asyncio.sleep(self.chance.uniform(0, LONGEST))
            return anybody
        if moment == "uncommitted":
            await slack.until(lambda: not (self.folder / "die").exists(), PATIENCE)
            return await self.crew.dead()
        if moment == "posted":
            await slack.until(lambda: any(self.there.answers(one) for one in fresh), PATIENCE)
        else:
            before = len(slack.called("chat.postMessage"))
            await slack.until(lambda: any(one.ok for one in slack.called("chat.postMessage")[before:]), PATIENCE)
            await asyncio.sleep(self.chance.choice((0, 0.001, 0.003, 0.01)))
        return [*range(self.crew.size)] if self.chance.random() < 0.5 else anybody

    async def _over(self) -> None:
        """Until nothing is to be sent any more, and all that was due was written."""
        async with asyncio.timeout(PATIENCE):
            while await self._count(_WRITTEN) < len(self.channels) or await self._count(_LEFT):
                await asyncio.sleep(0.1)

    async def _count(self, query: object) -> int:
        return int(await self.database.read(lambda connection: connection.execute(query).scalar_one()))  # type: ignore[call-overload]


async def survives(folder: Path, url: str, workers: int, few: int) -> None:
    key = new_key()
    async with company(folder, start=False) as there:
        variables = environment(there.slack, there.app, folder, there.bot, DATABASE_URL=url, LEGITBOT_KEY=key)
        crew = Crew(variables, folder, workers, "tests.kill.tip_process")
        try:
            await crew.start()
            database = connect(read_url(url))
            try:
                rounds = Rounds(there, crew, database, folder, random.Random(7))
                for number in range(ROUNDS or few):
                    await rounds.one(MOMENTS[number % len(MOMENTS)], reads=number % 2 == 0)
            finally:
                await database.close()
            await crew.stop()
        finally:
            await crew.end()
        await assert_once_or_listed(rounds, url, key)
    assert "Traceback" not in (folder / "log.txt").read_text()


async def assert_once_or_listed(rounds: Rounds, url: str, key: str) -> None:
    tips = Counter({one.id: len(rounds.there.answers(one)) for one in rounds.channels})
    store = await open_store(url, Keys(key))
    try:
        gaps = [gap.target for gap in await store.deliveries.gaps(datetime.now(UTC) + TAKEN_UP, most=100_000)]
    finally:
        await store.close()
    missing = {channel for channel, count in tips.items() if not count}
    assert not [channel for channel, count in tips.items() if count > 1]
    assert missing <= {*gaps}, "each of them is listed"
    assert len(missing) <= rounds.most_missing
    assert len(tips) - len(missing) > len(tips) / 2, "most arrive, though something is killed in every round"


@pytest.mark.thorough
async def test_the_one_process_is_killed_while_tips_are_due(tmp_path: Path) -> None:
    await survives(tmp_path, f"sqlite:///{tmp_path / 'legitbot.db'}", workers=0, few=5)


@pytest.mark.thorough
async def test_one_of_three_processes_is_killed_while_the_others_live(tmp_path: Path) -> None:
    await survives(tmp_path, postgres().database(), workers=2, few=5)
