"""What an operator is told when the store cannot be opened, and who may open it."""

import asyncio
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Keys, StoreUnusable, key_file, new_key, open_store
from tests.store.conftest import ANN, NOW, taken

HOLD = """
import asyncio, sys
from bot.store import open_store

async def main():
    store = await open_store(sys.argv[1])
    print("open", flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


async def refused(url: str, keys: Keys | None = None) -> str:
    with pytest.raises(StoreUnusable) as caught:
        await open_store(url, keys=keys)
    return str(caught.value)


async def test_what_was_kept_is_there_after_opening_again(url: str, key: str) -> None:
    store = await open_store(url, keys=Keys(key))
    await store.settings.save(ANN, {"language": "de"})
    await taken(store, "Ev1")
    await store.close()
    store = await open_store(url, keys=Keys(key))
    assert await store.settings.of(ANN) == {"language": "de"}
    assert [job.payload for job in await store.jobs.claim(NOW, 9)] == [b"payload of Ev1"]
    await store.close()


async def test_a_wrong_key_is_told_in_one_sentence_and_changes_nothing(url: str, path: Path, key: str) -> None:
    await (await open_store(url, keys=Keys(key))).close()
    said = await refused(url, Keys(new_key()))
    assert said == f"The key does not fit {path}: set LEGITBOT_KEY to its own key."
    await (await open_store(url, keys=Keys(key))).close()


async def test_a_new_key_seals_and_the_old_one_still_opens(url: str, key: str) -> None:
    store = await open_store(url, keys=Keys(key))
    await taken(store, "old")
    question = await store.questions.id(ANN, "a campaign")
    await store.close()
    fresh = new_key()
    store = await open_store(url, keys=Keys.read(f"{fresh},{key}"))
    await taken(store, "new")
    await store.close()
    store = await open_store(url, keys=Keys(fresh))  # the old key is gone for good
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["new"], "and what only it opened is given up"
    assert await store.questions.id(ANN, "a campaign") == question, "hashes outlive a change of keys"
    assert await store.jobs.reclaim() == 1
    await store.close()


async def test_without_a_key_one_is_made_beside_the_database_for_its_owner_only(url: str, path: Path) -> None:
    await (await open_store(url)).close()
    made = path.with_name("legitbot.db.key")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    await (await open_store(url)).close()
    await (await open_store(url, keys=key_file(made))).close()


async def test_a_lost_key_file_is_missed_and_no_other_one_is_made(url: str, path: Path) -> None:
    await (await open_store(url)).close()
    made = path.with_name("legitbot.db.key")
    made.unlink()
    assert "is gone: put it back" in await refused(url)
    assert not made.exists()


@pytest.mark.parametrize("text", ["", "secret", "x" * 42, "ä" * 43, "!" * 43])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(StoreUnusable, match="A key has 43 letters"):
        Keys.read(text)


async def test_a_second_process_is_refused_until_the_first_one_is_killed(url: str, path: Path) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD, url, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert holder.stdout
    try:
        assert await holder.stdout.readline() == b"open\n"
        assert await refused(url) == f"Another Legitbot is using {path}: stop it, or name another database."
    finally:
        holder.kill()
        await holder.communicate()
    await (await open_store(url)).close()


async def test_a_file_that_is_no_database_is_named(url: str, path: Path) -> None:
    path.write_bytes(b"Dear Ann, this is a letter and no database. " * 200)
    assert "is no database of Legitbot" in await refused(url)


async def test_a_database_of_a_newer_version_is_left_alone(url: str, path: Path, key: str) -> None:
    await (await open_store(url, keys=Keys(key))).close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "made by a newer Legitbot" in await refused(url, Keys(key))


async def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "cannot be made or written" in await refused(f"sqlite:///{tmp_path}/file/legitbot.db")


async def test_a_store_in_memory_is_refused() -> None:
    assert "needs a file" in await refused("sqlite+aiosqlite://")


async def test_what_is_no_address_is_refused() -> None:
    assert "is no address of a database" in await refused("legitbot.db")


async def test_a_full_disk_is_told_and_what_was_taken_before_is_safe(url: str, key: str) -> None:
    store = await open_store(url, keys=Keys(key))
    await taken(store, "before")
    await store.database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())
    with pytest.raises(StoreUnusable, match="The disk is full"):
        await store.inbox.take("after", "T1", "said", b"x" * 1_000_000, NOW)
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["before"]
    await store.close()
