"""The ledger: never twice, and every gap known."""

import asyncio

import pytest

from bot.flows.ports import Superseded
from bot.flows.shapes import Delivery, DeliveryState, Person
from bot.store import OpenStore
from tests.store.conftest import ANN, BOB, NOW


async def claimed(store: OpenStore, slot: str = "1", person: Person = ANN, channel: str = "D1") -> Delivery:
    return await store.deliveries.claim(person, channel, "answer", slot, NOW)


async def test_a_delivery_is_fresh_once(store: OpenStore) -> None:
    all_at_once = await asyncio.gather(*(claimed(store) for _ in range(20)))
    assert sum(one.fresh for one in all_at_once) == 1
    assert len({(one.id, one.key) for one in all_at_once}) == 1
    assert {one.state for one in all_at_once} == {DeliveryState.CLAIMED}


async def test_each_delivery_has_a_key_of_its_own_that_fits_a_block_id(store: OpenStore) -> None:
    keys = [
        (await claimed(store)).key,
        (await claimed(store, "2")).key,
        (await claimed(store, channel="D2")).key,
        (await claimed(store, person=Person("T2", "U-ANN"))).key,
        (await claimed(store, channel="")).key,
        (await claimed(store, channel="", person=BOB)).key,
    ]
    assert len(set(keys)) == 6
    assert all(key.startswith("legit-") and len(key) == 22 for key in keys)


async def test_where_there_is_no_channel_the_person_is_the_place(store: OpenStore) -> None:
    assert (await claimed(store, channel="", person=ANN)).fresh
    assert (await claimed(store, channel="", person=BOB)).fresh
    assert not (await claimed(store, channel="", person=ANN)).fresh


async def test_what_was_sent_stays_sent(store: OpenStore) -> None:
    delivery = await claimed(store)
    await store.deliveries.sending(delivery, NOW)
    assert (await claimed(store)).state is DeliveryState.SENDING
    await store.deliveries.sent(delivery, "100.2", NOW)
    await store.deliveries.refused(delivery, NOW)
    await store.deliveries.lost(delivery, NOW)
    assert (await claimed(store)).state is DeliveryState.SENT
    with pytest.raises(Superseded):
        await store.deliveries.sending(delivery, NOW)


async def test_what_slack_refused_may_be_sent_again(store: OpenStore) -> None:
    delivery = await claimed(store)
    await store.deliveries.sending(delivery, NOW)
    await store.deliveries.refused(delivery, NOW)
    again = await claimed(store)
    assert (again.state, again.fresh) == (DeliveryState.CLAIMED, False)
    await store.deliveries.sending(again, NOW)


async def test_a_lost_answer_is_told_of_once_and_to_its_person_only(store: OpenStore) -> None:
    for slot in ("1", "2"):
        delivery = await claimed(store, slot)
        await store.deliveries.sending(delivery, NOW)
        await store.deliveries.lost(delivery, NOW)
    assert await store.deliveries.untold(BOB) == 0
    assert await store.deliveries.untold(Person("T2", ANN.id)) == 0
    assert sum(await asyncio.gather(*(store.deliveries.untold(ANN) for _ in range(5)))) == 2
    assert (await claimed(store)).state is DeliveryState.TOLD
    with pytest.raises(Superseded):
        await store.deliveries.sending(delivery, NOW)
