"""Events, each once; their jobs, in a fair order; and what comes of them."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Table, func, select

from bot.flows.shapes import Check, Conversation, Job, Judged, Outcome
from bot.store import Keys, OpenStore, StoreUnusable, new_key, open_store
from bot.store.tables import checks, conversations, events, jobs
from tests.store.conftest import ANN, NOW, THREAD, feedback_in, taken

JUDGED = Judged("likely_scam", 0.97, "callback", ("call-asked", "deadline"), "a campaign", 8.0)
SECOND = timedelta(seconds=1)


async def counted(store: OpenStore, *tables: Table) -> list[int]:
    """How many rows each table has."""

    def counts(connection: Connection) -> list[int]:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    return await store.database.read(counts)


async def test_an_event_delivered_twice_causes_one_job(store: OpenStore) -> None:
    assert await store.inbox.take("Ev1", "T1", "said", b"one", NOW)
    assert not await store.inbox.take("Ev1", "T1", "said", b"two", NOW + SECOND)
    assert await store.jobs.claim(NOW + SECOND, 9) == [Job(1, "Ev1", "T1", "said", b"one", 1, 0, NOW)]


async def test_fifty_callers_with_one_event_take_it_once_and_nobody_meets_a_lock(store: OpenStore) -> None:
    taken_by = await asyncio.gather(*(store.inbox.take("Ev1", "T1", "said", b"x", NOW) for _ in range(50)))
    assert sum(taken_by) == 1
    many = [store.inbox.take(f"{number}", "T1", "said", b"x" * 5000, NOW) for number in range(500)]
    reads = [store.settings.of(ANN) for _ in range(100)]
    assert all(await asyncio.gather(*many))
    await asyncio.gather(*reads)
    assert await counted(store, events, jobs) == [501, 501]


async def test_workspaces_do_not_share_event_ids(store: OpenStore) -> None:
    await taken(store, "Ev1", workspace="T1")
    await taken(store, "Ev1", workspace="T2")
    assert [job.workspace for job in await store.jobs.claim(NOW, 9)] == ["T1", "T2"]


async def test_a_claimed_job_is_nobody_elses(store: OpenStore) -> None:
    await taken(store, *(f"Ev{number}" for number in range(40)))
    claims = await asyncio.gather(*(store.jobs.claim(NOW, 3) for _ in range(30)))
    keys = [job.key for claim in claims for job in claim]
    assert len(keys) == len(set(keys))
    rest = await store.jobs.claim(NOW, 99)
    assert len(keys) + len(rest) == 40


async def test_the_oldest_job_comes_first_and_only_when_it_is_due(store: OpenStore) -> None:
    await taken(store, "late", at=NOW + SECOND)
    await taken(store, "first", "second")
    assert [job.key for job in await store.jobs.claim(NOW, 1)] == ["first"]
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["second"]
    assert [job.key for job in await store.jobs.claim(NOW + SECOND, 9)] == ["late"]


async def test_a_workspace_with_many_jobs_does_not_starve_another(file_store: OpenStore) -> None:
    await taken(file_store, *(f"{number}" for number in range(500)), workspace="BIG")
    await file_store.jobs.claim(NOW, 30)
    await taken(file_store, "a", "b", workspace="SMALL")
    assert [(job.workspace, job.key) for job in await file_store.jobs.claim(NOW, 2)] == [("SMALL", "a"), ("SMALL", "b")]


async def test_one_seat_is_shared_in_turns(file_store: OpenStore) -> None:
    await taken(file_store, "1", "2", "3", "4", workspace="BIG")
    await taken(file_store, "a", "b", workspace="SMALL")
    served = []
    for _ in range(6):
        (job,) = await file_store.jobs.claim(NOW, 1)
        served.append(job.key)
        await file_store.jobs.done(job, NOW)
    assert served == ["1", "a", "2", "b", "3", "4"]


async def test_a_batch_takes_from_every_workspace(file_store: OpenStore) -> None:
    await taken(file_store, "1", "2", "3", workspace="BIG")
    await taken(file_store, "a", workspace="SMALL")
    assert [job.key for job in await file_store.jobs.claim(NOW, 3)] == ["1", "a", "2"]


async def test_a_job_that_is_put_off_comes_back_counted(store: OpenStore) -> None:
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.jobs.again(job, NOW, 1, failed=True)
    assert await store.jobs.claim(NOW, 1) == ()
    assert await store.jobs.claim(NOW + SECOND, 1) == [replace(job, attempt=2, failures=1)]


async def test_a_job_that_waits_for_its_time_begins_as_if_it_were_taken_then(store: OpenStore) -> None:
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.jobs.again(job, NOW, 1, failed=True)
    (again,) = await store.jobs.claim(NOW + SECOND, 1)
    hours = timedelta(hours=7)
    await store.jobs.again(again, NOW, hours.total_seconds(), failed=False, fresh=True)
    assert await store.jobs.claim(NOW + hours - SECOND, 1) == ()
    assert await store.jobs.claim(NOW + hours, 1) == [replace(job, taken_at=NOW + hours)]


async def test_an_interrupted_job_is_done_again_and_an_ended_one_is_not(store: OpenStore) -> None:
    await taken(store, "interrupted", "done", "failed", "waiting")
    interrupted, done, failed = await store.jobs.claim(NOW, 3)
    await store.jobs.done(done, NOW)
    await store.jobs.failed(failed, NOW, "ValueError")
    assert await store.jobs.reclaim() == 1
    assert [(job.key, job.attempt) for job in await store.jobs.claim(NOW, 9)] == [("interrupted", 2), ("waiting", 1)]
    assert interrupted.attempt == 1


async def test_the_end_of_a_job_and_what_came_of_it_are_written_together(store: OpenStore) -> None:
    conversation = Conversation("c1", ANN, THREAD, b"the mail", NOW)
    outcome = Outcome(ANN, conversation, "message", (JUDGED, JUDGED), "helped")
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.jobs.done(job, NOW, outcome)
    await store.jobs.done(job, NOW, outcome)  # written twice, it counts once
    assert await store.conversations.by_id("c1", NOW) == conversation
    assert await store.checks.recent(ANN, 9) == [Check(NOW, "likely_scam", "callback", "message")] * 2
    assert await feedback_in(store) == [("T1", "U-ANN", "c1", "helped")]


async def test_an_outcome_that_cannot_be_written_leaves_the_job_to_be_done(store: OpenStore) -> None:
    await taken(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    impossible = replace(JUDGED, score=None)  # type: ignore[arg-type] # the column takes no NULL
    outcome = Outcome(ANN, Conversation("c1", ANN, THREAD, b"the mail", NOW), "message", (impossible,), "")
    with pytest.raises(StoreUnusable):
        await store.jobs.done(job, NOW, outcome)
    assert await counted(store, conversations, checks) == [0, 0]
    assert await store.jobs.reclaim() == 1


async def test_a_job_whose_key_is_lost_does_not_block_the_others(url: str) -> None:
    old, new = new_key(), new_key()
    store = await open_store(url, keys=Keys(old))
    await taken(store, "sealed with the old key")
    await store.close()
    await (await open_store(url, keys=Keys(new, old))).close()
    store = await open_store(url, keys=Keys(new))
    await taken(store, "readable")
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["readable"]
    assert await store.jobs.claim(NOW, 9) == ()
    await store.close()
