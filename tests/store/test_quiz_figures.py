"""A month is reckoned once: what somebody does later, or that they are forgotten, changes nothing of it."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.flows.quiz_figures import Digest, MonthFigures
from bot.flows.shapes import Person
from bot.store import Keys, OpenStore, open_store
from bot.store.quiz_tables import quiz_figures
from tests.figures import DECEMBER, JANUARY, NOVEMBER, TEAM, answer, everybody, our_questions

pytestmark = pytest.mark.thorough  # the main ways stand beside it

QUESTIONS = our_questions()
DIGEST = Digest("C1", "Europe/London", "en", "2026-11")


async def months(store: OpenStore, now: datetime) -> Mapping[str, MonthFigures]:
    return {one.month: one for one in await store.quiz_figures.months(TEAM, now)}


async def kept(store: OpenStore) -> list[tuple[str, ...]]:
    query = select(quiz_figures).order_by(quiz_figures.c.workspace, quiz_figures.c.month)
    return await store.database.read(lambda connection: [tuple(row) for row in connection.execute(query)])


async def test_of_four_people_nothing_is_known_and_of_five_their_figures(store: OpenStore) -> None:
    await everybody(store, 4, NOVEMBER, QUESTIONS)
    await everybody(store, 5, DECEMBER, QUESTIONS)
    found = await months(store, JANUARY)
    few, enough = found["2026-11"].figures, found["2026-12"].figures
    assert (few.people, few.answers, few.spotting.overall, few.trusting.overall) == (None, None, None, None)
    assert not few.spotting.by_topic and not few.trusting.by_difficulty
    assert (enough.people, enough.answers) == (5, 40)
    assert enough.spotting.overall is None, "those four answered the same questions before: one first answer is left"


async def test_first_answers_of_five_are_measured(store: OpenStore) -> None:
    await everybody(store, 5, NOVEMBER, QUESTIONS)
    figures = (await months(store, DECEMBER))["2026-11"].figures
    assert figures.spotting.overall and figures.trusting.overall
    assert (figures.spotting.overall.percent, figures.spotting.overall.people) == (80, 5)
    topics = {one.topic for one in QUESTIONS if not one.genuine}
    assert {*figures.spotting.by_topic} <= topics and {one.percent for one in figures.spotting.by_topic.values()} == {
        80
    }


async def test_nothing_of_a_month_is_shown_before_it_is_over_everywhere(store: OpenStore) -> None:
    await everybody(store, 6, NOVEMBER, QUESTIONS)
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    for now in (NOVEMBER, ends - timedelta(seconds=1), ends, ends + timedelta(minutes=59)):
        assert not await months(store, now)
        assert not await store.quiz_figures.reckon(now)
    assert [*await months(store, ends + timedelta(hours=1))] == ["2026-11"]


async def test_the_last_second_and_the_first_are_of_different_months(store: OpenStore) -> None:
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    half = len(QUESTIONS) // 2
    await everybody(store, 5, ends - timedelta(microseconds=1), QUESTIONS[:half])
    await everybody(store, 5, ends, QUESTIONS[half:])
    found = await months(store, JANUARY)
    assert [one.figures.answers for one in found.values()] == [5 * half, 5 * half]


async def test_a_month_in_which_nobody_answered_looks_like_one_in_which_few_did(store: OpenStore) -> None:
    await everybody(store, 5, NOVEMBER, QUESTIONS[:4])
    await everybody(store, 2, datetime(2027, 1, 9, tzinfo=UTC), QUESTIONS[4:])
    found = await months(store, datetime(2027, 2, 9, tzinfo=UTC))
    assert [*found] == ["2026-11", "2026-12", "2027-01"]
    assert found["2026-12"].figures == found["2027-01"].figures


async def test_whoever_is_forgotten_stays_in_old_months_and_is_in_no_new_one(store: OpenStore) -> None:
    await everybody(store, 6, NOVEMBER, QUESTIONS[:4])
    before = (await months(store, DECEMBER))["2026-11"]
    await everybody(store, 6, DECEMBER, QUESTIONS[4:])
    await store.privacy.forget(Person(TEAM, "U0"), DECEMBER)
    found = await months(store, JANUARY)
    assert found["2026-11"] == before and before.figures.people == 6
    new = found["2026-12"].figures
    assert new.people == 5 and new.spotting.overall
    assert new.spotting.overall.percent == 95, "the one who got everything wrong is not in it"


async def test_an_answer_that_comes_too_late_changes_nothing(store: OpenStore) -> None:
    """A clock that was set back: with and without it, somebody could subtract."""
    await everybody(store, 5, NOVEMBER, QUESTIONS)
    before = await months(store, DECEMBER)
    await answer(store, "LATE", NOVEMBER, QUESTIONS, wrong=8)
    assert await months(store, DECEMBER) == before
    await everybody(store, 4, DECEMBER, QUESTIONS)
    assert (await months(store, JANUARY))["2026-12"].figures.people is None
    await answer(store, "U9", DECEMBER, QUESTIONS)
    assert (await months(store, JANUARY))["2026-12"].figures.people is None, "that there were four is written, too"


async def test_two_who_reckon_at_once_write_one_row_and_both_read_it(either_url: str, key: str) -> None:
    store = await open_store(either_url, keys=Keys(key))
    await everybody(store, 5, NOVEMBER, QUESTIONS)
    several = [months(store, DECEMBER) for _ in range(8)] + [months(store, DECEMBER + timedelta(seconds=1))]
    found = await asyncio.gather(*several)
    assert len(await kept(store)) == 1 and all(one == found[0] for one in found)
    assert sum(await asyncio.gather(*(store.quiz_figures.reckon(DECEMBER) for _ in range(4)))) == 0
    await store.close()


async def test_the_month_is_reckoned_in_every_workspace_where_anybody_answered(store: OpenStore) -> None:
    for team in ("T1", "T2"):
        await everybody(store, 5, NOVEMBER, QUESTIONS[:2], team)
    assert await store.quiz_figures.reckon(DECEMBER) == 2
    assert await store.quiz_figures.reckon(DECEMBER) == 0
    assert [row[:2] for row in await kept(store)] == [("T1", "2026-11"), ("T2", "2026-11")]
    await store.privacy.forget_workspace("T1")
    assert [row[0] for row in await kept(store)] == ["T2"]


async def test_what_is_kept_of_a_month_names_nobody(store: OpenStore) -> None:
    people = [f"U-{name}" for name in ("ANN", "BOB", "CAT", "DAN", "EVE")]
    for one in people:
        await answer(store, one, NOVEMBER, QUESTIONS)
    await months(store, DECEMBER)
    assert not [one for one in people if one in str(await kept(store))]


async def test_a_channel_is_chosen_told_and_let_go(store: OpenStore) -> None:
    figures = store.quiz_figures
    assert await figures.digest(TEAM) is None
    await figures.save_digest(TEAM, DIGEST)
    await figures.save_digest("T2", DIGEST)
    assert await figures.digests() == [("T1", DIGEST), ("T2", DIGEST)]
    after = Digest("C1", "Europe/London", "en", "2026-12")
    assert await figures.told(TEAM, DIGEST, after) and await figures.digest(TEAM) == after
    assert not await figures.told(TEAM, DIGEST, DIGEST), "it is not as they knew it any more"
    await figures.save_digest(TEAM, None)
    assert [one for one, _ in await figures.digests()] == ["T2"]


async def test_forgetting_a_person_leaves_the_channel_that_the_company_chose(store: OpenStore) -> None:
    await store.quiz_figures.save_digest(TEAM, DIGEST)
    await store.privacy.forget(Person(TEAM, "U1"), DECEMBER)
    assert await store.quiz_figures.digest(TEAM) == DIGEST
