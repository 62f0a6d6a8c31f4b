"""What was deleted is not only unreachable by a query: its bytes are gone from the files of the database."""

import random
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.flows.shapes import Conversation, Outcome, Person, Place
from bot.store import OpenStore
from bot.store.tables import conversations
from tests.postgres import postgres
from tests.store.conftest import NOW, written

DAY = timedelta(days=1)


async def sealed_memories(store: OpenStore) -> dict[str, bytes]:
    query = select(conversations.c.id, conversations.c.memory)
    rows = await store.database.read(lambda connection: connection.execute(query).all())
    return {row.id: bytes(row.memory) for row in rows}


def found_on_disk(sealed: Sequence[bytes], files: Sequence[Path]) -> int:
    """How many of these stand in the files, by a piece from their middle."""
    held = [path.read_bytes() for path in files if path.is_file()]
    return sum(any(value[40:72] in one for one in held) for value in sealed)


@pytest.mark.thorough
async def test_conversations_that_are_over_leave_no_bytes_between_those_that_stay(
    store: OpenStore, tmp_path: Path
) -> None:
    chance = random.Random(7)
    for number in range(40):
        at = NOW if number % 4 else NOW + 2 * DAY  # every fourth goes on
        person = Person("T1", f"U{number}")
        talk = Conversation(f"c{number}", person, Place("T1", f"D{number}"), chance.randbytes(900), at)
        await written(store, Outcome(person, talk), at)
    before = await sealed_memories(store)
    at_rest(store)
    assert found_on_disk([*before.values()], files(store, tmp_path)) == 40, "this looks for what is really there"
    await store.sweep(NOW + 2 * DAY)
    at_rest(store)
    left = await sealed_memories(store)
    assert len(left) == 10
    gone = [value for id_, value in before.items() if id_ not in left]
    assert found_on_disk([*left.values()], files(store, tmp_path)) == 10
    assert not found_on_disk(gone, files(store, tmp_path))


def files(store: OpenStore, folder: Path) -> list[Path]:
    if not store.server:
        return [*folder.glob("legitbot.db*")]
    return [path for path in postgres().server.pgdata.rglob("*") if path.is_file()]


def at_rest(store: OpenStore) -> None:
    """What archive_timeout and wal_recycle = off do by and by (docs/security.md): old parts of the log go."""
    if store.server:
        for step in ("SELECT pg_switch_wal()", "CHECKPOINT"):
            postgres().run(step)
