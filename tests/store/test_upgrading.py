"""From every released state, with rows in every table, to today's: each row is there, and the program reads it."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.flows.shapes import Person, Place
from bot.jobs.doing import Doing
from bot.jobs.embedded import EmbeddedEngine
from bot.jobs.shared import SharedEngine
from bot.store import Keys, OpenStore, StoreUnusable, migrate, new_key, open_store, pending
from bot.store.migrate import SCRIPTS
from tests.jobs.desk import Desk, ends
from tests.jobs.engine_process import HASTE
from tests.postgres import postgres
from tests.store.releases import FILLED, filled, opened, released

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

ROOT = Path(__file__).parents[2]
ANN = Person("T1", "U-ANN")
THREAD = Place("T1", "D1", "100.1")
RELEASED = [one.stem.split("_")[0][1:] for one in sorted((SCRIPTS / "versions").glob("v*.py"))][:-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address with nothing at it yet."""
    if request.param == "postgresql":
        return postgres().database(migrated=False)
    return f"sqlite:///{tmp_path}/legitbot.db"


@pytest.fixture
def key() -> str:
    return new_key()


def counted(url: str) -> dict[str, int]:
    with opened(url) as connection:
        names = [one for one in inspect(connection).get_table_names() if not one.startswith("procrastinate")]
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in names
            if name != "alembic_version"
        }


async def every_row_is_read(store: OpenStore, now: datetime) -> None:
    conversation = await store.conversations.at(THREAD, now)
    assert conversation and conversation.memory == b"what was said" and conversation.person == ANN
    assert await store.settings.of(ANN) == {"language": "de"}
    (check,) = await store.checks.recent(ANN, 9)
    assert check.state == "likely_scam"
    assert [gap.slot for gap in await store.deliveries.gaps(now)] == ["100.1"]
    assert not await store.inbox.take("Ev3", "T1", "said", b"again", now), "it was answered before the upgrade"


def at_work(store: OpenStore, doing: Doing) -> EmbeddedEngine | SharedEngine:
    return SharedEngine(doing, store.server, **HASTE) if store.server else EmbeddedEngine(doing, poll_seconds=0.02)


def test_each_released_state_has_its_rows_here() -> None:
    """Whoever releases another one adds what its tables held."""
    assert [*FILLED] == RELEASED


@pytest.mark.parametrize("revision", FILLED)
async def test_every_row_of_a_release_is_kept_and_its_open_jobs_are_done_once(
    old_url: str, key: str, revision: str
) -> None:
    """What was queued has no ticket on PostgreSQL, and what was begun belongs to nobody: both get one."""
    now = datetime.now(UTC)
    released(old_url)
    before = FILLED[revision](old_url, key, now)
    assert pending(old_url) > 0
    migrate(old_url)
    assert pending(old_url) == 0
    after = counted(old_url)
    assert {table: after[table] for table in before if table != "meta"} == {
        table: count for table, count in before.items() if table != "meta"
    }
    store = await open_store(old_url, keys=Keys(key))
    try:
        await every_row_is_read(store, now)
        desk = Desk()
        engine = at_work(store, Doing(store.jobs, {"said": desk.answer}, lambda: datetime.now(UTC), desk.given_up))
        running = asyncio.create_task(engine.run())
        async with asyncio.timeout(30):
            while len(desk.done) < 2 or {"queued", "running"} & {state for _, state, _, _ in await ends(store)}:
                await asyncio.sleep(0.02)
        await engine.stop()
        await running
        assert sorted(desk.done) == ["Ev1", "Ev2"]
        assert await store.inbox.take("Ev9", "T1", "said", b"new", now), "and it goes on"
    finally:
        await store.close()


async def test_a_migration_that_fails_halfway_leaves_all_as_it_was_and_can_be_run_again(old_url: str, key: str) -> None:
    now = datetime.now(UTC)
    released(old_url)
    before = filled(old_url, key, now)
    with opened(old_url) as connection:
        connection.execute(text("CREATE TABLE changes (what integer)"))  # in its way, after others were made
    columns = columns_of_jobs(old_url)
    with pytest.raises(StoreUnusable):
        migrate(old_url)
    assert columns_of_jobs(old_url) == columns and counted(old_url) == before | {"changes": 0}
    with opened(old_url) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "0001"
        connection.execute(text("DROP TABLE changes"))
    migrate(old_url)
    store = await open_store(old_url, keys=Keys(key))
    await every_row_is_read(store, now)
    await store.close()


def columns_of_jobs(url: str) -> set[str]:
    with opened(url) as connection:
        return {one["name"] for one in inspect(connection).get_columns("jobs")}


HALFWAY = """
import sys, time
import bot.store

steps = sys.modules["bot.store.migrate"]

def hang(connection):
    print("halfway", flush=True)
    time.sleep(600)

steps.upgrade_queue = hang
steps.migrate(sys.argv[1])
"""


async def test_killed_in_the_middle_all_is_as_it_was_and_the_next_run_brings_it_up_to_date(
    old_url: str, key: str
) -> None:
    """kill -9 when every step was taken, and nothing is committed yet."""
    now = datetime.now(UTC)
    released(old_url)
    before = filled(old_url, key, now)
    columns = columns_of_jobs(old_url)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HALFWAY, old_url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout
    assert await process.stdout.readline() == b"halfway\n"
    process.send_signal(signal.SIGKILL)
    await process.communicate()
    assert columns_of_jobs(old_url) == columns and counted(old_url) == before
    migrate(old_url)
    store = await open_store(old_url, keys=Keys(key))
    await every_row_is_read(store, now)
    await store.close()


async def legitbot_migrate(url: str, *, after: float | None = None) -> tuple[int | None, str]:
    """What the command said; killed -9 after so many seconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "migrate", cwd=ROOT, env={**os.environ, "DATABASE_URL": url},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    if after is not None:
        await asyncio.sleep(after)
        if process.returncode is None:
            process.kill()
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.thorough
async def test_killed_at_any_moment_the_database_is_old_or_new_and_never_between(old_url: str, key: str) -> None:
    now = datetime.now(UTC)
    released(old_url)
    before = filled(old_url, key, now)
    old = columns_of_jobs(old_url)
    for number in range(6):
        await legitbot_migrate(old_url, after=0.25 + 0.12 * number)
        columns, rows = columns_of_jobs(old_url), counted(old_url)
        assert (columns == old) == ("changes" not in rows), "half of it was written"
        assert {table: rows[table] for table in before if table != "meta"}.items() <= rows.items()
    code, _ = await legitbot_migrate(old_url)
    assert code == 0 and pending(old_url) == 0
    store = await open_store(old_url, keys=Keys(key))
    await every_row_is_read(store, now)
    await store.close()


@pytest.mark.thorough
async def test_two_who_migrate_at_once_leave_one_database_up_to_date(old_url: str, key: str) -> None:
    """On a server one waits for the other; beside a file the second is told, and both are right."""
    now = datetime.now(UTC)
    released(old_url)
    filled(old_url, key, now)
    told = await asyncio.gather(*(legitbot_migrate(old_url) for _ in range(3)))
    assert 0 in [code for code, _ in told]
    for code, said in told:
        assert len(said.splitlines()) == 1 and "Traceback" not in said, said
        assert code == 0 or "Another Legitbot is using" in said, said
    assert pending(old_url) == 0
    store = await open_store(old_url, keys=Keys(key))
    await every_row_is_read(store, now)
    await store.close()
