"""Two processes at one PostgreSQL, in the order that hurts: each step of the other comes in between, by hand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection

from bot.flows.shapes import Installation, Job, Outcome
from bot.store import Keys, OpenStore, open_store, tickets
from bot.store.batches import delete_where
from tests.postgres import postgres
from tests.store.conftest import ANN, BOB, NOW

LATE = NOW + timedelta(minutes=5)


@pytest.fixture
async def pair(key: str) -> Any:
    """Two processes' stores at one database."""
    url = postgres().database()
    one, other = [await open_store(url, Keys(key)) for _ in range(2)]
    yield one, other
    await one.close()
    await other.close()


async def said(store: OpenStore, key: str, line: str = "D1/") -> None:
    assert await store.inbox.take(key, "T1", "said", key.encode(), NOW, line=line)


async def drawn(store: OpenStore) -> tuple[int, int] | None:
    """The job and the ticket that a worker draws now."""
    row = one(store, "SELECT (args ->> 'job')::bigint, id FROM procrastinate_fetch_job_v2(NULL, NULL)")
    return (row[0], row[1]) if row else None


def one(store: OpenStore, statement: str) -> Any:
    """The first row of it, by a connection of its own, while whoever calls this stands still."""
    with psycopg.connect(store.server, autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row if row and row[0] is not None else None


async def begun(store: OpenStore) -> Job:
    ticket = await drawn(store)
    assert ticket
    job = await store.jobs.begin(*ticket, NOW)
    assert job
    return job


async def test_who_puts_a_job_off_and_hears_no_answer_does_not_take_it_from_whoever_has_it_now(
    pair: tuple[OpenStore, OpenStore],
) -> None:
    """The connection broke after the commit, so it is written again; the attempt is still the same."""
    here, there = pair
    await said(here, "Ev1")
    mine = await begun(here)
    await here.jobs.again(mine, NOW, 0, failed=False)
    theirs = await begun(there)
    assert theirs == mine, "it was put off, and nobody failed"
    await here.jobs.again(mine, NOW, 0, failed=False)
    assert await drawn(here) is None, "nobody else may begin it now"
    await here.jobs.done(mine, NOW, Outcome())
    assert await here.jobs.under_way(NOW) == 1
    await there.jobs.done(theirs, NOW, Outcome())
    assert await here.jobs.under_way(NOW) == 0


async def test_two_who_look_for_lost_jobs_at_once_do_not_take_one_from_whoever_began_it_meanwhile(
    pair: tuple[OpenStore, OpenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = pair
    await said(here, "Ev1")
    await begun(here)
    one(here, "DELETE FROM procrastinate_jobs RETURNING id")
    look: Callable[..., Any] = tickets.abandoned
    meanwhile: list[str] = []

    def slowly(connection: Connection, before: Any) -> Any:
        found = look(connection, before)
        if not meanwhile:  # another process finds it, too, and gives it a ticket, which a third one draws
            meanwhile.append("the others")
            one(here, "UPDATE jobs SET attempt = attempt + 1, ticket = 777 WHERE state = 'running' RETURNING id")
            one(
                here,
                "INSERT INTO procrastinate_jobs (id, queue_name, task_name, args, status) "
                "VALUES (777, 'legitbot', 'legitbot.job', '{\"job\": 1}', 'doing') RETURNING id",
            )
        return found

    monkeypatch.setattr(tickets, "abandoned", slowly)
    assert await there.jobs.rescue(LATE) == 0
    assert meanwhile
    assert one(here, "SELECT state, attempt, ticket FROM jobs") == ("running", 2, 777)


async def test_who_joins_a_line_while_its_first_is_being_forgotten_is_not_left_standing(
    pair: tuple[OpenStore, OpenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deletion is not seen yet, so whoever joins waits for somebody who is gone."""
    here, _ = pair
    await said(here, "hers")
    give: Callable[..., None] = tickets.give_to_first
    joined: list[str] = []

    def slowly(*given: Any) -> None:
        if not joined:
            joined.append("his")
            # What `take` does, in its order, while the deletion is not written.
            other = psycopg.connect(here.server, options="-c lock_timeout=5s")
            with other:
                held = "SELECT pg_advisory_xact_lock(hashtextextended('T1/D1/', 0))"
                other.execute(held.encode())
                stands = other.execute(b"SELECT count(*) FROM jobs WHERE workspace = 'T1' AND line = 'D1/'").fetchone()
                assert stands == (1,)
                other.execute(
                    b"INSERT INTO jobs (workspace, key, kind, state, attempt, turn, line, taken_at, run_at, why) "
                    b"VALUES ('T1', 'his', 'said', 'queued', 1, 9, 'D1/', now(), now() + interval '1 hour', '')"
                )
        give(*given)

    monkeypatch.setattr(tickets, "give_to_first", slowly)
    await here.privacy.forget(ANN, NOW, lambda _kind, payload: ANN if payload == b"hers" else BOB)
    assert joined
    tickets_left = one(here, "SELECT count(*) FROM procrastinate_jobs, jobs WHERE (args ->> 'job')::bigint = jobs.id")
    assert tickets_left == (1,)


async def test_who_stands_behind_somebody_forgotten_gets_a_ticket_and_only_the_next(store: OpenStore) -> None:
    for key in ("hers", "his", "his second"):
        await said(store, key)
    await said(store, "elsewhere", line="")
    await store.privacy.forget(ANN, NOW, lambda _kind, payload: ANN if payload == b"hers" else BOB)
    if store.server:
        names = "SELECT string_agg(jobs.key, ', ' ORDER BY jobs.id) FROM procrastinate_jobs JOIN jobs ON "
        assert one(store, names + "(args ->> 'job')::bigint = jobs.id") == ("his, elsewhere",)
    assert [job.key for job in await store.jobs.claim(NOW, 9)] == ["his", "elsewhere"]


async def test_after_two_thousand_million_jobs_the_next_one_has_a_ticket_too(pair: tuple[OpenStore, OpenStore]) -> None:
    here, _ = pair
    await said(here, "Ev1")
    one(here, "UPDATE jobs SET turn = 3000000000 RETURNING id")
    await said(here, "Ev2", line="D2/")
    assert (await begun(here)).key == "Ev1"
    assert (await begun(here)).key == "Ev2"


async def test_who_installs_the_bot_anew_while_the_workspace_is_still_being_deleted_stays(
    pair: tuple[OpenStore, OpenStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes long where there is much, and the other process does not know of it."""
    here, there = pair
    old = Installation("T1", "Acme", "", "A1", "U1", "B1", "xoxb-old", (), ANN.id, NOW)
    await here.installations.save(old)
    await said(here, "Ev1")
    remove: Callable[..., Any] = delete_where

    async def slowly(database: Any, table: Any, *where: Any) -> Any:
        gone = await remove(database, table, *where)
        if gone and table.name == "jobs":
            await there.installations.save(replace(old, token="xoxb-new"))
        return gone

    monkeypatch.setattr("bot.store.privacy.delete_where", slowly)
    await here.privacy.forget_workspace("T1")
    found = await here.installations.find("T1")
    assert found and found.token == "xoxb-new"
