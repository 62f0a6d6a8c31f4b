"""Who gets tips and when: kept, changed, paused, skipped and stopped; and a tick that writes down what is due."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.flows.shapes import Person
from bot.flows.tip_keeping import TooMany
from bot.flows.tip_shapes import PROACTIVE, TIP, Subscription, Wanted
from bot.schedules import Calendar, read
from bot.store import OpenStore
from bot.store.tables import deliveries, jobs
from bot.store.tables import subscriptions as table
from tests.store.conftest import ANN, BOB

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
TUESDAYS = Wanted(read("every Tuesday 10:00"), Calendar("Europe/London"))


async def channel(store: OpenStore, target: str = "C1", wanted: Wanted = TUESDAYS) -> Subscription:
    return await store.subscriptions.add(ANN, target, wanted, MONDAY, direct=False)


async def due(store: OpenStore) -> Sequence[tuple[str, str, str, str]]:
    """What stands in the ledger: target, what, slot, state."""
    query = select(deliveries.c.target, deliveries.c.what, deliveries.c.slot, deliveries.c.state).order_by(
        deliveries.c.id
    )
    return await store.database.read(lambda connection: [tuple(row) for row in connection.execute(query)])


async def ticked(store: OpenStore, now: datetime) -> int:
    """Tick until nothing is due; how many tips became due."""
    count = 0
    while (one := await store.subscriptions.tick(now, 3)).looked_at:
        count += one.due
    return count


async def test_what_was_wished_is_read_back_as_it_was(store: OpenStore) -> None:
    wanted = Wanted(
        read("every other Friday 16:00"), Calendar("Asia/Tokyo", (time(22), time(7)), "DE-BY", MONDAY.date()),
        own_zone=True, language="de", topics=frozenset({"orders", "links"}), audience=frozenset({"finance"}),
    )  # fmt: skip
    added = await store.subscriptions.add(ANN, ANN.id, wanted, MONDAY, direct=True)
    found = await store.subscriptions.get("T1", added.id)
    assert found == added and found.wanted == wanted and found.direct and found.active
    assert await store.subscriptions.get("T2", added.id) is None, "another company's is nobody's business"


async def test_a_channel_has_at_most_five(store: OpenStore) -> None:
    for _ in range(5):
        await channel(store)
    with pytest.raises(TooMany):
        await channel(store)
    await channel(store, "C2")


async def test_a_channel_has_at_most_five_also_where_several_people_save_at_once(store: OpenStore) -> None:
    ends = await asyncio.gather(*(channel(store) for _ in range(9)), return_exceptions=True)
    assert sum(isinstance(one, TooMany) for one in ends) == 4
    assert len(await store.subscriptions.of_target("T1", "C1")) == 5


async def test_a_tip_is_due_at_its_time_once_and_its_workspace_gets_one_job(store: OpenStore) -> None:
    await channel(store)
    await channel(store, "C2")
    assert await ticked(store, TUESDAY - MINUTE) == 0
    assert await ticked(store, TUESDAY) == 2
    assert await ticked(store, TUESDAY + MINUTE) == 0
    assert await due(store) == [("C1", TIP, "2026-03-03T10:00", "claimed"), ("C2", TIP, "2026-03-03T10:00", "claimed")]
    kinds = await store.database.read(lambda connection: connection.execute(select(jobs.c.kind, jobs.c.line)).all())
    assert [tuple(row) for row in kinds] == [("tips", "tips")]
    found = await store.subscriptions.of_target("T1", "C1")
    assert found[0].next and found[0].next.at == TUESDAY + WEEK


async def test_a_person_gets_one_message_a_day_whatever_they_subscribed_to(store: OpenStore) -> None:
    for when in ("every Tuesday 10:00", "every Tuesday 11:00", "daily 12:00"):
        wanted = Wanted(read(when), Calendar("Europe/London"))
        await store.subscriptions.add(BOB, BOB.id, wanted, TUESDAY - HOUR, direct=True)
    for hour in range(4):
        await ticked(store, TUESDAY + hour * HOUR)
    assert await due(store) == [(BOB.id, PROACTIVE, "2026-03-03", "claimed")]


async def test_a_week_of_silence_is_made_up_for_once(store: OpenStore) -> None:
    daily = Wanted(read("daily 10:00"), Calendar("Europe/London"))
    await channel(store, "C1", daily)
    assert await ticked(store, TUESDAY + WEEK + HOUR) == 1
    assert [row[2] for row in await due(store)] == ["2026-03-10T10:00"]


async def test_what_was_missed_in_the_night_waits_for_the_morning(store: OpenStore) -> None:
    quiet = Wanted(read("every Tuesday 10:00"), Calendar("Europe/London", (time(20), time(8))))
    await channel(store, "C1", quiet)
    night = datetime(2026, 3, 4, 23, 0, tzinfo=UTC)
    assert await ticked(store, night) == 0
    assert await ticked(store, datetime(2026, 3, 5, 8, 0, tzinfo=UTC)) == 1
    assert [row[2] for row in await due(store)] == ["2026-03-03T10:00"]


async def test_paused_skipped_and_stopped_send_nothing_until_they_go_on(store: OpenStore) -> None:
    one = await channel(store)
    skipped = await store.subscriptions.skip("T1", one.id, MONDAY)
    assert skipped and skipped.next and skipped.next.at == TUESDAY + WEEK
    paused = await store.subscriptions.pause("T1", one.id, TUESDAY + 2 * WEEK, MONDAY)
    assert paused and paused.next and paused.next.at == TUESDAY + 3 * WEEK and paused.paused_until
    stopped = await store.subscriptions.stop("T1", one.id, "is_archived", MONDAY)
    assert stopped and not stopped.active and stopped.why == "is_archived" and stopped.next is None
    assert await store.subscriptions.stop("T1", one.id, "is_archived", MONDAY) is None, "told once"
    assert await ticked(store, TUESDAY + 9 * WEEK) == 0
    resumed = await store.subscriptions.resume("T1", one.id, MONDAY)
    assert resumed and resumed.active and resumed.next and resumed.next.at == TUESDAY and not resumed.paused_until


async def test_a_person_who_moves_has_their_tips_at_their_own_hour(store: OpenStore) -> None:
    wanted = Wanted(read("every Tuesday 10:00"), Calendar("Europe/London"), own_zone=True)
    theirs = await store.subscriptions.add(BOB, BOB.id, wanted, MONDAY, direct=True)
    fixed = await store.subscriptions.add(ANN, ANN.id, TUESDAYS, MONDAY, direct=True)
    assert await store.subscriptions.rezone("T1", {BOB.id: "America/New_York", ANN.id: "America/New_York"}, MONDAY) == 1
    moved = await store.subscriptions.get("T1", theirs.id)
    assert moved and moved.next and moved.next.at == TUESDAY + 5 * HOUR
    assert await store.subscriptions.get("T1", fixed.id) == fixed


async def test_a_clock_that_was_a_year_ahead_does_not_silence_anybody(store: OpenStore) -> None:
    one = await channel(store)
    await ticked(store, TUESDAY + 52 * WEEK)
    assert await store.subscriptions.mend(MONDAY) == 1
    found = await store.subscriptions.get("T1", one.id)
    assert found and found.next and found.next.at == TUESDAY
    assert await store.subscriptions.mend(MONDAY) == 0


async def test_a_zone_that_is_none_any_more_stops_its_own_subscription_only(store: OpenStore) -> None:
    one = await channel(store)
    await channel(store, "C2")
    await store.database.write(
        lambda connection: connection.execute(update(table).where(table.c.id == one.id).values(zone="Atlantis/City"))
    )
    assert await ticked(store, TUESDAY) == 1
    found = await store.subscriptions.get("T1", one.id)
    assert found and not found.active and found.why == "zone"


async def test_forgetting_somebody_deletes_what_they_get_and_keeps_what_they_set_up(store: OpenStore) -> None:
    await channel(store)
    await store.subscriptions.add(ANN, ANN.id, TUESDAYS, MONDAY, direct=True)
    await ticked(store, TUESDAY)
    kept = await store.privacy.forget(ANN, TUESDAY)
    assert {part.what: part.count for part in kept.parts if part.what.startswith("tips")} == {
        "tips": 1, "tips_shown": 0, "tips_set_up": 1, "tips_written": 0,
    }  # fmt: skip
    assert [one.target for one in await store.subscriptions.set_by(Person("T1", ANN.id))] == ["C1"]
    assert ANN.id not in str(await due(store))
