"""The questions that a company made: its own, each once, and nobody's change undoes another's."""

from datetime import UTC, datetime, timedelta

from bot.flows.shapes import Person
from bot.store.store import OpenStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANN, BOB, ELSEWHERE = Person("T1", "U1"), Person("T1", "U2"), Person("T2", "U3")


async def test_each_company_has_its_own(store: OpenStore) -> None:
    assert await store.own_questions.add(ANN, "fee", "text", NOW)
    assert await store.own_questions.add(ELSEWHERE, "fee", "other", NOW)
    (ours,) = await store.own_questions.all("T1")
    assert (ours.id, ours.text, ours.person, ours.at) == ("fee", "text", "U1", NOW)
    assert await store.own_questions.delete("T1", "fee") and not await store.own_questions.delete("T1", "fee")
    assert [one.text for one in await store.own_questions.all("T2")] == ["other"]


async def test_a_second_one_of_the_same_name_is_not_written(store: OpenStore) -> None:
    assert await store.own_questions.add(ANN, "fee", "by ann", NOW)
    assert not await store.own_questions.add(BOB, "fee", "by bob", NOW)
    assert [one.text for one in await store.own_questions.all("T1")] == ["by ann"]


async def test_who_changes_what_somebody_changed_meanwhile_changes_nothing(store: OpenStore) -> None:
    await store.own_questions.add(ANN, "fee", "first", NOW)
    (before,) = await store.own_questions.all("T1")
    seen = {await store.own_questions.version("T1")}
    assert await store.own_questions.change(BOB, before, "by bob", NOW + timedelta(seconds=1))
    assert not await store.own_questions.change(ANN, before, "by ann", NOW + timedelta(seconds=2))
    (after,) = await store.own_questions.all("T1")
    assert (after.text, after.person) == ("by bob", "U2")
    seen.add(await store.own_questions.version("T1"))
    await store.own_questions.delete("T1", "fee")
    seen.add(await store.own_questions.version("T1"))
    assert len(seen) == 3


async def test_a_change_by_a_clock_that_is_behind_is_seen_as_well(store: OpenStore) -> None:
    await store.own_questions.add(ANN, "fee", "first", NOW)
    await store.own_questions.add(ANN, "gift", "first", NOW + timedelta(hours=1))
    seen = {await store.own_questions.version("T1")}
    (fee, _) = await store.own_questions.all("T1")
    assert await store.own_questions.change(BOB, fee, "second", NOW + timedelta(seconds=1))
    seen.add(await store.own_questions.version("T1"))
    await store.own_questions.delete("T1", "fee")
    await store.own_questions.add(BOB, "loan", "first", NOW + timedelta(seconds=1))
    seen.add(await store.own_questions.version("T1"))
    assert len(seen) == 3
