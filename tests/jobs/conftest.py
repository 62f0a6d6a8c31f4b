"""A real store, and a clock that stands until somebody moves it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Keys, OpenStore, new_key, open_store
from tests.postgres import postgres


class Clock:
    """Says the same time until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[OpenStore]:
    opened = await open_store(f"sqlite:///{tmp_path}/legitbot.db")
    yield opened
    await opened.close()


async def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds; half a minute is for ever."""
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture
def server() -> str:
    """The address of a new database on PostgreSQL."""
    return postgres().database()


@pytest.fixture
def key() -> str:
    return new_key()


@pytest.fixture
async def shared(server: str, key: str) -> AsyncIterator[OpenStore]:
    """A store that any number of engines share."""
    opened = await open_store(server, Keys(key))
    yield opened
    await opened.close()
