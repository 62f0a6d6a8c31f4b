"""One subscription that cannot be reckoned, a clock that was wrong, and many of them: the others have their tips."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from bot.flows.tip_shapes import Subscription
from bot.store import OpenStore
from bot.store.tables import jobs
from bot.store.tables import subscriptions as table
from tests.store.conftest import ANN, BOB
from tests.store.test_subscriptions import DAY, MINUTE, MONDAY, TUESDAY, TUESDAYS, WEEK, channel, ticked


async def spoilt(store: OpenStore, one: Subscription, **columns: Any) -> None:
    """As an older or newer version, or a hand in the database, would leave it."""
    row = update(table).where(table.c.id == one.id).values(**columns)
    await store.database.write(lambda connection: connection.execute(row))


async def state_of(store: OpenStore, one: Subscription) -> tuple[str, str]:
    query = select(table.c.state, table.c.why).where(table.c.id == one.id)
    found = await store.database.read(lambda connection: connection.execute(query).one())
    return found.state, found.why


async def test_a_rule_that_cannot_be_read_stops_its_own_subscription_only(store: OpenStore) -> None:
    for number, columns in enumerate(({"rule": "whenever I like"}, {"quiet": "late-early"}, {"country": "XX-YY"})):
        await spoilt(store, await channel(store, f"C{number}"), **columns)
    whole = await channel(store, "C9")
    assert await ticked(store, TUESDAY) == 1
    assert await ticked(store, TUESDAY + WEEK) == 1
    found = [one.target for one in await store.subscriptions.of_workspace("T1") if one.active]
    assert found == ["C9"] and await store.subscriptions.get("T1", whole.id)


async def test_what_cannot_be_read_is_missing_from_the_pages_and_keeps_nobody_from_them(store: OpenStore) -> None:
    broken, whole = await channel(store), await channel(store)
    await spoilt(store, broken, rule="whenever I like")
    assert await store.subscriptions.get("T1", broken.id) is None
    assert await store.subscriptions.of_target("T1", "C1") == [whole]
    assert await store.subscriptions.delete("T1", broken.id), "and it can be deleted"


async def test_what_is_due_by_a_rule_that_cannot_be_read_holds_nothing_up(store: OpenStore) -> None:
    broken = await channel(store)
    await channel(store, "C2")
    await ticked(store, TUESDAY)
    await spoilt(store, broken, rule="whenever I like")
    found = await store.tips.ready("T1", TUESDAY, 9)
    assert [(one.target, one.subscription is None) for one in found] == [("C1", True), ("C2", False)]


async def test_a_clock_that_was_ahead_is_mended_for_all_but_what_cannot_be_reckoned(store: OpenStore) -> None:
    broken, whole = await channel(store), await channel(store, "C2")
    await ticked(store, TUESDAY + 52 * WEEK)
    await spoilt(store, broken, zone="Atlantis/City")
    assert await store.subscriptions.mend(MONDAY) == 2
    found = await store.subscriptions.get("T1", whole.id)
    assert found and found.next and found.next.at == TUESDAY
    assert await state_of(store, broken) == ("stopped", "zone")
    assert await store.subscriptions.mend(MONDAY) == 0, "or whoever mends until nothing is left would never end"


async def test_mending_a_clock_ends_no_pause(store: OpenStore) -> None:
    one = await channel(store)
    ahead = MONDAY + DAY / 24
    await store.subscriptions.pause("T1", one.id, TUESDAY + WEEK + MINUTE, ahead)
    assert await store.subscriptions.mend(MONDAY) == 1
    found = await store.subscriptions.get("T1", one.id)
    assert found and found.paused_until == TUESDAY + WEEK + MINUTE
    assert found.next and found.next.at == TUESDAY + 2 * WEEK


async def test_whoever_set_up_what_has_no_zone_any_more_is_told_by_a_job_of_the_same_tick(store: OpenStore) -> None:
    await spoilt(store, await channel(store), zone="Atlantis/City")
    await ticked(store, TUESDAY)
    await ticked(store, TUESDAY + WEEK)
    kinds = await store.database.read(lambda connection: connection.scalars(select(jobs.c.kind)).all())
    assert list(kinds) == ["tips-stopped"]


async def test_people_who_move_are_followed_although_one_of_them_cannot_be_reckoned(store: OpenStore) -> None:
    wanted = replace(TUESDAYS, own_zone=True)
    anns = await store.subscriptions.add(ANN, ANN.id, wanted, MONDAY, direct=True)
    bobs = await store.subscriptions.add(BOB, BOB.id, wanted, MONDAY, direct=True)
    await spoilt(store, anns, country="XX")
    assert await store.subscriptions.rezone("T1", dict.fromkeys((ANN.id, BOB.id), "Asia/Tokyo"), MONDAY) == 1
    found = await store.subscriptions.get("T1", bobs.id)
    assert found and found.wanted.calendar.zone == "Asia/Tokyo"
