"""The shared engine, on a real PostgreSQL: every job is done once, in its order, by whoever has time."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text

from bot.flows.ports import Later
from bot.flows.shapes import Job
from bot.jobs.shared import LOST
from bot.store import Keys, OpenStore, open_store
from bot.store.problems import StoreUnusable
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import MAIL, Desk, ends, lose_tickets, sharing, take, tickets, until_ended

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it


async def test_a_job_is_done_once_and_nothing_of_it_is_left(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with sharing(shared, desk, desk.answer, clock):
        await take(shared, None, clock, "Ev1", "Ev2")
        await until_ended(shared)
    assert sorted(desk.begun) == ["Ev1", "Ev2"]
    assert await ends(shared) == [("Ev1", "done", None, ""), ("Ev2", "done", None, "")]
    assert await tickets(shared) == []


async def test_a_failing_job_is_tried_three_times_and_then_its_person_is_told(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def fail(job: Job) -> None:
        desk.begun.append(job.key)
        raise ValueError

    async with sharing(shared, desk, fail, clock):
        await take(shared, None, clock, "Ev1")
        await until_ended(shared)
    assert desk.begun == ["Ev1"] * 3 and desk.told == ["Ev1"]
    assert await ends(shared) == [("Ev1", "failed", None, "ValueError")]


@pytest.mark.thorough
async def test_later_is_no_failure_and_those_behind_it_in_line_wait(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def put_off(job: Job) -> None:
        desk.begun.append(job.key)
        if len(desk.begun) < 6:
            raise Later(0.01)

    async with sharing(shared, desk, put_off, clock):
        await take(shared, None, clock, "first", "second", line="D1")
        await until_ended(shared)
    assert desk.begun == ["first"] * 6 + ["second"]
    assert desk.told == []


async def test_a_retry_waits_for_its_time(shared: OpenStore, clock: Clock) -> None:
    desk, began = Desk(), []

    async def put_off(job: Job) -> None:
        began.append(asyncio.get_running_loop().time())
        if len(began) == 1:
            raise Later(0.7)

    async with sharing(shared, desk, put_off, clock):
        await take(shared, None, clock, "Ev1")
        await until_ended(shared)
    assert began[1] - began[0] >= 0.7


async def test_of_a_conversation_one_job_at_a_time_in_order_whoever_does_it(
    server: str, key: str, shared: OpenStore, clock: Clock
) -> None:
    """Two engines with stores of their own, as two processes have."""
    desk, at_it, most = Desk(), set[str](), 0

    async def one(job: Job) -> None:
        nonlocal most
        line = job.key.split(" ")[0]
        assert line not in at_it
        at_it.add(line)
        most = max(most, len(at_it))
        await asyncio.sleep(0.005)
        at_it.discard(line)
        desk.done.append(job.key)

    other = await open_store(server, Keys(key))
    async with sharing(shared, desk, one, clock), sharing(other, desk, one, clock):
        for number in range(20):
            for line in ("D1", "D2", "D3"):
                await take(shared, None, clock, f"{line} {number}", line=line)
        await until_ended(shared)
    await other.close()
    for line in ("D1", "D2", "D3"):
        assert [done for done in desk.done if done.startswith(line)] == [f"{line} {number}" for number in range(20)]
    assert most > 1, "other conversations go on meanwhile"
    assert desk.told == []


@pytest.mark.thorough
async def test_a_burst_from_one_company_does_not_keep_another_waiting(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    await asyncio.gather(*(take(shared, None, clock, f"big {number}", workspace="BIG") for number in range(500)))
    async with sharing(shared, desk, desk.answer, clock, concurrency=2):
        await until(lambda: len(desk.done) > 20)
        await take(shared, None, clock, "small", workspace="SMALL")
        before = len(desk.done)
        await until(lambda: "small" in desk.done)
        assert desk.done.index("small") - before < 10
        assert len(desk.done) < 500
        await until_ended(shared)
    assert len(desk.done) == len({*desk.done}) == 501


@pytest.mark.thorough
async def test_engines_share_the_work_and_none_is_done_twice(
    server: str, key: str, shared: OpenStore, clock: Clock
) -> None:
    async with AsyncExitStack() as stack:
        desks = [Desk() for _ in range(3)]
        for desk in desks:
            store = await open_store(server, Keys(key))
            stack.push_async_callback(store.close)
            await stack.enter_async_context(sharing(store, desk, desk.answer, clock, concurrency=2))
        await asyncio.gather(*(take(shared, None, clock, f"{number}", line=f"{number % 40}") for number in range(200)))
        await until_ended(shared)
    assert all(desk.done for desk in desks)
    done = [one for desk in desks for one in desk.done]
    assert len(done) == len({*done}) == 200


async def test_stopping_finishes_what_runs_and_begins_nothing_more(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with sharing(shared, desk, desk.wait, clock) as engine:
        await take(shared, None, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        stopping = asyncio.create_task(engine.stop())
        await asyncio.sleep(0.05)
        await take(shared, None, clock, "too late")
        desk.gate.set()
        await stopping
    assert desk.done == ["Ev1"]
    assert [(key, state) for key, state, _, _ in await ends(shared)] == [("Ev1", "done"), ("too late", "queued")]


async def test_what_takes_longer_than_the_grace_goes_to_another_one_at_once(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with sharing(shared, desk, desk.wait, clock) as engine:
        await take(shared, None, clock, "Ev1")
        await until(lambda: desk.begun == ["Ev1"])
        await engine.stop(grace_seconds=0.01)
        assert desk.done == []
        assert await tickets(shared) == [(1, "todo")]
    async with sharing(shared, desk, desk.answer, clock):
        await until_ended(shared)
    assert desk.done == ["Ev1"]


async def test_a_job_whose_ticket_was_lost_gets_a_new_one(shared: OpenStore, clock: Clock) -> None:
    desk = Desk()
    await take(shared, None, clock, "first", "second", line="D1")
    await take(shared, None, clock, "alone")
    await lose_tickets(shared)
    assert await shared.jobs.rescue(clock() - LOST) == 0, "it may be on its way"
    clock.forward(LOST.total_seconds())
    async with sharing(shared, desk, desk.answer, clock):
        await until_ended(shared)
    assert sorted(desk.done) == ["alone", "first", "second"]


async def test_a_job_that_somebody_was_at_whose_ticket_was_lost_is_done_again(shared: OpenStore, clock: Clock) -> None:
    await take(shared, None, clock, "Ev1")
    assert await shared.jobs.begin(1, 1, clock())
    await lose_tickets(shared)
    clock.forward(LOST.total_seconds())
    desk = Desk()
    async with sharing(shared, desk, desk.answer, clock):
        await until_ended(shared)
    assert desk.done == ["Ev1"]


async def test_a_ticket_for_a_job_that_is_over_is_dropped(shared: OpenStore, clock: Clock) -> None:
    """So it is after a crash between the end of a job and that of its ticket."""
    desk = Desk()
    await take(shared, None, clock, "Ev1")
    job = await shared.jobs.begin(1, 1, clock())
    assert job
    await shared.jobs.done(job, clock())
    async with sharing(shared, desk, desk.answer, clock):
        await take(shared, None, clock, "Ev2")
        await until_ended(shared)
        while await tickets(shared):
            await asyncio.sleep(0.01)
    assert desk.begun == ["Ev2"]


async def test_who_begins_a_job_and_hears_no_answer_asks_again(
    shared: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection broke in the moment of the commit: the job is ours, and we do not know it."""
    desk, began = Desk(), []
    begin = type(shared.jobs).begin

    async def broken(self: object, job: int, ticket: int, now: object) -> Job | None:
        found = await begin(shared.jobs, job, ticket, clock())
        began.append(job)
        if len(began) == 1:
            raise StoreUnusable("PostgreSQL does not answer.")
        return found

    monkeypatch.setattr(type(shared.jobs), "begin", broken)
    async with sharing(shared, desk, desk.answer, clock):
        await take(shared, None, clock, "Ev1")
        await until_ended(shared)
    assert desk.begun == ["Ev1"] and began == [1, 1]


async def test_tickets_hold_ids_and_no_word_of_a_mail(shared: OpenStore, clock: Clock) -> None:
    await take(shared, None, clock, "Ev1", line="D1/100.1")
    query = text(
        "SELECT args::text, queue_name, task_name, lock, queueing_lock FROM procrastinate_jobs UNION ALL "
        "SELECT row_to_json(procrastinate_events)::text, '', '', '', '' FROM procrastinate_events"
    )
    rows = await shared.database.read(lambda connection: [tuple(row) for row in connection.execute(query)])
    assert rows[0] == ('{"job": 1}', "legitbot", "legitbot.job", None, None)
    assert len(rows) > 1 and all(MAIL.decode()[:8] not in f"{row}" and "D1" not in f"{row}" for row in rows)


@pytest.mark.thorough
async def test_two_hundred_who_come_and_go_at_once_in_few_lines_are_all_served(
    server: str, key: str, shared: OpenStore, clock: Clock
) -> None:
    """Whoever comes and whoever ends a job both hold the line; none of them may wait for the other for ever."""
    desk = Desk()
    other = await open_store(server, Keys(key))
    async with sharing(shared, desk, desk.answer, clock), sharing(other, desk, desk.answer, clock):
        comings = [
            (shared, other)[number % 2].inbox.take(
                f"{number}", "T1", "said", MAIL, clock(), line=f"{number % 3}", about=f"{number % 7}"
            )
            for number in range(200)
        ]
        notes = [shared.jobs.note("T1", f"{number % 7}", "edited") for number in range(50)]
        took = await asyncio.gather(*comings, *notes, return_exceptions=True)
        assert all(isinstance(one, bool) for one in took), [one for one in took if not isinstance(one, bool)]
        await until_ended(shared)
    await other.close()
    assert len(desk.done) == len({*desk.done}) == 200
    assert all(state == "done" for _, state, _, _ in await ends(shared))
