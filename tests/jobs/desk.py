"""A desk for the engine's tests: handlers that write down what they did, and a look at how each job ended."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import Connection, select, text

from bot.flows.shapes import Job, Outcome
from bot.jobs.doing import Doing, Handler
from bot.jobs.embedded import EmbeddedEngine
from bot.jobs.engine import Engine
from bot.jobs.shared import SharedEngine
from bot.store import OpenStore, tables
from tests.jobs.conftest import Clock
from tests.jobs.engine_process import HASTE

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
    doing = Doing(store.jobs, {"said": said}, clock, desk.given_up, limit_seconds=limit_seconds, write_seconds=0.02)
    engine = EmbeddedEngine(doing, at_once=concurrency, poll_seconds=0.02)
    running = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        desk.gate.set()
        await engine.stop()
        await running


@asynccontextmanager
async def sharing(
    store: OpenStore, desk: Desk, said: Handler, clock: Callable[[], datetime], concurrency: int = 8, **haste: float
) -> AsyncIterator[SharedEngine]:
    """One worker more of a store on PostgreSQL. Retries come at once."""
    doing = Doing(store.jobs, {"said": said}, clock, desk.given_up, retry_seconds=(0.0, 0.0), write_seconds=0.02)
    engine = SharedEngine(doing, store.server, at_once=concurrency, **{**HASTE, **haste})
    running = asyncio.create_task(engine.run())
    try:
        yield engine
    finally:
        desk.gate.set()
        await engine.stop()
        await running


async def take(
    store: OpenStore, engine: Engine | None, clock: Clock, *keys: str, workspace: str = "T1", line: str = ""
) -> None:
    for key in keys:
        assert await store.inbox.take(key, workspace, "said", MAIL, clock(), line=line)
    if engine:
        engine.nudge()


async def tickets(store: OpenStore) -> list[tuple[int, str]]:
    """Which job each ticket is for, and how it stands with it."""
    query = text("SELECT (args ->> 'job')::int, status::text FROM procrastinate_jobs ORDER BY id")
    return await store.database.read(lambda connection: [tuple(row) for row in connection.execute(query)])


async def lose_tickets(store: OpenStore) -> None:
    await store.database.write(lambda connection: connection.execute(text("DELETE FROM procrastinate_jobs")).close())


async def ends(store: OpenStore) -> list[tuple[str, str, bytes | None, str]]:
    """Key, state, payload and reason of each job."""
    columns = select(tables.jobs.c.key, tables.jobs.c.state, tables.jobs.c.payload, tables.jobs.c.why)
    columns = columns.order_by(tables.jobs.c.id)

    def rows(connection: Connection) -> list[tuple[str, str, bytes | None, str]]:
        return [(row.key, row.state, row.payload, row.why) for row in connection.execute(columns)]

    return await store.database.read(rows)


async def until_ended(store: OpenStore, clock: Clock | None = None, step: float = 30) -> None:
    """Wait until no job is left; with a clock, no put-off job waits for long."""
    async with asyncio.timeout(30):
        while any(state in ("queued", "running") for _, state, _, _ in await ends(store)):
            await asyncio.sleep(0.01)
            if clock:
                clock.forward(step)


async def until_queued_again(store: OpenStore, unless: bool) -> None:
    async with asyncio.timeout(30):
        while not unless and any(state == "running" for _, state, _, _ in await ends(store)):
            await asyncio.sleep(0.01)
