"""The socket is cut at the worst moment: Slack sends again what it heard nothing about, and one answer comes."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.fronts.slack.company import Company, company
from tests.fronts.slack.trouble.scene import Gate, all_answered, asks, at_work, gaps


@pytest.mark.thorough
async def test_cut_before_the_ack_the_event_comes_again_and_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event is being written when the line goes dead: it is written, and Slack does not know."""
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        with closing(held(tmp_path)) as holder:
            messages = await asks(there, there.ann)
            await there.slack.until(lambda: there.slack.deliveries[0].attempts)
            await asyncio.sleep(0.1)
            await there.slack.faults.drop_sockets()
            holder.rollback()
        await all_answered(there, messages, step=1)
        assert len(there.slack.deliveries[0].attempts) >= 2, "it was sent again"
        assert await gaps(there) == 0


@pytest.mark.thorough
async def test_cut_after_the_ack_the_answer_comes_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch, analyst=gate):
        messages = await asks(there, there.ann)
        await gate.reached.wait()
        assert there.slack.deliveries[0].acked
        await there.slack.faults.drop_sockets()
        gate.open.set()
        await all_answered(there, messages)


@pytest.mark.thorough
async def test_cut_while_the_answer_is_on_its_way_it_is_said_once_and_the_next_one_is_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        there.slack.faults.slow("chat.postMessage", 0.5)
        messages = await asks(there, there.ann)
        await there.slack.until(lambda: there.answers(there.dm()))
        await there.slack.faults.drop_sockets()
        messages += await asks(there, there.bob)
        await all_answered(there, messages, step=0.5)


@pytest.mark.thorough
async def test_cut_again_and_again_under_load_each_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: dict[str, Any]
) -> None:
    async with company(tmp_path, start=False, **database) as there, at_work(there, monkeypatch):
        messages = []
        for number in range(3):
            messages += await asks(there, there.ann, there.bob)
            await asyncio.sleep(0.01 * number)
            await cut(there)
        await all_answered(there, messages, step=0.5)
        assert len(messages) == 6 and await gaps(there) == 0


async def cut(there: Company) -> None:
    """The lines go dead, and new ones are opened."""
    await there.slack.faults.drop_sockets()
    await there.slack.until(lambda: there.slack.connections(there.app), seconds=30)


def held(folder: Path) -> sqlite3.Connection:
    """Another program that has begun to write into the bot's file. It lets go at a rollback."""
    connection = sqlite3.connect(folder / "legitbot.db", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    return connection
