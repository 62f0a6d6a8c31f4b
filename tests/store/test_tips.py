"""The ledger of tips: sent once, put off, refused or listed as a gap."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.flows.tip_shapes import Chosen, CutOff, Delayed, DueTip, InDoubt, Left, Refused, Sent, Unheard
from bot.store import OpenStore
from bot.store.tables import deliveries, jobs
from tests.store.conftest import ANN, BOB
from tests.store.test_subscriptions import MINUTE, MONDAY, TUESDAY, channel, due, ticked

HOLDER = "one"


async def ready(store: OpenStore, channels: int = 1) -> Sequence[DueTip]:
    for number in range(channels):
        await channel(store, f"C{number}")
    await ticked(store, TUESDAY)
    return await store.tips.ready("T1", TUESDAY, 100)


async def sending(store: OpenStore, dues: Sequence[DueTip], holder: str = HOLDER) -> set[int]:
    chosen = [Chosen(one, "order-call", "orders") for one in dues]
    return set(await store.tips.sending(chosen, holder, TUESDAY))


async def gaps(store: OpenStore) -> list[tuple[str, str]]:
    return [(gap.target, gap.state) for gap in await store.deliveries.gaps(TUESDAY + MINUTE)]


async def test_what_is_due_knows_its_subscription_and_what_was_shown_there(store: OpenStore) -> None:
    (one,) = await ready(store)
    assert one.subscription and one.subscription.target == "C0" and not one.shown and not one.direct
    await sending(store, [one])
    await store.tips.ended("T1", [Sent(one.id, "100.1")], HOLDER, TUESDAY)
    week = TUESDAY + timedelta(days=7)
    await ticked(store, week)
    (later,) = await store.tips.ready("T1", week, 100)
    assert [(shown.tip, shown.topic, shown.at) for shown in later.shown] == [("order-call", "orders", TUESDAY)]
    assert await store.tips.tip_of("T1", "100.1") == "order-call"
    assert await store.tip_counts.counts("T1") == {"order-call": {"sent": 1}}


async def test_only_one_of_two_who_begin_with_the_same_tip_sends_it(store: OpenStore) -> None:
    dues = await ready(store, 3)
    assert await sending(store, dues) == {one.id for one in dues}
    assert await sending(store, dues, "other") == set()
    assert await store.tips.ready("T1", TUESDAY, 100) == []


async def test_what_slack_put_off_is_ready_later_and_was_not_shown(store: OpenStore) -> None:
    (one,) = await ready(store)
    await sending(store, [one])
    await store.tips.ended("T1", [Delayed(one.id, TUESDAY + MINUTE)], HOLDER, TUESDAY)
    assert await store.tips.ready("T1", TUESDAY, 9) == []
    assert await store.tips.left("T1", TUESDAY) == Left(0, TUESDAY + MINUTE)
    (again,) = await store.tips.ready("T1", TUESDAY + MINUTE, 9)
    assert again.id == one.id and not again.shown
    assert not await gaps(store)


async def test_a_tip_in_doubt_and_a_tip_refused_are_gaps_and_are_not_sent_again(store: OpenStore) -> None:
    first, second = await ready(store, 2)
    await sending(store, [first, second])
    await store.tips.ended("T1", [InDoubt(first.id), Refused(second.id, "is_archived")], HOLDER, TUESDAY)
    assert sorted(await gaps(store)) == [("C0", "lost"), ("C1", "refused")]
    assert await store.tips.ready("T1", TUESDAY + timedelta(days=1), 9) == []
    assert await store.deliveries.untold(ANN) == 0, "nobody waits for a tip"


async def test_what_was_cut_off_is_settled_and_a_late_arrival_still_counts(store: OpenStore) -> None:
    (one,) = await ready(store)
    await sending(store, [one])
    (left,) = await store.tips.cut_off("T1")
    assert left == CutOff(one.id, one.key, "C0", direct=False, since=TUESDAY, unheard=False)
    await store.tips.settled("T1", InDoubt(one.id), TUESDAY)
    assert await gaps(store) == [("C0", "lost")] and not await store.tips.cut_off("T1")
    await store.tips.ended("T1", [Sent(one.id, "100.1")], HOLDER, TUESDAY)
    assert not await gaps(store), "its process lived after all"


async def test_what_slack_did_not_take_is_looked_for_and_may_be_sent_again(store: OpenStore) -> None:
    (one,) = await ready(store)
    await sending(store, [one])
    await store.tips.ended("T1", [Unheard(one.id)], HOLDER, TUESDAY)
    assert await store.tips.ready("T1", TUESDAY + MINUTE, 9) == []
    (left,) = await store.tips.cut_off("T1")
    assert left.unheard and left.since == TUESDAY
    await store.tips.settled("T1", Delayed(one.id, TUESDAY + MINUTE), TUESDAY + MINUTE)
    (again,) = await store.tips.ready("T1", TUESDAY + MINUTE, 9)
    assert again.id == one.id and not again.shown
    await sending(store, [again], "other")
    (left,) = await store.tips.cut_off("T1")
    assert not left.unheard, "that its process died is another thing"


async def test_whoever_lost_a_tip_to_another_changes_nothing_of_it(store: OpenStore) -> None:
    (one,) = await ready(store)
    await sending(store, [one])
    await store.tips.settled("T1", InDoubt(one.id), TUESDAY)
    await store.tips.ended("T1", [Delayed(one.id, TUESDAY)], HOLDER, TUESDAY)
    assert await gaps(store) == [("C0", "lost")]


async def test_a_tip_sent_by_hand_comes_once_for_its_slot(store: OpenStore) -> None:
    targets = {"C1": False, "U-BOB": True}
    assert await store.tips.post("T1", targets, "order-call", "tip", "now:1", MONDAY) == 2
    assert await store.tips.post("T1", targets, "order-call", "tip", "now:1", MONDAY) == 0
    found = await store.tips.ready("T1", MONDAY, 9)
    assert [(one.target, one.direct, one.tip, one.subscription) for one in found] == [
        ("C1", False, "order-call", None), ("U-BOB", True, "order-call", None),
    ]  # fmt: skip


async def test_what_is_left_gets_one_job_however_often_it_is_asked_for(store: OpenStore) -> None:
    await store.tips.go_on("T1", MONDAY)
    await store.tips.go_on("T1", MONDAY)
    await store.tips.go_on("T2", MONDAY)
    rows = await store.database.read(lambda connection: connection.execute(select(jobs.c.workspace)).all())
    assert sorted(row.workspace for row in rows) == ["T1", "T2"]


async def test_given_up_is_listed(store: OpenStore) -> None:
    await ready(store, 2)
    assert await store.tips.give_up("T1", TUESDAY) == 2
    assert {state for _, _, _, state in await due(store)} == {"refused"}
    assert len(await gaps(store)) == 2


async def test_a_press_counts_once_and_names_nobody(store: OpenStore) -> None:
    assert await store.tip_counts.count("T1", "order-call", "got", "100.1/U-ANN", MONDAY)
    assert not await store.tip_counts.count("T1", "order-call", "got", "100.1/U-ANN", MONDAY)
    assert await store.tip_counts.count("T1", "order-call", "got", "100.1/U-BOB", MONDAY)
    assert await store.tip_counts.counts("T1") == {"order-call": {"got": 2}}
    assert await store.tip_counts.counts("T2") == {}


async def test_own_tips_are_a_companys_own(store: OpenStore) -> None:
    before = await store.own_tips.version("T1")
    assert await store.own_tips.add(ANN, "our-tip", "text", MONDAY)
    assert await store.own_tips.version("T1") != before
    (first,) = await store.own_tips.all("T1")
    assert await store.own_tips.change(ANN, first, "better text", MONDAY + MINUTE)
    assert [(one.id, one.text) for one in await store.own_tips.all("T1")] == [("our-tip", "better text")]
    assert await store.own_tips.all("T2") == []
    assert await store.own_tips.delete("T1", "our-tip") and not await store.own_tips.delete("T1", "our-tip")


async def test_of_two_who_save_an_own_tip_at_once_the_second_changes_nothing(store: OpenStore) -> None:
    own = store.own_tips
    new = [own.add(one, "our-tip", f"by {one.id}", MONDAY) for one in (ANN, BOB)]
    assert sorted(await asyncio.gather(*new)) == [False, True]
    (first,) = await own.all("T1")
    assert first.text == f"by {first.person}"
    changes = [own.change(one, first, f"changed by {one.id}", MONDAY + MINUTE) for one in (ANN, BOB)]
    assert sorted(await asyncio.gather(*changes)) == [False, True]
    (then,) = await own.all("T1")
    assert then.text == f"changed by {then.person}"
    await own.delete("T1", "our-tip")
    assert not await own.change(ANN, then, "it is gone", MONDAY + MINUTE)
    assert await own.all("T1") == []


async def test_a_tip_for_somebody_who_was_forgotten_meanwhile_leaves_no_trace_of_them(store: OpenStore) -> None:
    await store.tips.post("T1", {ANN.id: True}, "order-call", "proactive", "2026-03-02", MONDAY)
    (one,) = await store.tips.ready("T1", MONDAY, 9)
    await sending(store, [one])
    await store.privacy.forget(ANN, MONDAY)
    await store.tips.ended("T1", [Sent(one.id, "100.1")], HOLDER, MONDAY)
    rows = await store.database.read(lambda connection: connection.execute(select(deliveries)).all())
    assert not [row for row in rows if ANN.id in str(row) or "100.1" in str(row)]
