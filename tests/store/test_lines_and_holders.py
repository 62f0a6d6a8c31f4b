"""Of a conversation one job at a time, in order; and nobody writes who was cut off at a job and comes back late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.flows.ports import Superseded
from bot.flows.shapes import Conversation, DeliveryState, Job, Outcome
from bot.store import OpenStore
from bot.store.deliveries import TAKEN_UP
from tests.store.conftest import ANN, NOW, THREAD

SECOND = timedelta(seconds=1)


async def said(store: OpenStore, key: str, line: str = "D1", about: str = "", workspace: str = "T1") -> None:
    assert await store.inbox.take(key, workspace, "said", key.encode(), NOW, line=line, about=about)


async def keys(store: OpenStore, most: int = 99) -> list[str]:
    return [job.key for job in await store.jobs.claim(NOW, most)]


async def test_what_somebody_says_next_waits_until_the_first_is_answered(store: OpenStore) -> None:
    for key in ("first", "second", "third"):
        await said(store, key)
    await said(store, "elsewhere", line="D2")
    await said(store, "same name, another company", workspace="T2")
    claimed = {job.key: job for job in await store.jobs.claim(NOW, 99)}
    assert set(claimed) == {"first", "same name, another company", "elsewhere"}
    assert await keys(store) == []
    await store.jobs.done(claimed["first"], NOW)
    assert await keys(store, 1) == ["second"]


async def test_a_job_without_a_line_waits_for_nobody(store: OpenStore) -> None:
    await said(store, "one", line="")
    await said(store, "two", line="")
    assert await keys(store) == ["one", "two"]


async def test_a_line_waits_for_its_first_while_that_is_put_off_and_goes_on_when_it_is_given_up(
    store: OpenStore,
) -> None:
    await said(store, "first")
    await said(store, "second")
    (first,) = await store.jobs.claim(NOW, 9)
    await store.jobs.again(first, NOW, 30, failed=False)
    assert await keys(store) == []
    (again,) = await store.jobs.claim(NOW + timedelta(seconds=30), 9)
    assert again == first, "waiting for Slack counts neither as an attempt nor as a failure"
    await store.jobs.failed(again, NOW, "ValueError")
    assert await keys(store) == ["second"]


async def test_who_was_cut_off_and_comes_back_writes_nothing(store: OpenStore) -> None:
    await said(store, "Ev1")
    (late,) = await store.jobs.claim(NOW, 1)
    assert await store.jobs.reclaim() == 1
    (taker,) = await store.jobs.claim(NOW, 1)
    assert taker == replace(late, attempt=2)
    talk = Conversation("c1", ANN, THREAD, b"what the late one remembers", NOW)
    await store.jobs.done(late, NOW, Outcome(ANN, talk))
    await store.jobs.again(late, NOW, 0, failed=True)
    await store.jobs.failed(late, NOW, "ValueError")
    assert await store.conversations.by_id("c1", NOW) is None
    assert await keys(store) == [], "it is still the other one's"
    await store.jobs.done(taker, NOW, Outcome(ANN, replace(talk, memory=b"mine")))
    found = await store.conversations.by_id("c1", NOW)
    assert found and found.memory == b"mine"


async def test_only_the_last_to_claim_an_answer_may_send_it(store: OpenStore) -> None:
    first = await store.deliveries.claim(ANN, "D1", "answer", "1.0", NOW)
    second = await store.deliveries.claim(ANN, "D1", "answer", "1.0", NOW)
    with pytest.raises(Superseded):
        await store.deliveries.sending(first, NOW)
    await store.deliveries.sending(second, NOW)
    await store.deliveries.refused(first, NOW)
    await store.deliveries.lost(first, NOW)
    third = await store.deliveries.claim(ANN, "D1", "answer", "1.0", NOW)
    assert third.state is DeliveryState.SENDING, "who lost the claim cannot say what became of it"
    await store.deliveries.sent(first, "9.0", NOW)  # it came through after all
    with pytest.raises(Superseded):
        await store.deliveries.sending(third, NOW)


async def test_every_answer_that_may_be_missing_is_listed(store: OpenStore) -> None:
    async def sending(slot: str) -> None:
        delivery = await store.deliveries.claim(ANN, "C1", "answer", slot, NOW)
        await store.deliveries.sending(delivery, NOW)
        if slot == "lost":
            await store.deliveries.lost(delivery, NOW)
        if slot == "sent":
            await store.deliveries.sent(delivery, "1.0", NOW)

    for slot in ("sent", "lost", "cut off"):
        await sending(slot)
    assert [gap.slot for gap in await store.deliveries.gaps(NOW)] == ["lost"]
    late = NOW + TAKEN_UP
    assert {gap.slot: gap.state for gap in await store.deliveries.gaps(late)} == {"lost": "lost", "cut off": "sending"}
    assert await store.deliveries.open_gaps(late) == 2
    assert await store.deliveries.untold(ANN) == 1
    assert await store.deliveries.open_gaps(late) == 1
    assert len(await store.deliveries.gaps(late)) == 2, "one that was told of is still a gap"


async def test_a_message_that_is_changed_while_its_job_is_open_is_known_to_the_job(store: OpenStore) -> None:
    await said(store, "Ev1", about="D1/1.0")
    assert not await store.jobs.note("T1", "D1/2.0", "deleted")
    assert not await store.jobs.note("T2", "D1/1.0", "deleted")
    (job,) = await store.jobs.claim(NOW, 1)
    assert await store.jobs.became(job) == ""
    assert await store.jobs.note("T1", "D1/1.0", "edited")
    assert await store.jobs.became(job) == "edited"
    await store.jobs.done(job, NOW)
    assert not await store.jobs.note("T1", "D1/1.0", "deleted"), "it has its answer"


async def test_what_waits_is_counted(store: OpenStore) -> None:
    assert await store.jobs.waiting(NOW) == (0, 0.0)
    await said(store, "one")
    await said(store, "two", line="D2")
    assert await store.jobs.waiting(NOW + 5 * SECOND) == (2, 5.0)
    (job, _) = await store.jobs.claim(NOW, 2)
    assert await store.jobs.waiting(NOW + 5 * SECOND) == (0, 0.0)
    assert await store.jobs.under_way(NOW) == 2
    await store.jobs.again(job, NOW, 60, failed=True)
    assert await store.jobs.under_way(NOW) == 1


async def test_a_clock_that_goes_back_leaves_nothing_waiting_for_a_time_that_is_far_away(store: OpenStore) -> None:
    await said(store, "Ev1")
    (job,) = await store.jobs.claim(NOW, 1)
    await store.jobs.again(job, NOW, 5, failed=False)
    yesterday = NOW - timedelta(days=1)
    assert await store.jobs.claim(yesterday, 1) == ()
    assert await store.jobs.hurry(yesterday) == 1
    assert [one.key for one in await store.jobs.claim(yesterday, 1)] == ["Ev1"]


async def test_a_ticket_is_drawn_once(store: OpenStore) -> None:
    await said(store, "Ev1")
    job = await store.jobs.begin(1, 7, NOW)
    assert isinstance(job, Job) and job.payload == b"Ev1"
    assert await store.jobs.begin(1, 8, NOW) is None
    assert await store.jobs.begin(1, 7, NOW) == job, "who did not hear the answer asks again"
    assert await store.jobs.reclaim() == 1
    again = await store.jobs.begin(1, 8, NOW)
    assert again and again.attempt == 2
    assert await store.jobs.begin(1, 7, NOW) is None
