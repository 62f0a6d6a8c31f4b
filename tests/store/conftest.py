"""A real store for each test: a file of SQLite's, or a database of PostgreSQL's."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from bot.flows.shapes import Outcome, Person, Place
from bot.store import Keys, OpenStore, new_key, open_store
from tests.postgres import postgres

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANN = Person("T1", "U-ANN")
BOB = Person("T1", "U-BOB")
THREAD = Place("T1", "C1", "100.1")

_numbers = count(1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "legitbot.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database: everything holds on both."""
    return postgres().database() if request.param == "postgresql" else f"sqlite:///{tmp_path}/legitbot.db"


@pytest.fixture
async def store(either_url: str, key: str) -> AsyncIterator[OpenStore]:
    opened = await open_store(either_url, keys=Keys(key))
    yield opened
    await opened.close()


@pytest.fixture
async def file_store(url: str, key: str) -> AsyncIterator[OpenStore]:
    """On SQLite, whose file the test looks into."""
    opened = await open_store(url, keys=Keys(key))
    yield opened
    await opened.close()


async def taken(store: OpenStore, *events: str, workspace: str = "T1", at: datetime = NOW) -> None:
    """Take these events, each of which is new."""
    for event in events:
        assert await store.inbox.take(event, workspace, "said", f"payload of {event}".encode(), at)


async def written(store: OpenStore, outcome: Outcome, at: datetime = NOW) -> None:
    """Write what came of a job of its own; no other job may be due."""
    event = f"written-{next(_numbers)}"
    await taken(store, event, at=at)
    (job,) = await store.jobs.claim(at, 1)
    assert job.key == event
    await store.jobs.done(job, at, outcome)


async def feedback_in(store: OpenStore) -> list[tuple[str, ...]]:
    """Workspace, person, conversation and what they said, as an operator reads it."""
    query = "SELECT workspace, person, conversation, what FROM feedback ORDER BY person, what"
    return await store.database.read(lambda connection: [tuple(row) for row in connection.exec_driver_sql(query)])
