"""What hinders one tip hinders no other, and nobody gets two unasked messages on one day."""

import threading
from collections.abc import Sequence
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.flows.ports import NotSent
from bot.flows.shapes import Job, Person
from bot.flows.tip_shapes import GOING_ROUND, Wanted
from bot.library.tips import Living, Tips
from bot.schedules import Calendar, read
from bot.store.tables import deliveries, subscriptions
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.test_arriving import now, subscribed, until_next
from tests.fronts.slack.tips.test_pace import lives_by_slacks_clock

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def wished(there: Company, when: str, calendar: Calendar, target: str = "") -> int:
    """Tips for a channel, or for Ann."""
    assert there.running
    store, setter = there.running.store, Person(there.team.id, there.ann.id)
    wanted = Wanted(read(when), calendar)
    one = await store.subscriptions.add(setter, target or there.ann.id, wanted, now(there), direct=not target)
    return one.id


async def until(there: Company, weekday: int, at: time) -> None:
    """Move the clock to the next such weekday (UTC) and hour, and wait until all is said."""
    await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))  # a jump would lose it
    here = now(there)
    day = here.date() + timedelta(days=(weekday - here.weekday()) % 7)
    there_is = here.replace(year=day.year, month=day.month, day=day.day, hour=at.hour, minute=at.minute, second=5)
    await there.later(((there_is - here) % timedelta(days=7)).total_seconds())
    await settled(there)


async def settled(there: Company) -> None:
    """A tick looked, and what it found was done."""
    assert there.running
    while (await there.running.store.subscriptions.tick(now(there), 500)).looked_at:
        there.running.engine.nudge()
    await there.quiet()


async def states(there: Company) -> Sequence[tuple[str, str]]:
    """What became of the tips."""
    assert there.running
    is_tip = deliveries.c.due_at.is_not(None)
    query = select(deliveries.c.state, deliveries.c.why).where(is_tip).order_by(deliveries.c.id)
    rows = await there.running.store.database.read(lambda connection: connection.execute(query).all())
    return [(row.state, row.why) for row in rows]


async def test_two_subscriptions_in_different_zones_bring_one_message_a_day(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await until(there, 6, time(12))
        await wished(there, "every Tuesday 01:00", Calendar("Asia/Tokyo"))  # Monday 16:00 in London
        await wished(there, "every Monday 18:00", Calendar("Europe/London"))
        await until(there, 0, time(16))
        assert len(there.answers(there.dm())) == 1
        await until(there, 0, time(18))
        await until(there, 0, time(20))
        assert len(there.answers(there.dm())) == 1


async def test_what_was_missed_yesterday_and_is_made_up_for_is_todays_only_message(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await until(there, 5, time(12))
        await wished(there, "daily 10:00", Calendar("UTC"))
        await until(there, 0, time(7))  # the bot was down on Sunday
        assert len(there.answers(there.dm())) == 1
        await until(there, 0, time(12))
        assert len(there.answers(there.dm())) == 1
        await until(there, 1, time(12))
        assert len(there.answers(there.dm())) == 2


async def test_a_pause_holds_back_what_was_due_and_waited(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        one = await subscribed(there, there.general.id)
        lives_by_slacks_clock(there)
        there.slack.faults.rate_limit("chat.postMessage", retry_after=600)
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.slack.called("chat.postMessage"))
        await there.quiet()
        assert there.running
        await there.running.store.subscriptions.pause(there.team.id, one, now(there) + 30 * DAY, now(there))
        for _ in range(3):
            await there.later(700)
            await settled(there)
        assert not there.answers(there.general)


async def test_a_tip_whose_zone_is_none_holds_up_no_other(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        other = there.team.channel("other", [there.ann])
        there.bot.joins(other)
        broken, whole = await subscribed(there, there.general.id), await subscribed(there, other.id)
        assert there.running
        store = there.running.store
        await store.database.write(
            lambda connection: connection.execute(
                update(subscriptions).where(subscriptions.c.id == broken).values(zone="Atlantis/City")
            )
        )
        both = {there.general.id: False, other.id: False}
        whose = {there.general.id: broken, other.id: whole}
        await store.tips.post(there.team.id, both, "order-call-to-cancel", GOING_ROUND, "one", now(there), whose)
        there.running.engine.nudge()
        await there.slack.until(lambda: there.answers(other))
        await there.quiet()
        assert not there.answers(there.general)


async def test_whoever_set_up_what_has_no_zone_any_more_is_told_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await subscribed(there, there.general.id)
        assert there.running
        await there.running.store.database.write(
            lambda connection: connection.execute(
                update(subscriptions).where(subscriptions.c.id == one).values(zone="Atlantis/City")
            )
        )
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.dm()))
        assert "time zone" in read_out(there.answers(there.dm())[0].blocks)
        await there.later(7 * 86400)
        await settled(there)
        assert len(there.answers(there.dm())) == 1


async def test_what_is_due_in_a_workspace_that_is_no_more_is_listed(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        store, postman = there.running.store, there.running.front.postman
        await store.tips.post("T0GONE", {"C1": False}, "order-call-to-cancel", GOING_ROUND, "one", now(there))
        with pytest.raises(NotSent):
            await postman.work(Job(1, "one", "T0GONE", "tips", b"", 1, 0, now(there)))
        assert await states(there) == [("refused", "not_sent")]


async def test_a_tip_that_waits_for_the_morning_is_not_given_up_with_those_of_an_earlier_morning(
    tmp_path: Path,
) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        other = there.team.channel("other", [there.ann])
        there.bot.joins(other)
        await until(there, 0, time(20))
        first = await wished(there, "every Friday 10:00", Calendar("UTC", (time(19), time(3))), there.general.id)
        second = await wished(there, "every Friday 10:00", Calendar("UTC", (time(19), time(5))), other.id)
        both, whose = {there.general.id: False, other.id: False}, {there.general.id: first, other.id: second}
        assert there.running
        await there.running.store.tips.post(
            there.team.id, both, "order-call-to-cancel", GOING_ROUND, "one", now(there), whose
        )
        there.running.engine.nudge()
        await settled(there)
        for hour in (3, 5):
            await until(there, 1, time(hour, 1))
            await there.later(120)
            await settled(there)
        assert (len(there.answers(there.general)), len(there.answers(other))) == (1, 1), await states(there)


async def test_what_goes_round_reaches_those_whose_quiet_hours_last_for_long(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await until(there, 0, time(19))
        one = await wished(there, "every Friday 10:00", Calendar("UTC", (time(18), time(9))), there.general.id)
        assert there.running
        await there.running.store.tips.post(
            there.team.id, {there.general.id: False}, "order-call-to-cancel", GOING_ROUND, "one", now(there),
            {there.general.id: one},
        )  # fmt: skip
        there.running.engine.nudge()
        await settled(there)
        await until(there, 1, time(9, 1))
        await there.later(120)
        await settled(there)
        assert len(there.answers(there.general)) == 1, await states(there)


async def test_a_tip_comes_while_the_folder_of_tips_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A network drive may hang for ever."""
    answers, asked = threading.Event(), []

    def hangs(living: Living) -> Tips:
        asked.append(1)
        answers.wait()
        return living.tips

    try:
        async with company(tmp_path) as there:
            there.bot.joins(there.general)
            await subscribed(there, there.general.id)
            monkeypatch.setattr(Living, "refreshed", hangs)
            await there.later(61)
            await there.slack.until(lambda: asked)
            await until_next(there, there.general.id)
            await there.slack.until(lambda: there.answers(there.general))
            assert len(asked) == 1
    finally:
        answers.set()
