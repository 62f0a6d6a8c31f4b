"""Ten thousand schedules: how long a look at the clock takes when all are due and when none is, and its memory."""

import asyncio
import gc
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import delete

from bench.channels import subscribe
from bench.figures import machine
from bench.process import resident_mb
from bot.jobs.ticker import Ticker
from bot.store import Keys, OpenStore, new_key, open_store
from bot.store.tables import jobs
from tests.postgres import postgres, remove_postgres

_DAYS = 10
_WORKSPACES = 100
_BEGINNING = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
_MOST_SECONDS = 1.0
_MOST_MB = 8.0  # that memory may grow from the second day to the last: noise


def measure(schedules: int) -> bool:
    """Print the table. False: a tick took longer than a second, missed somebody, or memory grows."""
    print(f"\nTicks: {schedules:,} schedules in {_WORKSPACES} workspaces, {_DAYS} days; {machine()}\n")
    print("| on | all due: ms, median | ms, longest | none due: ms, median | MB after a day | MB at the end |")
    print("|---|---|---|---|---|---|")
    with TemporaryDirectory(prefix="legitbot-bench-") as folder:
        on_sqlite = asyncio.run(_measured("SQLite", f"sqlite:///{Path(folder) / 'legitbot.db'}", schedules))
    try:
        return asyncio.run(_measured("PostgreSQL", postgres().database(), schedules)) and on_sqlite
    finally:
        remove_postgres()


async def _measured(name: str, url: str, schedules: int) -> bool:
    store = await open_store(url, Keys(new_key()))
    try:
        names = ((f"T{number % _WORKSPACES}", f"C{number}") for number in range(schedules))
        await subscribe(store.database, names, _BEGINNING)
        return await _days(name, store, schedules)
    finally:
        await store.close()


async def _days(name: str, store: OpenStore, schedules: int) -> bool:
    now, due, idle, memory = _BEGINNING, list[float](), list[float](), list[float]()
    ticker = Ticker(store.subscriptions, lambda: now, lambda: None, _nothing)
    complete = True
    for _ in range(_DAYS):
        began = time.monotonic()
        complete &= await ticker.tick() == schedules
        due.append(time.monotonic() - began)
        for _ in range(5):
            began = time.monotonic()
            complete &= await ticker.tick() == 0
            idle.append(time.monotonic() - began)
        await store.database.write(lambda connection: connection.execute(delete(jobs)).rowcount)  # as if all were done
        gc.collect()
        memory.append(resident_mb(os.getpid()))
        now += timedelta(days=1)
    print(
        f"| {name} | {1000 * median(due):.0f} | {1000 * max(due):.0f} | {1000 * median(idle):.1f} | {memory[0]:.0f} "
        f"| {memory[-1]:.0f} |",
        flush=True,
    )
    return complete and max(due) <= _MOST_SECONDS and memory[-1] - memory[1] <= _MOST_MB


async def _nothing() -> None:
    """What else a ticker does once a minute."""
