"""A tip comes when it is due, where it is wanted, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Person
from bot.flows.tip_shapes import Wanted
from bot.schedules import Calendar, read
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out

WEEK = timedelta(days=7)


def now(there: Company) -> datetime:
    return datetime.fromtimestamp(there.slack.clock.now(), UTC)


async def subscribed(there: Company, target: str, when: str = "every Tuesday 10:00", *, direct: bool = False) -> int:
    assert there.running
    wanted = Wanted(read(when), Calendar("Europe/London"))
    setter = Person(there.team.id, there.ann.id)
    added = await there.running.store.subscriptions.add(setter, target, wanted, now(there), direct=direct)
    return added.id


async def until_next(there: Company, target: str, later: timedelta = timedelta(minutes=1)) -> None:
    """Move the clock to a little after the next time that tips come there."""
    assert there.running
    await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))  # a jump would lose it
    found = await there.running.store.subscriptions.of_target(there.team.id, target)
    at = min(one.next.at for one in found if one.next)
    await there.later((at + later - now(there)).total_seconds())


async def test_a_tip_comes_to_a_channel_when_it_is_due(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        assert not there.answers(there.general)
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        assert len(there.answers(there.general)) == 1


@pytest.mark.thorough
async def test_a_person_gets_theirs_as_a_direct_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.ann.id, direct=True)
        await until_next(there, there.ann.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        assert "[Got it] [Test me] [More on this] [Fewer of these]" in read_out(there.answers(there.dm())[0].blocks)


@pytest.mark.thorough
async def test_each_week_brings_another_tip(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        for number in range(1, 6):
            await until_next(there, there.general.id)
            await there.slack.until(lambda: len(there.answers(there.general)) == number)  # noqa: B023 - awaited here
            await there.quiet()
        said = [read_out(one.blocks) for one in there.answers(there.general)]
        assert len(set(said)) == 5


@pytest.mark.thorough
async def test_a_channel_that_is_archived_stops_and_whoever_set_it_up_is_told_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        there.general.archived = True
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        said = read_out(there.answers(there.dm())[0].blocks)
        assert said.startswith("**I stopped the tips in") and "archived" in said
        assert there.running
        (one,) = await there.running.store.subscriptions.of_target(there.team.id, there.general.id)
        assert not one.active and one.why == "is_archived"
        await there.later(30 * 86400)
        await there.quiet()
        assert len(there.answers(there.dm())) == 1


async def test_where_the_bot_was_removed_the_tips_stop(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.general.id)  # it never joined
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        assert "not in that channel" in read_out(there.answers(there.dm())[0].blocks)


async def test_slack_that_refuses_for_an_hour_has_the_tip_afterwards_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        there.slack.faults.rate_limit("chat.postMessage", retry_after=3600)
        await until_next(there, there.general.id)
        await there.slack.until(lambda: any(call.method == "chat.postMessage" for call in there.slack.calls))
        await there.later(3700)
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        assert len(there.answers(there.general)) == 1


@pytest.mark.thorough
async def test_an_answer_of_slacks_that_is_lost_brings_no_second_tip(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        there.slack.faults.lose_reply("chat.postMessage")
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        assert len(there.answers(there.general)) == 1
        assert there.running
        assert not await there.running.store.deliveries.gaps(now(there)), "it was looked for, and found"


@pytest.mark.thorough
async def test_slack_that_answers_with_errors_for_a_while_has_the_tip_afterwards_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        there.slack.faults.server_error("chat.postMessage")
        await until_next(there, there.general.id)
        await there.slack.until(lambda: any(call.method == "chat.postMessage" for call in there.slack.calls))
        for _ in range(3):
            await there.quiet()
            await there.later(6)
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        assert len(there.answers(there.general)) == 1
        assert there.running
        assert not await there.running.store.deliveries.gaps(now(there))
