"""SQLite is held by another program, its disk is full, its file is gone: not acknowledged, or answered later, once."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import OpenStore, StoreUnusable, open_store
from bot.store import sqlite as ours
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import PASTED, SCAM
from tests.fronts.slack.trouble.scene import Gate, all_answered, asks, at_work, gaps, passes, said_to

pytestmark = pytest.mark.thorough  # real locks and real waits

_IMPATIENT = (*(one for one in ours._PRAGMAS if "busy" not in one), "busy_timeout = 100")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another program writes into the bot's file, and does not let go."""
    with closing(sqlite3.connect(folder / "legitbot.db", isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.rollback()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """We wait a tenth of a second for another program, in place of ten."""
    monkeypatch.setattr("bot.store.sqlite._PRAGMAS", _IMPATIENT)
    monkeypatch.setattr("bot.store.sqlite.BUSY_MS", 100)  # which truncating the log puts back


def attempts(there: Company, number: int = 0) -> int:
    return len(there.slack.deliveries[number].attempts)


@pytest.mark.parametrize("seconds", [0.3, pytest.param(3.5, marks=pytest.mark.thorough)])
async def test_while_another_program_writes_the_question_waits_and_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    """Slack waits for three seconds, then sends it again: it was here by then."""
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        with held(tmp_path):
            messages = await asks(there, there.ann, there.bob)
            await asyncio.sleep(seconds)
            assert len(there.slack.deliveries) == 2 and not any(one.acked for one in there.slack.deliveries)
        await all_answered(there, messages)
        assert await gaps(there) == 0


@pytest.mark.usefixtures("_impatient")
async def test_what_could_not_be_written_is_not_acknowledged_and_is_answered_when_slack_sends_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch):
        with held(tmp_path):
            messages = await asks(there, there.ann)
            await there.slack.until(lambda: "a listener failed" in caplog.text)
            there.slack.clock.advance(3)
            await there.slack.until(lambda: attempts(there) >= 2)
            assert not there.slack.deliveries[0].acked
        await all_answered(there, messages, step=2)


@pytest.mark.thorough
@pytest.mark.usefixtures("_impatient")
async def test_held_when_the_answer_is_written_down_it_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Before it is said: it waits. After it was said: the end is written later, and it is not said again."""
    gate = Gate()
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch, analyst=gate):
        messages = await asks(there, there.ann)
        await gate.reached.wait()
        with held(tmp_path):
            gate.open.set()
            await there.slack.until(lambda: "held by another program" in caplog.text)
            assert said_to(there, messages[0]) == 0
        await all_answered(there, messages, step=1)
        there.slack.faults.slow("chat.postMessage", 0.3)
        messages += await asks(there, there.bob)
        await there.slack.until(lambda: said_to(there, messages[1]))
        with held(tmp_path):
            await asyncio.sleep(0.6)
        await all_answered(there, messages, step=1)


async def fill_disk(store: OpenStore, *, full: bool = True) -> None:
    """Let SQLite believe that there is no room for another page."""
    pragma = f"PRAGMA max_page_count = {1 if full else 1_000_000}"
    await store.database.write(lambda connection: connection.exec_driver_sql(pragma).close())


async def use_up(store: OpenStore) -> None:
    """Use up the pages that deleted rows left, so that the next word finds no room."""

    async def more(size: int) -> None:
        now = datetime.now(UTC) + timedelta(days=1)
        while True:
            await store.inbox.take(f"{size}-{now.isoformat()}", "T-OTHER", "asked", b"x" * size, now)
            now += timedelta(seconds=1)

    for size in (2000, 10):
        with pytest.raises(StoreUnusable):
            await more(size)


async def test_on_a_full_disk_nothing_is_acknowledged_and_when_there_is_room_each_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch) as bot:
        await fill_disk(bot.store)
        messages = [await there.ann.says(there.dm(), PASTED + "All of it is the same. " * 2000)]
        await there.slack.until(lambda: "a listener failed" in caplog.text)
        await passes(there, 150)
        assert attempts(there) >= 3 and not there.slack.deliveries[0].acked
        await fill_disk(bot.store, full=False)
        there.slack.clock.advance(300)
        await all_answered(there, [*messages, *await asks(there, there.bob)], step=10)


async def test_a_disk_that_is_full_when_the_answer_is_written_down_costs_no_answer_and_no_second_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    gate = Gate()
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch, analyst=gate) as bot:
        messages = [await there.ann.says(there.dm(), files=[("a.eml", SCAM)])]  # its words are not in the event
        await gate.reached.wait()
        await fill_disk(bot.store)
        await use_up(bot.store)
        gate.open.set()
        await there.slack.until(lambda: "The disk is full" in caplog.text)
        await asyncio.sleep(0.2)
        assert said_to(there, messages[0]) <= 1
        await fill_disk(bot.store, full=False)
        await all_answered(there, messages, step=1)
        assert await gaps(there) == 0


@pytest.mark.usefixtures("_impatient")
async def test_what_could_not_be_swept_is_swept_an_hour_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with company(tmp_path, start=False) as there, at_work(there, monkeypatch) as bot:
        messages = await asks(there, there.ann)
        await all_answered(there, messages)
        with held(tmp_path):
            there.slack.clock.advance(25 * 3600)
            await there.slack.until(lambda: "what is to be forgotten was not" in caplog.text)
        assert await conversations(bot.store) == 1
        there.slack.clock.advance(3601)
        async with asyncio.timeout(10):
            while await conversations(bot.store):
                await asyncio.sleep(0.02)


async def conversations(store: OpenStore) -> int:
    query = "SELECT count(*) FROM conversations"
    return await store.database.read(lambda connection: connection.exec_driver_sql(query).scalar_one())


async def test_a_file_that_was_deleted_takes_nothing_in_any_more_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The system would let us write on, into a file that is gone when we stop: all that we acknowledged with it."""
    async with company(tmp_path, start=False, work_stop_seconds=1.0) as there, at_work(there, monkeypatch) as bot:
        messages = await asks(there, there.ann)
        await all_answered(there, messages)
        (tmp_path / "legitbot.db").unlink()
        await asks(there, there.bob)
        await there.slack.until(lambda: "a listener failed" in caplog.text)
        assert not there.slack.deliveries[-1].acked
        with pytest.raises(StoreUnusable, match="was deleted"):
            await bot.store.jobs.waiting(datetime.now(UTC))
    (tmp_path / "legitbot.db-wal").unlink(missing_ok=True)
    await (await open_store(there.config.database)).close()
