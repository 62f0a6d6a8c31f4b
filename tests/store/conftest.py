"""A real SQLite file for each test, opened and closed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.flows.ports import Person, Place
from bot.store import Keys, OpenStore, new_key, open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANN = Person("T1", "U-ANN")
BOB = Person("T1", "U-BOB")
THREAD = Place("T1", "C1", "100.1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legitbot.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
async def store(url: str, key: str) -> AsyncIterator[OpenStore]:
    opened = await open_store(url, keys=Keys(key))
    yield opened
    await opened.close()


async def taken(store: OpenStore, *events: str, workspace: str = "T1", at: datetime = NOW) -> None:
    """Take these events, each of which is new."""
    for event in events:
        assert await store.inbox.take(event, workspace, "said", f"payload of {event}".encode(), at)
