"""The bot is killed -9 at any moment, and nothing that it acknowledged is lost."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.store import open_store
from tests.store.conftest import NOW

ROOT = Path(__file__).parents[2]

TAKE = """
import asyncio, sys
from datetime import UTC, datetime
from bot.store import open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

async def take(store, event):
    await store.inbox.take(event, "T1", "said", event.encode(), NOW)
    print(event, flush=True)

async def main():
    store = await open_store(sys.argv[1])
    await take(store, "first")
    await store.jobs.claim(NOW, 1)
    for batch in range(100_000):
        await asyncio.gather(*(take(store, f"{batch}-{number}") for number in range(20)))

asyncio.run(main())
"""


async def killed_at_work(url: str, after: int) -> set[str]:
    """The events that a process acknowledged before it was killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TAKE, url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    acknowledged = [await process.stdout.readline() for _ in range(after)]
    process.kill()
    rest, _ = await process.communicate()
    lines = [*acknowledged, *rest.splitlines(keepends=True)]
    return {line.decode().strip() for line in lines if line.endswith(b"\n")}


@pytest.mark.thorough
async def test_every_acknowledged_event_is_a_job_after_kill_9(url: str) -> None:
    acknowledged = await killed_at_work(url, after=137)
    assert len(acknowledged) >= 137
    store = await open_store(url)
    assert await store.jobs.reclaim() == 1, "the one that it was doing"
    jobs = await store.jobs.claim(NOW, 10_000)
    assert acknowledged <= {job.key for job in jobs}
    assert all(job.payload == job.key.encode() for job in jobs)
    assert {job.key for job in jobs if job.attempt == 2} == {"first"}
    assert not await store.inbox.take("first", "T1", "said", b"", NOW), "delivered again, it is known"
    await store.close()
