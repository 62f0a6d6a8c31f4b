"""Whatever the clock, the database and a second process do: a slot is written down once, and the schedule goes on."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.flows.shapes import Job, Person
from bot.flows.tip_shapes import Ticked, Wanted
from bot.jobs.ticker import Ticker
from bot.schedules import Calendar, read
from bot.store import Keys, OpenStore, open_store
from bot.store.problems import StoreUnusable
from bot.store.tables import deliveries, jobs
from bot.store.tip_jobs import ensure_job
from tests.jobs.conftest import Clock
from tests.postgres import postgres

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
DAILY = Wanted(read("daily 10:00"), Calendar("UTC"))


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return postgres().database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/legitbot.db"


@pytest.fixture
async def either(either_url: str, key: str) -> AsyncIterator[OpenStore]:
    opened = await open_store(either_url, Keys(key))
    yield opened
    await opened.close()


async def subscribed(store: OpenStore, clock: Clock, channels: int = 1, workspace: str = "T1") -> None:
    for number in range(channels):
        await store.subscriptions.add(Person(workspace, "U1"), f"C{number}", DAILY, clock(), direct=False)


def ticker(store: OpenStore, clock: Clock, every_seconds: float = 0.01) -> Ticker:
    async def seldom() -> None:
        """Nothing."""

    return Ticker(store.subscriptions, clock, lambda: None, seldom, every_seconds=every_seconds)


@asynccontextmanager
async def ticking(*tickers: Ticker) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(one.run()) for one in tickers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def slots(store: OpenStore) -> Sequence[str]:
    """In the order in which they were written."""
    query = select(deliveries.c.slot).order_by(deliveries.c.id)
    return await store.database.read(lambda connection: connection.scalars(query).all())


async def until_written(store: OpenStore, count: int) -> None:
    async with asyncio.timeout(30):
        while True:
            with suppress(StoreUnusable):  # the tests stop the database, too
                if len(await slots(store)) >= count:
                    return
            await asyncio.sleep(0.01)


async def several_ticks() -> None:
    await asyncio.sleep(0.3)


@pytest.mark.thorough
async def test_two_who_look_at_once_write_nothing_twice(either: OpenStore, either_url: str, key: str) -> None:
    clock = Clock()
    for workspace in ("T1", "T2", "T3"):
        await subscribed(either, clock, 40, workspace)
    # SQLite's file is one process's; PostgreSQL has a process each.
    other = await open_store(either_url, Keys(key)) if either.server else either
    try:
        for later in (HOUR, DAY, DAY):
            clock.forward(later.total_seconds())
            ends = await asyncio.gather(*(_small_ticks(one, clock()) for one in (either, other) * 3))
            assert sum(ends) == 120
    finally:
        if other is not either:
            await other.close()
    assert set(Counter(await slots(either)).values()) == {120}
    of_workspace = select(jobs.c.workspace, func.count()).group_by(jobs.c.workspace)
    found = await either.database.read(lambda connection: connection.execute(of_workspace).all())
    assert sorted(tuple(row) for row in found) == [("T1", 1), ("T2", 1), ("T3", 1)]


async def _small_ticks(store: OpenStore, now: datetime) -> int:
    """Who sees nothing looks again, as every ticker does: another one may hold what is left."""
    due = 0
    for _ in range(60):
        due += (await store.subscriptions.tick(now, 7)).due
    return due


async def test_a_clock_that_jumps_a_week_ahead_brings_one_tip_and_not_seven(either: OpenStore) -> None:
    clock = Clock()
    await subscribed(either, clock)
    async with ticking(ticker(either, clock)):
        await several_ticks()
        clock.forward((WEEK + 4 * HOUR).total_seconds())  # 13:00, a week later
        await until_written(either, 1)
        await several_ticks()
    assert await slots(either) == ["2026-03-09T10:00"]


@pytest.mark.thorough
async def test_a_clock_that_comes_back_brings_nothing_twice_and_the_schedule_goes_on(either: OpenStore) -> None:
    clock = Clock()
    await subscribed(either, clock)
    async with ticking(ticker(either, clock)):
        clock.forward((WEEK + 4 * HOUR).total_seconds())
        await until_written(either, 1)
        await several_ticks()
        clock.forward(-(WEEK + 4 * HOUR).total_seconds())  # it was wrong: it is Monday, 09:00
        await several_ticks()
        assert len(await slots(either)) == 1
        for count in range(2, 9):  # Monday to Sunday, 10:00
            clock.forward((HOUR if count == 2 else DAY).total_seconds())
            await until_written(either, count)
        clock.forward(DAY.total_seconds())  # the Monday whose tip came while the clock was wrong
        await several_ticks()
        clock.forward(DAY.total_seconds())
        await until_written(either, 9)
    found = await slots(either)
    assert len(set(found)) == len(found) == 9
    assert sorted(found) == [f"2026-03-{day:02}T10:00" for day in range(2, 11)]


async def test_a_clock_that_was_ahead_before_this_process_began_is_mended(either: OpenStore) -> None:
    clock = Clock()
    clock.forward((52 * WEEK).total_seconds())
    await subscribed(either, clock)
    clock.forward(-(52 * WEEK).total_seconds())
    async with ticking(ticker(either, clock)):
        await several_ticks()
        clock.forward(HOUR.total_seconds())
        await until_written(either, 1)
    assert await slots(either) == ["2026-03-02T10:00"]


async def test_what_is_put_off_for_one_channel_does_not_keep_the_others_waiting(either: OpenStore) -> None:
    clock = Clock()
    await either.tips.go_on("T1", clock())
    job = await _begun(either, clock())
    assert job is not None
    await either.jobs.again(job, clock(), 9 * 3600.0, failed=False)
    assert await _begun(either, clock()) is None
    await subscribed(either, clock)
    clock.forward(3600)
    assert await ticker(either, clock).tick() == 1
    again = await _begun(either, clock())
    assert again is not None and again.id == job.id
    assert again.taken_at == clock(), "and is not given up because that channel waited for so long"


async def test_what_becomes_due_while_a_job_is_about_to_wait_does_not_wait_with_it(either: OpenStore) -> None:
    clock = Clock()
    await subscribed(either, clock)
    await either.tips.go_on("T1", clock())
    job = await _begun(either, clock())
    assert job is not None
    clock.forward(3600)
    assert await ticker(either, clock).tick() == 1  # after the job looked, before it is put off until the morning
    await either.jobs.again(job, clock(), 9 * 3600.0, failed=False)
    after = await _begun(either, clock())
    assert after is not None and after.id != job.id
    await either.jobs.again(after, clock(), 9 * 3600.0, failed=False)
    assert await _begun(either, clock()) is None


async def _begun(store: OpenStore, now: datetime) -> Job | None:
    """The job that may be done now, as the engine takes it."""
    if not store.server:
        return next(iter(await store.jobs.claim(now, 1)), None)
    query = (
        "UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo' "
        "AND (scheduled_at IS NULL OR scheduled_at <= now()) RETURNING id, CAST(args ->> 'job' AS bigint)"
    )
    rows = await store.database.write(lambda connection: connection.exec_driver_sql(query).all())
    return await store.jobs.begin(rows[0][1], rows[0][0], now) if rows else None


async def test_who_begins_a_job_sees_all_that_was_left_to_it(shared: OpenStore, clock: Clock) -> None:
    """A tick relies on a job that waits: it must not begin, and see nothing, before the tick is written."""
    await subscribed(shared, clock)
    await shared.tips.go_on("T1", clock())
    clock.forward(3600)
    async with shared.database.engine.begin() as connection:  # type: ignore[attr-defined]
        await connection.run_sync(lambda one: ensure_job(one, shared.subscriptions.sealer, "T1", clock()))
        beginning = asyncio.create_task(_begun(shared, clock()))
        await asyncio.sleep(0.3)
        assert not beginning.done()
    assert await beginning is not None


class Unreliable:
    """A store whose database is away at first."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = [*troubles]
        self.asked = 0

    async def mend(self, now: datetime) -> int:
        return 0

    async def tick(self, now: datetime, most: int) -> Ticked:
        self.asked += 1
        if self.troubles:
            raise self.troubles.pop()
        return Ticked()


async def test_a_database_that_does_not_answer_is_asked_again(clock: Clock) -> None:
    store = Unreliable(StoreUnusable("It is away."), ValueError("something else"), StoreUnusable("It is away."))
    seen: list[int] = []

    async def seldom() -> None:
        seen.append(store.asked)

    async with ticking(Ticker(store, clock, lambda: None, seldom, every_seconds=0.01)):  # type: ignore[arg-type]
        async with asyncio.timeout(30):
            while not seen:
                await asyncio.sleep(0.01)
    assert seen == [4]


class Ahead:
    """A store with more subscriptions that were reckoned by a wrong clock than it mends at once, and a bad moment."""

    def __init__(self) -> None:
        self.left: list[int | Exception] = [StoreUnusable("It is away."), 1000, 1000, 7]
        self.ticks = 0

    async def mend(self, now: datetime) -> int:
        one = self.left.pop(0) if self.left else 0
        if isinstance(one, Exception):
            raise one
        return one

    async def tick(self, now: datetime, most: int) -> Ticked:
        self.ticks += 1
        return Ticked()


async def test_a_wrong_clock_is_mended_for_all_however_many_and_whenever_the_database_answers(clock: Clock) -> None:
    store = Ahead()

    async def seldom() -> None:
        """Nothing."""

    async with ticking(Ticker(store, clock, lambda: None, seldom, every_seconds=0.01)):  # type: ignore[arg-type]
        async with asyncio.timeout(30):
            while not store.ticks:
                await asyncio.sleep(0.01)
    assert not store.left


@pytest.mark.thorough
async def test_postgresql_is_restarted_and_the_tips_come(shared: OpenStore, clock: Clock) -> None:
    await subscribed(shared, clock, 5)
    async with ticking(ticker(shared, clock, 0.1)):
        clock.forward(3600)
        await until_written(shared, 5)
        postgres().stop()
        clock.forward(DAY.total_seconds())
        await several_ticks()
        postgres().start()
        await until_written(shared, 10)
        clock.forward(DAY.total_seconds())
        await until_written(shared, 15)
    assert set(Counter(await slots(shared)).values()) == {5}
