"""Somebody reads SQLite's file for as long as they like; the bot goes on."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.app import running
from bot.store import OpenStore
from tests.store.conftest import NOW, taken


async def test_whoever_reads_on_while_something_is_forgotten_keeps_nobody_from_writing(
    file_store: OpenStore, path: Path
) -> None:
    """Emptying the log would wait for them as long as for a lock, and every event behind it."""
    hours = "PRAGMA busy_timeout = 3600000"
    await file_store.database.write(lambda connection: connection.exec_driver_sql(hours).close())
    await taken(file_store, "Ev1")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
    try:
        await taken(file_store, "Ev2")
        forgetting = asyncio.create_task(file_store.database.forget())
        writing = asyncio.create_task(taken(file_store, "Ev3"))
        _, waits = await asyncio.wait([forgetting, writing], timeout=20)
        assert not waits
    finally:
        reader.execute("COMMIT")
        reader.close()
    await file_store.database.forget()
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


async def test_one_mistake_does_not_end_the_forgetting_of_all_days_to_come(
    file_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept, enough = [], asyncio.Event()

    async def sweep(self: OpenStore, now: object) -> int:
        swept.append(now)
        if len(swept) == 1:
            raise ValueError
        enough.set()
        return 0

    monkeypatch.setattr(OpenStore, "sweep", sweep)
    sweeping = asyncio.create_task(running._sweep(file_store, running.Time(lambda: NOW, lambda _: asyncio.sleep(0))))
    await asyncio.wait([sweeping, asyncio.create_task(enough.wait())], return_when=asyncio.FIRST_COMPLETED)
    assert not sweeping.done()
    sweeping.cancel()
