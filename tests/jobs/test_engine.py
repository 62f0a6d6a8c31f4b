"""The embedded engine, on a real store: every job is done, or its person is told."""

import asyncio

import pytest

from bot.flows.ports import Later, NotSent
from bot.flows.shapes import Conversation, Job, Outcome, Person, Place
from bot.store import OpenStore
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import MAIL, Desk, ends, take, until_ended, until_queued_again, working


async def test_a_job_is_done_once_and_its_payload_is_gone(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer) as engine:
        await take(store, engine, clock, "Ev1", "Ev2")
        await until(lambda: len(desk.done) == 2)
    assert desk.begun == ["Ev1", "Ev2"]
    assert await ends(store) == [("Ev1", "done", None, ""), ("Ev2", "done", None, "")]


async def test_what_came_of_a_job_is_kept_with_its_end(store: OpenStore, clock: Clock) -> None:
    conversation = Conversation("c1", Person("T1", "U1"), Place("T1", "D1"), MAIL, clock())

    async def answer(job: Job) -> Outcome:
        return Outcome(conversation.person, conversation, "message", (), "")

    async with working(store, Desk(), clock, answer) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store)
    assert await store.conversations.by_id("c1", clock()) == conversation


async def test_a_failing_job_is_tried_three_times_and_then_its_person_is_told(
    store: OpenStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk()

    async def fail(job: Job) -> None:
        desk.begun.append(job.key)
        raise ValueError(MAIL.decode())

    async with working(store, desk, clock, fail) as engine:
        await take(store, engine, clock, "Ev1")
        for attempt in (1, 2, 3):
            await until(lambda attempt=attempt: len(desk.begun) == attempt)  # type: ignore[misc]  # mypy cannot tell what is bound by a default
            await until_queued_again(store, unless=attempt == 3)
            clock.forward(60)
        await until_ended(store)
    assert desk.begun == ["Ev1"] * 3
    assert desk.told == ["Ev1"]
    assert await ends(store) == [("Ev1", "failed", None, "ValueError")]
    assert "ValueError (doing.py" in caplog.text and "test_engine.py" in caplog.text
    assert "parcel" not in caplog.text, "the log says where, and no word of the mail"


async def test_a_retry_waits_for_its_time(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def fail_once(job: Job) -> None:
        desk.begun.append(job.key)
        if len(desk.begun) == 1:
            raise ValueError

    async with working(store, desk, clock, fail_once) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: len(desk.begun) == 1)
        await until_queued_again(store, unless=False)
        clock.forward(1.9)
        await take(store, engine, clock, "Ev2")
        await until(lambda: len(desk.begun) == 2)
        assert desk.begun == ["Ev1", "Ev2"], "two seconds are not over"
        clock.forward(0.2)
        await until_ended(store)
    assert desk.begun == ["Ev1", "Ev2", "Ev1"]
    assert desk.told == []


@pytest.mark.thorough
async def test_later_is_no_failure_until_patience_ends_and_is_asked_for_less_and_less(
    store: OpenStore, clock: Clock
) -> None:
    desk = Desk()

    ages: list[float] = []

    async def put_off(job: Job) -> None:
        ages.append((clock() - job.taken_at).total_seconds())
        raise Later(5)

    async with working(store, desk, clock, put_off) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock, step=120)
    assert desk.told == ["Ev1"]
    assert ages[-1] > 6 * 3600 >= ages[-2]
    assert len(ages) > 20, "an hour without Slack costs nobody the answer"
    assert await ends(store) == [("Ev1", "failed", None, "Later")]


async def test_a_job_of_an_unknown_kind_is_given_up_at_once(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer) as engine:
        await store.inbox.take("Ev1", "T1", "no such kind", MAIL, clock())
        engine.nudge()
        await until_ended(store)
    assert desk.told == ["Ev1"]


async def test_a_handler_that_never_ends_loses_its_seat(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def hang(job: Job) -> None:
        await asyncio.Event().wait()

    async with working(store, desk, clock, hang, limit_seconds=0.05) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert desk.told == ["Ev1"]
    assert await ends(store) == [("Ev1", "failed", None, "TimeoutError")]


async def test_telling_that_fails_does_not_keep_the_job(store: OpenStore, clock: Clock) -> None:
    async def fail(job: Job) -> None:
        raise ValueError

    desk = Desk()
    desk.given_up = fail  # type: ignore[method-assign]  # only this one's
    async with working(store, desk, clock, fail) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert [gap.slot for gap in await store.deliveries.gaps(clock())] == ["Ev1"], "it is listed"
    assert await store.deliveries.open_gaps(clock()) == 1
    assert await ends(store) == [("Ev1", "failed", None, "ValueError, and nobody could be told")]


async def test_no_more_jobs_run_at_once_than_there_are_seats(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.wait, concurrency=3) as engine:
        await take(store, engine, clock, *"abcdefg")
        await until(lambda: len(desk.begun) == 3)
        engine.nudge()
        await asyncio.sleep(0.1)
        assert len(desk.begun) == 3
        desk.gate.set()
        await until(lambda: len(desk.done) == 7)


async def test_one_workspace_does_not_starve_another(store: OpenStore, clock: Clock) -> None:
    desk = Desk()
    async with working(store, desk, clock, desk.answer, concurrency=1) as engine:
        for number in range(50):
            await store.inbox.take(f"big {number}", "BIG", "said", MAIL, clock())
        await take(store, engine, clock, "small", workspace="SMALL")
        await until(lambda: "small" in desk.done)
        assert len(desk.done) < 50
        await until(lambda: len(desk.done) == 51)


async def test_an_answer_that_the_platform_refuses_for_good_is_listed(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def refused(job: Job) -> None:
        desk.begun.append(job.key)
        raise NotSent("channel_not_found")

    async with working(store, desk, clock, refused) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store)
    assert desk.begun == ["Ev1"], "asking again would change nothing"
    assert [gap.slot for gap in await store.deliveries.gaps(clock())] == ["Ev1"]
