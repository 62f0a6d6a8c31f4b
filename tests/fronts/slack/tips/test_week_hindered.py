"""What comes between a question and its result: a restart, a clock that jumps or changes; and many who press."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app.running import Time, running
from bot.flows.shapes import Person as Someone
from bot.flows.week_shapes import Answers
from bot.schedules import Calendar
from tests.fronts.slack.company import Here, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.asked import (
    answers,
    asked,
    questions,
    result,
    results,
    until_closed,
    wants_questions,
    week,
)
from tests.fronts.slack.tips.pressed import said_to
from tests.fronts.slack.tips.test_arriving import now, until_next
from tests.fronts.slack.tips.test_pace import lives_by_slacks_clock
from tests.fronts.slack.trouble.conftest import on_postgresql
from tests.fronts.slack.trouble.scene import Tampered, at_work

PEOPLE = 60
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)])
async def test_sixty_who_answer_at_once_are_each_counted_once_and_told_so(tmp_path: Path, database: str) -> None:
    more = on_postgresql() if database == "postgresql" else {}
    async with company(tmp_path, **more) as there:
        people = [there.team.person(f"Person {number}") for number in range(PEOPLE)]
        for one in people:
            await one.joins(there.general)
        message = await asked(there)
        right = [number % 3 != 0 for number in range(PEOPLE)]
        await asyncio.gather(*(answers(there, one, message, right=is_) for one, is_ in zip(people, right, strict=True)))
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries), 30)
        await asyncio.gather(*(answers(there, one, message) for one in people[:20]))  # impatient ones press again
        await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries), 30)
        await there.slack.until(lambda: all(one.ephemerals(there.general) for one in people), 30)
        await there.quiet()
        assert there.running
        kept = Counter[bool]()
        for one, is_ in zip(people, right, strict=True):
            (answer,) = (await there.running.store.quizzes.past(Someone(there.team.id, one.id))).answered
            assert answer.right is is_
            kept[answer.right] += 1
            assert said_to(one, there.general)[0].startswith(("Noted.", "Your first answer counts."))
        assert kept.total() == PEOPLE
        closes = (await week(there, message)).closes_at
        (due,) = await there.running.store.tips.ready(there.team.id, closes, 100)
        assert due.week and due.week.answers == Answers(PEOPLE, sum(right))
        if database == "sqlite":  # PostgreSQL's own clock makes no jump
            assert f"{PEOPLE} of you answered. Most were right." in await result(there, message)


@pytest.mark.thorough
async def test_a_restart_in_the_middle_loses_no_answer_and_no_result(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there:
        time = Time(lambda: datetime.fromtimestamp(there.slack.clock.now(), UTC), there.slack.clock.sleep)
        async with running(there.config, Here(), time) as there.running:
            message = await asked(there)
            await answers(there, there.ann, message)
            await there.quiet()
        async with running(there.config, Here(), time) as there.running:
            await answers(there, there.ann, message, right=False)
            await answers(there, there.bob, message)
            await there.quiet()
            assert "Your first answer counts." in said_to(there.ann, there.general)[-1]
            closes = (await week(there, message)).closes_at
        there.slack.clock.advance((closes - now(there) + timedelta(hours=2)).total_seconds())  # it is down meanwhile
        async with running(there.config, Here(), time) as there.running:
            await there.slack.until(lambda: results(there, there.general))
            await there.later(86_400)
            await there.quiet()
            past = await there.running.store.quizzes.past(Someone(there.team.id, there.bob.id))
            assert len(past.answered) == 1
        assert len(questions(there, there.general)) == len(results(there, there.general)) == 1


@pytest.mark.thorough
@pytest.mark.parametrize(("days", "comes"), [(3, True), (10, False)])
async def test_a_clock_that_jumps_over_the_end_brings_the_result_once_or_lists_it(
    tmp_path: Path, days: int, comes: bool
) -> None:
    async with company(tmp_path) as there:
        message = await asked(there, when="first Monday of the month at 10:00")
        await answers(there, there.ann, message)
        await there.quiet()
        await until_closed(there, message, timedelta(days=days))
        if comes:
            await there.slack.until(lambda: results(there, there.general))
        await there.quiet()
        await there.later(3600)
        await there.quiet()
        assert len(results(there, there.general)) == int(comes)
        assert there.running
        gaps = await there.running.store.deliveries.gaps(now(there))
        assert [gap.what for gap in gaps] == ([] if comes else ["question-result"])


@pytest.mark.thorough
async def test_a_clock_that_goes_back_brings_nothing_twice_and_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, start=False) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock):
            message = await asked(there)
            await result(there, message)
            clock.ahead = -4 * 3600.0  # it is before the end again, and the answer stands there
            await answers(there, there.ann, message)
            await there.slack.until(lambda: there.ann.ephemerals(there.general))
            assert said_to(there.ann, there.general)[0].startswith("This question is closed")
            await there.later(5 * 3600)
            await there.quiet()
            assert len(questions(there, there.general)) == len(results(there, there.general)) == 1


@pytest.mark.thorough
async def test_a_question_of_a_clock_that_was_years_ahead_is_told_on_the_day_when_the_clock_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, start=False) as there:
        clock = Tampered(there)
        async with at_work(there, monkeypatch, clock=clock):
            there.bot.joins(there.general)
            await wants_questions(there, there.general.id)
            clock.ahead = 400 * 86_400.0
            there.slack.clock.advance(2)
            await there.slack.until(lambda: questions(there, there.general))
            await there.quiet()
            (message,) = questions(there, there.general)
            ahead = (await week(there, message)).closes_at
            clock.ahead = 0
            for _ in range(50):
                there.slack.clock.advance(1)
                await asyncio.sleep(0.05)
                if (await week(there, message)).closes_at < ahead:
                    break
            assert await result(there, message)
            assert ahead - now(there) > timedelta(days=300)


@pytest.mark.thorough
@pytest.mark.parametrize("until_change", ["2027-03-28", "2027-10-31"])
async def test_on_a_day_when_the_clocks_change_the_end_is_at_five_by_the_clock(
    tmp_path: Path, until_change: str
) -> None:
    """Asked at half past midnight, before the clocks change in that night."""
    async with company(tmp_path) as there:
        eve = datetime.fromisoformat(until_change).replace(tzinfo=LONDON) - timedelta(hours=12)
        await there.later((eve - now(there)).total_seconds())
        message = await asked(there, when="every Sunday 0:30")
        closes = (await week(there, message)).closes_at.astimezone(LONDON)
        assert f"{closes:%Y-%m-%d %H:%M}" == f"{until_change} 17:00"
        assert "At 17:00" in read_out(message.blocks)
        assert await result(there, message)


@pytest.mark.thorough
async def test_the_end_is_at_five_where_the_channel_is(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await wants_questions(there, there.general.id, calendar=Calendar("Asia/Tokyo"))
        await until_next(there, there.general.id)
        await there.slack.until(lambda: questions(there, there.general))
        (message,) = questions(there, there.general)
        closes = (await week(there, message)).closes_at
        assert f"{closes:%H:%M}" == "08:00"  # UTC


@pytest.mark.thorough
async def test_a_channel_that_was_archived_meanwhile_hears_nothing_and_gets_no_more(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        message = await asked(there)
        await answers(there, there.ann, message)
        await there.quiet()
        there.general.archived = True
        await until_closed(there, message)
        await there.slack.until(lambda: there.answers(there.dm()))
        assert read_out(there.answers(there.dm())[0].blocks).startswith("**I stopped the quiz questions in")
        assert not results(there, there.general)
        assert there.running
        (one,) = await there.running.store.subscriptions.of_target(there.team.id, there.general.id)
        assert not one.active and one.why == "is_archived"


@pytest.mark.thorough
async def test_a_question_whose_sending_is_in_doubt_gets_no_result_and_is_listed(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.scopes.discard("channels:history")  # nobody may look
        there.bot.joins(there.general)
        await wants_questions(there, there.general.id)
        there.slack.faults.lose_reply("chat.postMessage")
        await until_next(there, there.general.id)
        await there.slack.until(lambda: questions(there, there.general))
        await there.quiet()
        (message,) = questions(there, there.general)
        await answers(there, there.ann, message)
        assert (await there.private_answer(there.ann, there.general)).startswith("Noted.")
        await until_closed(there, message)
        await there.quiet()
        assert not results(there, there.general)
        assert there.running
        (gap,) = await there.running.store.deliveries.gaps(now(there))
        assert (gap.target, gap.what) == (there.general.id, "question")


@pytest.mark.thorough
async def test_a_lost_answer_of_slacks_brings_neither_a_second_question_nor_a_second_result(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await wants_questions(there, there.general.id)
        there.slack.faults.lose_reply("chat.postMessage")
        await until_next(there, there.general.id)
        await there.slack.until(lambda: questions(there, there.general))
        await there.quiet()
        (message,) = questions(there, there.general)
        there.slack.faults.lose_reply("chat.postMessage")
        await result(there, message)
        await there.later(3600)
        await there.quiet()
        assert len(questions(there, there.general)) == len(results(there, there.general)) == 1
        assert there.running
        assert not await there.running.store.deliveries.gaps(now(there))


@pytest.mark.thorough
async def test_slack_that_asks_for_patience_at_the_end_of_the_day_has_the_result_afterwards(tmp_path: Path) -> None:
    """The job has waited for seven hours by then: that is no reason to give it up."""
    async with company(tmp_path) as there:
        lives_by_slacks_clock(there)
        message = await asked(there)
        there.slack.faults.rate_limit("chat.postMessage", retry_after=20)
        await until_closed(there, message)
        await there.slack.until(lambda: there.slack.called("chat.postMessage")[-1].response.get("error"))
        await there.quiet()
        await there.later(30)
        await there.slack.until(lambda: results(there, there.general))
        await there.quiet()
        assert len(results(there, there.general)) == 1
