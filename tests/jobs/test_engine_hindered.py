"""The database or Slack fails at a bad moment: the engine goes on, and nobody is given up without a word."""

import pytest
from sqlalchemy import text

from bot.flows.ports import Later
from bot.flows.shapes import Job
from bot.store import OpenStore
from bot.store.jobs import Jobs
from bot.store.problems import StoreUnusable
from tests.jobs.conftest import Clock, until
from tests.jobs.desk import MAIL, Desk, ends, take, until_ended, working


class Once:
    """Raises the first time it is called, where it stands in for a method of Jobs."""

    def __init__(self, patch: pytest.MonkeyPatch, name: str) -> None:
        self.calls = 0
        real = getattr(Jobs, name)

        async def failing(jobs: Jobs, *given: object) -> object:
            self.calls += 1
            if self.calls == 1:
                raise StoreUnusable("The disk is full.")
            return await real(jobs, *given)

        patch.setattr(Jobs, name, failing)


async def test_a_disk_that_is_full_when_it_starts_does_not_end_the_engine(
    store: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would go on hearing, and never answer."""
    await store.inbox.take("Ev1", "T1", "said", b"", clock())
    await store.jobs.claim(clock(), 1)  # by a process that was killed
    desk, once = Desk(), Once(monkeypatch, "reclaim")
    async with working(store, desk, clock, desk.answer):
        await until_ended(store)
    assert desk.done == ["Ev1"] and once.calls == 2


async def test_a_disk_that_is_full_when_the_clock_goes_back_does_not_end_the_engine(
    store: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, once = Desk(), Once(monkeypatch, "hurry")
    async with working(store, desk, clock, desk.answer) as engine:
        await take(store, engine, clock, "Ev1")
        await until(lambda: desk.done == ["Ev1"])
        clock.forward(-3600)
        await until(lambda: once.calls == 2)
        await take(store, engine, clock, "Ev2")
        await until(lambda: desk.done == ["Ev1", "Ev2"])


async def test_one_job_that_cannot_be_read_costs_the_others_nothing_even_on_a_full_disk(
    store: OpenStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are claimed together."""
    for key in ("unreadable", "Ev2"):
        await store.inbox.take(key, "T1", "said", MAIL, clock())
    spoil = text("UPDATE jobs SET payload = x'00' WHERE key = 'unreadable'")
    await store.database.write(lambda connection: connection.execute(spoil).close())
    once = Once(monkeypatch, "_end")
    assert [job.key for job in await store.jobs.claim(clock(), 9)] == ["Ev2"]
    assert once.calls == 1


async def test_a_job_is_not_given_up_while_slack_takes_no_word_about_it(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def fail(job: Job) -> None:
        desk.begun.append(job.key)
        raise ValueError

    async def not_now(job: Job) -> None:
        if len(desk.begun) < 6:
            raise Later(5)
        desk.told.append(job.key)

    desk.given_up = not_now  # type: ignore[method-assign]  # only this one's
    async with working(store, desk, clock, fail) as engine:
        await take(store, engine, clock, "Ev1")
        await until_ended(store, clock)
    assert desk.told == ["Ev1"] and len(desk.begun) == 6
    assert await ends(store) == [("Ev1", "failed", None, "ValueError")]
    assert await store.deliveries.gaps(clock()) == []


async def test_a_job_that_nobody_could_be_told_of_is_a_gap_that_is_listed(store: OpenStore, clock: Clock) -> None:
    desk = Desk()

    async def later(job: Job) -> None:
        raise Later(5)

    desk.given_up = later  # type: ignore[method-assign]  # only this one's
    async with working(store, desk, clock, later):
        await take(store, None, clock, "Ev1", line="D1/")
        await until_ended(store, clock, step=600)
    (gap,) = await store.deliveries.gaps(clock())
    assert (gap.workspace, gap.target, gap.what, gap.slot, gap.state) == ("T1", "D1", "said", "Ev1", "lost")
    assert await store.deliveries.open_gaps(clock()) == 1
