"""A desk for the engine's tests: handlers that write down what they did, and a look at how each job ended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Connection, select

from bot.flows.shapes import Job, Outcome
from bot.jobs.doing import Doing, Handler
from bot.jobs.embedded import EmbeddedEngine
from bot.jobs.engine import Engine
from bot.store import OpenStore, tables
from tests.jobs.conftest import Clock

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
