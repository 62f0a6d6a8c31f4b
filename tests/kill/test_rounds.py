"""Killed -9 again and again under load: what was acknowledged is answered, never twice, and every gap is listed.

LEGITBOT_KILL_ROUNDS says how many rounds (100 is the full count); without it there are a few.
"""

import asyncio
import logging
import os
import random
import sqlite3
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.store import Keys, new_key, open_store
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.process import environment
from tests.jobs.desk import ends
from tests.jobs.engine_process import now
from tests.kill.crew import Crew
from tests.kill.load import Fates, Load, fates
from tests.postgres import postgres

ROUNDS = int(os.environ.get("LEGITBOT_KILL_ROUNDS", "0"))
LONGEST = 1.2  # seconds from the first question of a round to the kill
MOST_OPEN = 8  # direct questions without an answer when the next round begins: there is always something under way
CATCH_UP_SECONDS = 60.0
IDLE_SECONDS = 120.0  # in which all must be answered at the end

log = logging.getLogger(__name__)


@pytest.mark.thorough
async def test_the_one_process_is_killed_again_and_again(tmp_path: Path) -> None:
    await survives(tmp_path, f"sqlite:///{tmp_path / 'legitbot.db'}", workers=0, few=10)


@pytest.mark.thorough
async def test_one_of_four_processes_on_postgresql_is_killed_again_and_again(tmp_path: Path) -> None:
    await survives(tmp_path, postgres().database(), workers=3, few=6)


async def survives(folder: Path, url: str, workers: int, few: int) -> None:
    key, chance = new_key(), random.Random(5)
    async with company(folder, start=False) as there:
        await there.bob.invites(there.bot, there.general)
        load = Load.of(there)
        variables = environment(there.slack, there.app, folder, there.bot, DATABASE_URL=url, LEGITBOT_KEY=key)
        crew = Crew(variables, folder, workers)
        try:
            for number in range(ROUNDS or few):
                log.info("round %d", number + 1)
                await crew.start()
                await there.slack.until(lambda: load.open_questions() <= MOST_OPEN, CATCH_UP_SECONDS)
                await one_round(load, crew, chance)
            await crew.start()
            await until_idle(folder, url, key)
            await crew.stop()
        finally:
            await crew.end()
        found = await what_became_of_it(load, url, key)
    assert_nothing_is_lost(found)
    assert "Traceback" not in (folder / "log.txt").read_text()


async def one_round(load: Load, crew: Crew, chance: random.Random) -> None:
    """People ask, and a process is killed: at some moment, or exactly when Slack has a message that we do not know of.

    Of several processes it is any one; or all, as when the machine loses its power.
    """
    there, moment = load.there, chance.choice(("any", "posted", "answered"))
    if moment == "posted":
        there.slack.faults.slow("chat.postMessage", 5)  # it stands there, and nobody hears so
    said, answered = load.said(), answers_given(there)
    await load.ask()
    if moment == "any":
        await asyncio.sleep(chance.uniform(0, LONGEST))
    elif moment == "posted":
        await there.slack.until(lambda: load.said() > said, 30)
    else:
        await there.slack.until(lambda: answers_given(there) > answered, 30)
        await asyncio.sleep(chance.choice((0, 0.001, 0.003, 0.01)))  # the answer is on its way to us, or was read
    everybody = moment != "any" and chance.random() < 0.5
    await crew.kill(*(range(crew.size) if everybody else [chance.randrange(crew.size)]))
    there.slack.faults.clear()


def answers_given(there: Company) -> int:
    return sum(1 for call in there.slack.calls if call.method == "chat.postMessage" and call.ok)


async def until_idle(folder: Path, url: str, key: str) -> None:
    """Until no job is left. SQLite's file is held by the process that works on it, so it is read beside it."""
    async with asyncio.timeout(IDLE_SECONDS):
        if url.startswith("sqlite"):
            while await asyncio.to_thread(jobs_in_file, folder / "legitbot.db"):
                await asyncio.sleep(0.2)
            return
        store = await open_store(url, Keys(key))
        try:
            while any(state in ("queued", "running") for _, state, _, _ in await ends(store)):
                await asyncio.sleep(0.2)
        finally:
            await store.close()


def jobs_in_file(file: Path) -> int:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        query = "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')"
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


async def what_became_of_it(load: Load, url: str, key: str) -> dict[str, Fates]:
    store = await open_store(url, Keys(key))
    try:
        found = await fates(load, store)
        log.info("open gaps: %d", await store.deliveries.open_gaps(now()))
    finally:
        await store.close()
    for way, fate in found.items():
        log.info("%s: %s", way, asdict(fate))
    return found


def assert_nothing_is_lost(found: dict[str, Fates]) -> None:
    for way, fate in found.items():
        assert fate.acknowledged > 0, way
        assert fate.twice == 0, (way, fate)
        assert fate.missing == [], (way, fate)
    direct = found["direct"]
    assert direct.once == direct.acknowledged, direct
