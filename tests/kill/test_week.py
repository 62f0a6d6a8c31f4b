"""Killed -9 again and again while questions and their results are due: none comes twice, and what is missing is listed.

LEGITBOT_KILL_ROUNDS says how many rounds; without it there are a few.
"""

import asyncio
import os
import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.channels import subscribe
from bot.flows.shapes import DeliveryState
from bot.flows.tip_shapes import QUIZ
from bot.flows.week_shapes import QUESTION, RESULT
from bot.localslack.world.channels import Channel
from bot.store import Keys, new_key, open_store
from bot.store.address import read_url
from bot.store.database import connect
from bot.store.deliveries import TAKEN_UP
from bot.store.tables import deliveries
from tests.fronts.slack.company import company
from tests.fronts.slack.process import environment
from tests.fronts.slack.tips.asked import questions, results
from tests.kill.crew import Crew
from tests.kill.test_tips import PATIENCE, Rounds
from tests.postgres import postgres

ROUNDS = int(os.environ.get("LEGITBOT_KILL_ROUNDS", "0"))
MOMENTS = ("told", "posted", "result-uncommitted", "any", "answered", "uncommitted", "told")
_ASKED = select(func.count()).where(deliveries.c.what == QUESTION)
_STAND = select(func.count()).where(deliveries.c.what == QUESTION, deliveries.c.state == DeliveryState.SENT)
_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)
_LEFT = select(func.count()).where(deliveries.c.due_at.is_not(None), deliveries.c.state.in_(_NOT_OVER))


class Weeks(Rounds):
    """As rounds of tips; each channel wants one question, and has one result."""

    async def subscribe(self, channels: list[Channel]) -> None:
        names = [(one.team_id, one.id) for one in channels]
        await subscribe(self.database, names, datetime.now(UTC), QUIZ)

    async def _reached(self, moment: str, fresh: list[Channel]) -> list[int]:
        there = self.there
        if moment == "told":
            await there.slack.until(lambda: any(results(there, one) for one in fresh), PATIENCE)
            await asyncio.sleep(self.chance.choice((0, 0.001, 0.003, 0.01)))
            return [*range(self.crew.size)] if self.chance.random() < 0.5 else [self.chance.randrange(self.crew.size)]
        if moment == "result-uncommitted":
            async with asyncio.timeout(PATIENCE):
                while await self._count(_STAND) < len(self.channels) - self.most_missing:
                    await asyncio.sleep(0.02)
            (self.folder / "die").touch()
            await there.slack.until(lambda: not (self.folder / "die").exists(), PATIENCE)
            return await self.crew.dead()
        return await super()._reached(moment, fresh)

    async def _over(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self._count(_ASKED) < len(self.channels) or await self._count(_LEFT):
                await asyncio.sleep(0.1)


async def survives(folder: Path, url: str, workers: int, few: int) -> None:
    key = new_key()
    async with company(folder, start=False) as there:
        variables = environment(there.slack, there.app, folder, there.bot, DATABASE_URL=url, LEGITBOT_KEY=key)
        crew = Crew(variables, folder, workers, "tests.kill.week_process")
        try:
            await crew.start()
            database = connect(read_url(url))
            try:
                rounds = Weeks(there, crew, database, folder, random.Random(7))
                for number in range(ROUNDS or few):
                    await rounds.one(MOMENTS[number % len(MOMENTS)], reads=number % 2 == 0)
            finally:
                await database.close()
            await crew.stop()
        finally:
            await crew.end()
        await assert_once_or_listed(rounds, url, key)
    assert "Traceback" not in (folder / "log.txt").read_text()


async def assert_once_or_listed(rounds: Weeks, url: str, key: str) -> None:
    there, missing = rounds.there, Counter[str]()
    store = await open_store(url, Keys(key))
    try:
        listed = {(gap.target, gap.what) for gap in await store.deliveries.gaps(datetime.now(UTC) + TAKEN_UP)}
    finally:
        await store.close()
    for channel in rounds.channels:
        asked, told = questions(there, channel), results(there, channel)
        assert len(asked) <= 1 and len(told) <= 1
        if told:
            assert asked and told[0].thread_ts == asked[0].ts
        doubtful = (channel.id, QUESTION) in listed
        assert asked or doubtful, "a missing question is listed"
        assert told or doubtful or (channel.id, RESULT) in listed, "a missing result is listed"
        assert not (told and doubtful), "what may not stand there has no result"
        missing.update({QUESTION: not asked, RESULT: not told})
    assert missing[QUESTION] <= rounds.most_missing
    assert missing[RESULT] <= 2 * rounds.most_missing
    assert len(rounds.channels) - missing[RESULT] > len(rounds.channels) / 2, "most arrive, whatever is killed"


@pytest.mark.thorough
async def test_the_one_process_is_killed_while_questions_and_results_are_due(tmp_path: Path) -> None:
    await survives(tmp_path, f"sqlite:///{tmp_path / 'legitbot.db'}", workers=0, few=6)


@pytest.mark.thorough
async def test_one_of_three_processes_is_killed_while_questions_and_results_are_due(tmp_path: Path) -> None:
    await survives(tmp_path, postgres().database(), workers=2, few=6)
