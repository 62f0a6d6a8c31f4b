"""A look into a database, also while a bot uses it: true, and without a trace."""

import asyncio
import hashlib
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from bot.store import Keys, OpenStore, StoreUnusable, open_store
from bot.store.findings import gaps_of, key_fits, seals_of, waiting_jobs
from bot.store.looking import is_held, look_into
from tests.store.conftest import NOW, taken


async def test_what_a_running_bot_wrote_last_is_seen(store: OpenStore, either_url: str) -> None:
    look = look_into(either_url)
    assert await waiting_jobs(look, NOW) == (0, 0.0)
    await taken(store, "Ev1", "Ev2")
    assert (await waiting_jobs(look, NOW))[0] == 2
    assert await look.pending() == 0
    assert await gaps_of(look, NOW) == []


async def test_looking_can_write_nothing(store: OpenStore, either_url: str) -> None:
    """Neither by the port, nor by what an act does with its connection."""
    look = look_into(either_url)
    await taken(store, "Ev1")
    with pytest.raises(StoreUnusable, match="only looked at"):
        await look.write(lambda connection: connection.exec_driver_sql("DELETE FROM jobs"))
    with pytest.raises(StoreUnusable):
        await look.forget()
    for statement in ("DELETE FROM jobs", "CREATE TABLE mine (id INTEGER)"):
        with pytest.raises(StoreUnusable):
            await look.read(lambda connection, said=statement: connection.exec_driver_sql(said))  # type: ignore[misc]  # a lambda with a default
    assert (await waiting_jobs(look, NOW))[0] == 1


async def test_a_bot_writes_on_while_somebody_looks(file_store: OpenStore, url: str) -> None:
    """A look that takes long holds no lock that a writer waits for."""
    look, began, done = look_into(url), asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(connection: object) -> int:
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(done.wait(), loop).result(10)
        return 7

    looking = asyncio.create_task(look.read(slowly))
    await began.wait()
    await taken(file_store, "Ev1", "Ev2", "Ev3")
    done.set()
    assert await looking == 7


async def test_a_look_leaves_the_file_as_it_was(url: str, path: Path) -> None:
    store = await open_store(url)
    await taken(store, "Ev1")
    await store.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (await waiting_jobs(look_into(url), NOW))[0] == 1
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    store = await open_store(url)  # what SQLite left beside it is in nobody's way
    await taken(store, "Ev2")
    await store.close()


async def test_what_a_killed_bot_left_in_its_log_is_seen(tmp_path: Path) -> None:
    """Its last commits stand in the write-ahead log only."""
    path = tmp_path / "a name? with #signs.db"
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL')\n"
        "c.execute('CREATE TABLE t (x)'); c.execute('INSERT INTO t VALUES (5)'); c.commit(); os._exit(9)"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(path))
    assert await process.wait() == 9
    look = look_into(f"sqlite:///{path}".replace("?", "%3F"))
    if look.file != path:  # the address's own rules about a question mark
        path = path.rename(tmp_path / "plain.db")
        for end in ("-wal", "-shm"):
            Path(f"{tmp_path}/a name? with #signs.db{end}").rename(f"{path}{end}")
        look = look_into(f"sqlite:///{path}")
    assert await look.read(lambda connection: connection.exec_driver_sql("SELECT x FROM t").scalar_one()) == 5


async def test_whether_a_bot_holds_the_file_is_known_and_the_bot_can_start_after(url: str, path: Path) -> None:
    assert is_held(path) is False
    assert not path.with_name(f"{path.name}.lock").exists()
    store = await open_store(url)
    assert is_held(path) is True
    assert is_held(path) is True
    with pytest.raises(StoreUnusable, match="Another Legitbot"):
        await open_store(url)
    await store.close()
    assert is_held(path) is False
    await (await open_store(url)).close()


async def test_a_file_that_is_not_there_is_not_made(url: str, path: Path) -> None:
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        await look_into(url).pending()
    assert not path.exists()


async def test_keys_are_told_apart_by_what_they_open(either_url: str, key: str) -> None:
    other = Keys("A" * 43)
    store = await open_store(either_url, Keys(key))
    await taken(store, "Ev1")
    look = look_into(either_url)
    assert await key_fits(look, Keys(key)) is True
    assert await key_fits(look, other) is False
    assert (await seals_of(look, Keys(key))).newest == 2
    found = await seals_of(look, Keys("A" * 43, key))
    assert (found.newest, found.older, found.unopened, found.last_older) == (0, 2, 0, NOW)
    assert (await seals_of(look, other)).unopened == 2
    await store.close()


@pytest.mark.skipif(os.name != "posix", reason="the library's lock is POSIX's")
async def test_a_bot_that_writes_a_long_transaction_is_not_waited_for(
    file_store: OpenStore, url: str, path: Path
) -> None:
    await taken(file_store, "Ev1")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM jobs")
    assert (await waiting_jobs(look_into(url), NOW))[0] == 1, "what is not written yet is not seen"
    writer.execute("ROLLBACK")
    writer.close()
