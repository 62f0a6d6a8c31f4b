"""A burst that waits does not make every single step dearer: or a thousand mails would cost a million looks."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection, insert, text

from bot.store import Keys, OpenStore, draw, open_store, tickets
from bot.store.tables import QUEUED, jobs
from tests.postgres import postgres
from tests.store.conftest import NOW, taken

EACH = 10  # steps of SQLite's machine between two counts


async def burst(store: OpenStore, size: int) -> None:
    """So many mails of one company wait, some of them behind others of their conversation."""
    rows = [
        {
            "workspace": "T1", "key": f"Ev{number}", "kind": "said", "state": QUEUED, "attempt": 1, "turn": number,
            "line": f"D{number % (size // 2)}/", "run_at": NOW, "taken_at": NOW, "why": "",
        }
        for number in range(1, size + 1)
    ]  # fmt: skip
    await store.database.write(lambda connection: connection.execute(insert(jobs), rows).close())


def steps(connection: Connection, most: int) -> tuple[int, Sequence[int]]:
    """How many steps SQLite takes to draw so many jobs, and which they are."""
    counted = []
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(lambda: counted.append(EACH), EACH)
    try:
        found = draw.drawn(connection, NOW, most)
    finally:
        driver.set_progress_handler(None, EACH)
    return sum(counted), found


async def test_drawing_one_job_looks_at_no_more_than_the_name_of_each_that_waits(file_store: OpenStore) -> None:
    await burst(file_store, 2000)
    few, found = await file_store.database.read(lambda connection: steps(connection, 1))
    assert found == [1]
    assert few < 2000 * 12
    _, many = await file_store.database.read(lambda connection: steps(connection, 64))
    assert many == [*range(1, 65)]


async def test_of_many_companies_each_has_its_turn_and_only_what_is_due_counts(file_store: OpenStore) -> None:
    later = NOW + timedelta(hours=1)
    await taken(file_store, "T1 later", at=later)
    await taken(file_store, "T1 a", "T1 b", "T1 c")
    await taken(file_store, "T2 a", workspace="T2")
    await taken(file_store, "T3 later", workspace="T3", at=later)
    assert [job.key for job in await file_store.jobs.claim(NOW, 3)] == ["T1 a", "T2 a", "T1 b"]
    assert [job.key for job in await file_store.jobs.claim(NOW, 3)] == ["T1 c"]
    assert [job.key for job in await file_store.jobs.claim(later, 3)] == ["T3 later", "T1 later"]


async def test_taking_in_one_event_does_not_walk_past_all_that_wait(key: str) -> None:
    store = await open_store(postgres().database(), Keys(key))
    await burst(store, 2000)

    def plan(connection: Connection) -> str:
        query = tickets._TURN.params(of="T2").compile(connection, compile_kwargs={"literal_binds": True})
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        return "\n".join(connection.scalars(text(f"EXPLAIN ANALYZE {query}")))

    said = await store.database.read(plan)
    assert "ix_jobs_begun" in said and "Rows Removed" not in said
    await store.close()
