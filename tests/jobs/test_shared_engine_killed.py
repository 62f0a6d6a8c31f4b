"""Workers are killed -9 or stand still, and PostgreSQL is restarted: what they were at is done by the living, once."""

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.jobs.presence import Absence
from bot.store import Keys, OpenStore, open_store
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import Desk, ends, sharing, take, tickets, until_ended
from tests.jobs.engine_process import Folder, answering, now
from tests.postgres import postgres

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def worker(
    server: str, key: str, folder: Path, *, seconds: float = 0.0
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker in a process of its own, whose messages take so long; see engine_process.py."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.jobs.engine_process", server, key, folder, f"{seconds}"),
        stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGCONT)
            process.kill()
        await process.communicate()


async def hears(process: asyncio.subprocess.Process, line: str) -> None:
    assert process.stdout
    async with asyncio.timeout(60):
        assert (await process.stdout.readline()).decode().strip() == line


async def by_whom(store: OpenStore, key: str) -> str:
    """The process that wrote the end of this job."""
    found = await store.conversations.by_id(key, now())
    return found.memory.decode() if found else ""


async def is_taken(store: OpenStore, key: str, line: str = "") -> None:
    assert await store.inbox.take(key, "T1", "said", b"Dear Ann", now(), line=line)


@pytest.mark.thorough
async def test_what_a_killed_worker_was_at_is_done_by_the_living_within_seconds_and_once(
    server: str, key: str, shared: OpenStore, clock: Clock, tmp_path: Path
) -> None:
    desk = Desk()
    async with worker(server, key, tmp_path, seconds=600) as process:
        await is_taken(shared, "Ev1", "D1")
        await is_taken(shared, "Ev2", "D1")
        await hears(process, "begun Ev1")
        async with sharing(shared, desk, desk.answer, clock, dead_seconds=60):
            await asyncio.sleep(1.5)
            assert desk.begun == [], "it lives"
            process.kill()
            killed = time.monotonic()
            await until_ended(shared)
            assert time.monotonic() - killed < 20, "its connection broke: nobody waits for the heartbeat to be missed"
    assert desk.done == ["Ev1", "Ev2"]
    assert await tickets(shared) == []


@pytest.mark.thorough
async def test_the_only_worker_has_its_jobs_back_soon_after_it_was_killed_and_started_again(
    server: str, key: str, shared: OpenStore, tmp_path: Path
) -> None:
    async with worker(server, key, tmp_path, seconds=600) as process:
        await is_taken(shared, "Ev1")
        await hears(process, "begun Ev1")
        process.kill()
    async with worker(server, key, tmp_path) as process:
        await until_ended(shared)
        assert await by_whom(shared, "Ev1") == f"{process.pid}"


@pytest.mark.thorough
async def test_a_worker_that_stood_still_changes_nothing_late_and_nothing_is_said_twice(
    server: str, key: str, shared: OpenStore, tmp_path: Path
) -> None:
    """It is stopped while its message is on its way. Others take over; then it goes on where it was."""
    async with worker(server, key, tmp_path, seconds=1.0) as stopped:
        await is_taken(shared, "Ev1", "D1")
        await hears(stopped, "begun Ev1")
        await hears(stopped, "sending Ev1")
        stopped.send_signal(signal.SIGSTOP)
        async with worker(server, key, tmp_path) as living:
            await until_ended(shared)
            assert await by_whom(shared, "Ev1") == f"{living.pid}"
            stopped.send_signal(signal.SIGCONT)
            await asyncio.sleep(2)
            assert await by_whom(shared, "Ev1") == f"{living.pid}"
            assert [file.name.split()[1:] for file in tmp_path.iterdir()] == [["Ev1", f"{living.pid}"]]
            await is_taken(shared, "Ev2", "D1")
            await until_ended(shared)
        assert stopped.returncode is None
        await is_taken(shared, "Ev3", "D1")
        await until_ended(shared)
        assert await by_whom(shared, "Ev3") == f"{stopped.pid}", "it works again as before"


@pytest.mark.thorough
async def test_postgresql_is_restarted_in_the_middle_of_fifty_jobs(
    server: str, key: str, shared: OpenStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    messenger = Folder(tmp_path, 0.3)
    desk = Desk()
    answer = answering(shared, messenger).handlers["said"]
    other = await open_store(server, Keys(key))
    async with (
        sharing(shared, desk, answer, now, concurrency=4),
        sharing(other, desk, answering(other, messenger).handlers["said"], now, concurrency=4),
    ):
        for number in range(50):
            await is_taken(shared, f"Ev{number}", f"{number % 20}")
        await until(lambda: len([*tmp_path.iterdir()]) > 12)
        postgres().stop()
        await asyncio.sleep(1)
        postgres().start()
        async with asyncio.timeout(120):
            while len([*tmp_path.iterdir()]) < 50:
                await asyncio.sleep(0.1)
        await ended(shared)
        await is_taken(shared, "afterwards")
        await ended(shared)
    await other.close()
    said = sorted(file.name.split()[1] for file in tmp_path.iterdir())
    assert said == sorted([*(f"Ev{number}" for number in range(50)), "afterwards"]), "each once"
    assert {state for _, state, _, _ in await ends(shared)} == {"done"}
    assert await shared.deliveries.gaps(now()) == []
    assert desk.told == [] and "Ev" not in caplog.text


@pytest.mark.thorough
async def test_it_can_be_stopped_while_postgresql_is_away(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with sharing(shared, desk, desk.answer, clock) as engine:
        await take(shared, None, clock, "Ev1")
        await until_ended(shared)
        postgres().stop()
        try:
            await engine.settle(1)
            async with asyncio.timeout(40):
                await engine.stop(1)
        finally:
            postgres().start()
    assert desk.done == ["Ev1"]


async def ended(store: OpenStore) -> None:
    async with asyncio.timeout(60):
        while any(state in ("queued", "running") for _, state, _, _ in await ends(store)):
            await asyncio.sleep(0.05)


@pytest.mark.thorough
async def test_a_worker_that_is_unknown_to_the_database_begins_anew(shared: OpenStore, clock: Clock) -> None:
    """So it is when another one swept it away while it stood still."""
    desk = Desk()
    async with sharing(shared, desk, desk.answer, clock):
        await take(shared, None, clock, "Ev1")
        await until_ended(shared)
        forget = text("DELETE FROM procrastinate_workers")
        await shared.database.write(lambda connection: connection.execute(forget).close())
        await take(shared, None, clock, "Ev2")
        await until_ended(shared)
    assert desk.done == ["Ev1", "Ev2"]


@pytest.mark.thorough
async def test_an_absence_is_noticed_before_anything_that_was_waited_for_goes_on() -> None:
    seen: list[str] = []
    waited = asyncio.create_task(asyncio.sleep(0.1))

    def noticed(seconds: float) -> None:
        seen.append("away")
        waited.cancel()

    absence = Absence(0.4, noticed)
    await asyncio.sleep(0.05)
    time.sleep(1)  # this process stands still
    await asyncio.wait([waited])
    absence.end()
    assert seen == ["away"] and waited.cancelled()


async def test_the_sleep_of_a_machine_is_an_absence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its monotonic clock sleeps, too."""
    seen: list[float] = []
    absence = Absence(0.1, seen.append)
    await asyncio.sleep(0.05)
    real = time.time
    monkeypatch.setattr("bot.jobs.presence.time.time", lambda: real() + 3600)
    await until(lambda: bool(seen))
    absence.end()
    assert 3590 < seen[0] < 3610


async def test_what_is_taken_over_is_only_what_dead_workers_were_at(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with sharing(shared, desk, desk.wait, clock):
        await take(shared, None, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        assert await shared.jobs.take_over(60, 60) == 0
        assert await shared.jobs.take_over(60, 0) == 0, "its connection stands"
        assert await shared.jobs.take_over(0, 0) == 1
        assert await shared.jobs.take_over(60, 60) == 0
        desk.gate.set()
        await until_ended(shared)
    assert desk.done == ["Ev1", "Ev1"], "who comes late has no say: the ledger alone keeps it from speaking twice"
