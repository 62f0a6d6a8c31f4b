"""What docs/operate.md promises about backups and keys, done as it says."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.flows.shapes import Conversation, Person, Place
from bot.store.conversations import write_conversation
from bot.store.problems import StoreUnusable
from bot.store.sealing import new_key
from bot.store.store import OpenStore, open_store

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
ANN = Person("T1", "U1")
HERE = Place("T1", "D1", "1.0")
TALK = Conversation("c1", ANN, HERE, b"a mail and what was said", NOW)


async def opened(folder: Path) -> OpenStore:
    return await open_store(f"sqlite:///{folder / 'legitbot.db'}")


async def written(store: OpenStore, talk: Conversation = TALK) -> None:
    await store.database.write(lambda connection: write_conversation(connection, store.conversations.sealer, talk))


async def test_a_backup_made_while_the_bot_ran_is_whole_with_its_key_and_useless_without(
    tmp_path: Path,
) -> None:
    """`sqlite3 legitbot.db ".backup ..."` is SQLite's own way to copy a file that is in use, as it is here."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    store = await opened(here)
    await written(store)
    source, copy = sqlite3.connect(here / "legitbot.db"), sqlite3.connect(there / "legitbot.db")
    source.backup(copy)
    source.close()
    copy.close()
    await store.close()
    with pytest.raises(StoreUnusable, match=r"legitbot\.db\.key is gone: put it back"):
        await opened(there)
    shutil.copy(here / "legitbot.db.key", there)
    restored = await opened(there)
    assert await restored.conversations.at(HERE, NOW) == TALK
    await restored.close()


async def test_a_key_is_changed_in_the_key_file_in_the_steps_of_the_page(tmp_path: Path) -> None:
    path = tmp_path / "legitbot.db.key"
    store = await opened(tmp_path)
    await written(store)
    await store.close()
    old, new = path.read_text().strip(), new_key()
    path.write_text(f"{new},{old}\n")
    store = await opened(tmp_path)
    assert await store.conversations.at(HERE, NOW) == TALK
    await written(store)  # the talk goes on: sealed with the new key
    await store.close()
    path.write_text(f"{new}\n")
    store = await opened(tmp_path)
    assert await store.conversations.at(HERE, NOW) == TALK
    await store.close()
    path.write_text(f"{old}\n")
    with pytest.raises(StoreUnusable, match="The key does not fit"):
        await opened(tmp_path)
