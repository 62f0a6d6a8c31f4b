"""The embedded engine, on a real store: every job is done, or its person is told."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot.flows.ports import Conversation, Job, Later, Outcome, Person, Place
from bot.jobs.engine import MOST_LATERS, Engine, Handler
from bot.store import OpenStore, open_store, tables
from tests.jobs.conftest import Clock, until

ROOT = Path(__file__).parents[2]
MAIL = b"Dear Ann, your parcel waits"


class Desk:
    """Handlers that write down what they did."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.told: list[str] = []
        self.gate = asyncio.Event()

    async def answer(self, job: Job) -> Outcome | None:
        self.begun.append(job.key)
        self.done.append(job.key)
        return None

    async def wait(self, job: Job) -> Outcome | None:
        self.begun.append(job.key)
        await self.gate.wait()
        self.done.append(job.key)
        return None

    async def given_up(self, job: Job) -> None:
        assert job.payload == MAIL
        self.told.append(job.key)


@asynccontextmanager
async def working(
    store: OpenStore, desk: Desk, clock: Clock, said: Handler, concurrency: int = 8, limit_seconds: float = 60
) -> AsyncIterator[Engine]:
    engine = Engine(
        store.jobs, {"said": said}, clock, desk.given_up,
        concurrency=concurrency, limit_seconds=limit_seconds, poll_seconds=0.02,
    )  # fmt: skip
    running = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        desk.gate.set()
        await engine.stop()
        await running


async def take(store: OpenStore, engine: Engine, clock: Clock, *keys: str, workspace: str = "T1") -> None:
    for key in keys:
        await store.inbox.take(key, workspace, "said", MAIL, clock())
    engine.nudge()


async def ends(store: OpenStore) -> list[tuple[str, str, bytes | None, str]]:
    """Key, state, payload and reason of each job."""
    columns = select(tables.jobs.c.key, tables.jobs.c.state, tables.jobs.c.payload, tables.jobs.c.why)

    def rows(connection: Connection) -> list[tuple[str, str, bytes | None, str]]:
        return [(row.key, row.state, row.payload, row.why) for row in connection.execute(columns)]

    return await store.database.read(rows)


async def test_a_job_is_done_once_and_its_payload_is_gone(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer) as engine:
        await take(store, engine, clock, "Ev1", "Ev2")
        await until(lambda: len(desk.done) == 2)
    assert desk.begun == ["Ev1", "Ev2"]
    assert await ends(store) == [("Ev1", "done", None, ""), ("Ev2", "done", None, "")]


async def test_what_came_of_a_job_is_kept_with_its_end(store: OpenStore, clock: Clock) -> None:
    conversation = Conversation("c1", Person("T1", "U1"), Place("T1", "D1"), MAIL, clock())

    async def answer(job: Job) -> Outcome:
        return Outcome(conversation, "message", (), "")

    async with working(store, Desk(), clock, answer) as engine:
        await take(store, engine, clock, "Ev1")
        await take(store, engine, clock)
    async with working(store, Desk(), clock, answer):
        await until_ended(store)
    assert await store.conversations.by_id("c1", clock()) == conversation


async def until_ended(store: OpenStore, clock: Clock | None = None) -> None:
    """Wait until no job is left; with a clock, no put-off job waits for long."""
    async with asyncio.timeout(30):
        while any(state in ("queued", "running") for _, state, _, _ in await ends(store)):
            await asyncio.sleep(0.01)
            if clock:
                clock.forward(30)


async def test_a_failing_job_is_tried_three_times_and_then_its_person_is_told(
    store: OpenStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()

    async def fail(job: Job) -> None:
        desk.begun.append(job.key)
        raise ValueError(MAIL.decode())

    async with working(store, desk, clock, fail) as engine:
        await take(store, engine, clock, "Ev1")
        for attempt in (1, 2, 3):
            await until(lambda attempt=attempt: len(desk.begun) == attempt)  # type: ignore[misc]
            await until_queued_again(store, unless=attempt == 3)
            clock.forward(60)
        await until_ended(store)
    assert desk.begun == ["Ev1"] * 3
    assert desk.told == ["Ev1"]
    assert await ends(store) == [("Ev1", "failed", None, "ValueError")]
    assert "ValueError (engine.py" in caplog.text and "test_engine.py" in caplog.text
    assert "parcel" not in caplog.text, "the log says where, and no word of the mail"


async def until_queued_again(store: OpenStore, unless: bool) -> None:
    async with asyncio.timeout(30):
        while not unless and any(state == "running" for _, state, _, _ in await ends(store)):
            await asyncio.sleep(0.01)


async def test_a_retry_waits_for_its_time(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def fail_once(job: Job) -> None:
        desk.begun.append(job.key)
        if len(desk.begun) == 1:
            raise ValueError

    async with working(store, desk, clock, fail_once) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: len(desk.begun) == 1)
        await until_queued_again(store, unless=False)
        clock.forward(1.9)
        await take(store, engine, clock, "Ev2")
        await until(lambda: len(desk.begun) == 2)
        assert desk.begun == ["Ev1", "Ev2"], "two seconds are not over"
        clock.forward(0.2)
        await until_ended(store)
    assert desk.begun == ["Ev1", "Ev2", "Ev1"]
    assert desk.told == []


async def test_later_is_no_failure_until_it_never_ends(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def put_off(job: Job) -> None:
        desk.begun.append(job.key)
        raise Later(30)

    async with working(store, desk, clock, put_off) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert len(desk.begun) == MOST_LATERS + 1
    assert desk.told == ["Ev1"]
    assert await ends(store) == [("Ev1", "failed", None, "Later")]


async def test_a_job_of_an_unknown_kind_is_given_up_at_once(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer) as engine:
        await store.inbox.take("Ev1", "T1", "no such kind", MAIL, clock())
        engine.nudge()
        await until_ended(store)
    assert desk.told == ["Ev1"]


async def test_a_handler_that_never_ends_loses_its_seat(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def hang(job: Job) -> None:
        await asyncio.Event().wait()

    async with working(store, desk, clock, hang, limit_seconds=0.05) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert desk.told == ["Ev1"]
    assert await ends(store) == [("Ev1", "failed", None, "TimeoutError")]


async def test_telling_that_fails_does_not_keep_the_job(store: OpenStore, clock: Clock) -> None:
    async def fail(job: Job) -> None:
        raise ValueError

    desk = Desk()
    desk.given_up = fail  # type: ignore[method-assign]
    async with working(store, desk, clock, fail) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert await ends(store) == [("Ev1", "failed", None, "ValueError")]


async def test_no_more_jobs_run_at_once_than_there_are_seats(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.wait, concurrency=3) as engine:
        await take(store, engine, clock, *"abcdefg")
        await until(lambda: len(desk.begun) == 3)
        engine.nudge()
        await asyncio.sleep(0.1)
        assert len(desk.begun) == 3
        desk.gate.set()
        await until(lambda: len(desk.done) == 7)


async def test_one_workspace_does_not_starve_another(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer, concurrency=1) as engine:
        for number in range(50):
            await store.inbox.take(f"big {number}", "BIG", "said", MAIL, clock())
        await take(store, engine, clock, "small", workspace="SMALL")
        await until(lambda: "small" in desk.done)
        assert len(desk.done) < 50
        await until(lambda: len(desk.done) == 51)


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
        place = Place("T1", "D1")
        return Outcome(Conversation("c1", Person("T1", "U1"), place, b"x" * 1_000_000, clock()), "message")

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
from bot.jobs.engine import Engine
from bot.store import open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

async def begin(job):
    print("begun", flush=True)
    await asyncio.sleep(600)

async def main():
    store = await open_store(sys.argv[1])
    engine = Engine(store.jobs, {"said": begin}, lambda: NOW, begin)
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
