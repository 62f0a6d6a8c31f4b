"""The engine is stopped, killed -9, or cannot write: what it began is ended once, now or after the next start."""

import asyncio
import logging
import sys
from pathlib import Path

import pytest

from bot.flows.shapes import Conversation, Job, Outcome, Person, Place
from bot.store import OpenStore, open_store
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import Desk, ends, take, until_ended, working

ROOT = Path(__file__).parents[2]


async def test_stopping_finishes_what_runs(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.wait) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        stopping = asyncio.create_task(engine.stop())
        await asyncio.sleep(0.05)
        await take(store, engine, clock, "too late")
        desk.gate.set()
        await stopping
    assert desk.done == ["Ev1"]
    assert [(key, state) for key, state, _, _ in await ends(store)] == [("Ev1", "done"), ("too late", "queued")]


async def test_what_was_acknowledged_is_answered_before_the_bot_goes(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer, concurrency=1) as engine:
        await take(store, engine, clock, *"abcde")
        await engine.settle()
        assert desk.done == [*"abcde"]


async def test_a_job_that_hangs_does_not_keep_the_bot_from_going(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.wait) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        async with asyncio.timeout(30):
            await engine.settle(seconds=0.05)
        assert desk.done == []


async def test_what_takes_longer_than_the_grace_is_done_after_the_next_start(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.wait) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        await engine.stop(grace_seconds=0.01)
    assert desk.done == []
    async with working(store, desk, clock, desk.answer):
        await until(lambda: desk.done == ["Ev1"])


async def test_a_store_that_cannot_be_written_for_a_while_loses_no_end(
    store: OpenStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()

    async def answer(job: Job) -> Outcome:
        await fill_disk(store)
        desk.done.append(job.key)
        ann = Person("T1", "U1")
        return Outcome(ann, Conversation("c1", ann, Place("T1", "D1"), b"x" * 1_000_000, clock()), "message")

    async with working(store, desk, clock, answer) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: desk.done == ["Ev1"])
        await until(lambda: "The disk is full" in caplog.text)
        assert [state for _, state, _, _ in await ends(store)] == ["running"]
        await fill_disk(store, full=False)
        await until_ended(store)
    assert desk.done == ["Ev1"], "it is not done a second time"
    assert await store.conversations.by_id("c1", clock())


async def fill_disk(store: OpenStore, *, full: bool = True) -> None:
    """Let SQLite believe that there is no room for another page."""
    pages = 1 if full else 1_000_000
    pragma = f"PRAGMA max_page_count = {pages}"
    await store.database.write(lambda connection: connection.exec_driver_sql(pragma).close())


KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from bot.jobs.doing import Doing
from bot.jobs.embedded import EmbeddedEngine
from bot.store import open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

async def begin(job):
    print("begun", flush=True)
    await asyncio.sleep(600)

async def main():
    store = await open_store(sys.argv[1])
    engine = EmbeddedEngine(Doing(store.jobs, {"said": begin}, lambda: NOW, begin))
    await store.inbox.take("Ev1", "T1", "said", b"Dear Ann, your parcel waits", NOW)
    engine.nudge()
    await engine.run()

asyncio.run(main())
"""


async def test_a_job_that_was_being_done_when_the_bot_was_killed_is_done_after_all(
    tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    url = f"sqlite:///{tmp_path}/legitbot.db"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    assert await process.stdout.readline() == b"begun\n"
    process.kill()
    await process.communicate()
    store = await open_store(url)
    desk = Desk()
    async with working(store, desk, clock, desk.answer):
        await until(lambda: desk.done == ["Ev1"])
    assert await ends(store) == [("Ev1", "done", None, "")]
    assert "interrupted jobs that are done again: 1" in caplog.text
    await store.close()
