"""Workers that are told to stop, or look away, in the one moment when it hurts."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from procrastinate.manager import JobManager
from procrastinate.worker import Worker
from sqlalchemy import text

from bot.flows.shapes import Job
from bot.store import OpenStore
from bot.store.problems import StoreUnusable
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import Desk, sharing, take, tickets, until_ended

_SILENT = text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
_BEATS = text("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'")
_LISTENS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND query ~ '^LISTEN'"
)


async def count(store: OpenStore, query: Any) -> int:
    return await store.database.read(lambda connection: int(connection.execute(query).scalar_one()))


async def until_counted(store: OpenStore, query: Any) -> None:
    async with asyncio.timeout(30):
        while not await count(store, query):
            await asyncio.sleep(0.02)


async def test_the_heart_of_a_worker_beats_while_it_finishes_what_it_is_at(
    shared: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told to stop, it may take minutes; silent for some seconds, it would lose its jobs to others who do them anew."""

    async def ended(self: JobManager, worker_id: int) -> None:
        """procrastinate's own beats end as soon as a worker is told to stop."""

    monkeypatch.setattr(JobManager, "update_heartbeat", ended)
    desk = Desk()
    async with sharing(shared, desk, desk.wait, clock, heartbeat_seconds=0.05) as engine:
        await take(shared, None, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        stopping = asyncio.create_task(engine.stop(30))
        await shared.database.write(lambda connection: connection.execute(_SILENT).close())
        await until_counted(shared, _BEATS)
        desk.gate.set()
        await stopping
    assert desk.done == ["Ev1"]


async def test_a_ticket_that_was_drawn_and_not_used_before_the_end_is_found_by_others_at_once(
    shared: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database did not answer, and then it was time to go."""
    desk, asked = Desk(), []

    async def away(self: object, job: int, ticket: int, now: object) -> Job | None:
        asked.append(job)
        raise StoreUnusable("PostgreSQL does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(type(shared.jobs), "begin", away)
        async with sharing(shared, desk, desk.answer, clock) as engine:
            await take(shared, None, clock, "Ev1")
            await until(lambda: bool(asked))
            await engine.stop(0)
    await shared.jobs.take_over(60, 60)
    assert await tickets(shared) == [(1, "todo")]
    async with sharing(shared, desk, desk.answer, clock):
        await until_ended(shared)
    assert desk.done == ["Ev1"]


async def test_what_a_worker_hears_while_it_looks_is_not_forgotten(
    shared: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds nothing, a job comes and is announced, and then it clears what it heard: it would sleep on it."""
    monkeypatch.setattr("bot.jobs.shared.POLL_SECONDS", 3600.0)
    fetch, handle = JobManager.fetch_job, Worker._handle_notification
    heard, desk, came = asyncio.Event(), Desk(), list[str]()

    async def slowly(self: JobManager, queues: Iterable[str] | None, worker_id: int) -> Any:
        found = await fetch(self, queues, worker_id)
        if found is None and not came:
            came.append("Ev1")
            await until_counted(shared, _LISTENS)
            await take(shared, None, clock, "Ev1")
            await heard.wait()
        return found

    async def noted(self: Worker, **given: Any) -> None:
        await handle(self, **given)
        heard.set()

    monkeypatch.setattr(JobManager, "fetch_job", slowly)
    monkeypatch.setattr(Worker, "_handle_notification", noted)
    async with sharing(shared, desk, desk.answer, clock):
        await until(lambda: desk.done == ["Ev1"])
        await until_ended(shared)
