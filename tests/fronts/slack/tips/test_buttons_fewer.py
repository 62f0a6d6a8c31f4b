""" "Fewer of these": fewer come, step by step, and whoever pressed can see what it is now, and go back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.flows.fewer_tips import rarer, read_steps, written
from bot.flows.shapes import Person
from bot.flows.tip_shapes import Subscription
from bot.localslack.world.messages import Message
from bot.schedules import Calendar, When
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.pressed import (
    FEWER,
    STOP,
    UNDO,
    below,
    channel_tip,
    counts,
    next_tip,
    own_tip,
    press,
    said_in_thread,
    said_to,
)
from tests.fronts.slack.tips.test_arriving import now, subscribed

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
GONE = "**Fine. I send you no more tips.** Want them back one day? Write /legit tips.\n\n[Undo]"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("weekly tue 10:00", "every-2 tue 10:00"),
        ("every-2 tue 10:00", "monthly first tue 10:00"),
        ("every-3 fri 16:30", "monthly first fri 16:30"),
        ("monthly first tue 10:00", None),
        ("every-8 tue 10:00", None),
        ("weekly mon,tue,wed,thu,fri,sat,sun 09:00", "weekly tue 09:00"),
        ("weekly mon,tue,wed,thu,fri 09:00", "weekly tue 09:00"),
        ("weekly mon,thu 09:00", "weekly mon 09:00"),
        ("every-2 mon,thu 09:00", "every-2 thu 09:00"),
        ("monthly 1,15 10:00", "monthly first sun 10:00"),
        ("monthly first,third mon 10:00", "monthly first mon 10:00"),
        ("monthly last 09:00", None),
        ("cron 0 10 * * TUE", "every-2 tue 10:00"),
        ("cron 0 10 * * *", "weekly tue 10:00"),
        ("cron 0 10 1 * *", None),
    ],
)
def test_each_rule_has_one_that_comes_about_half_as_often(before: str, after: str | None) -> None:
    calendar = Calendar("Europe/London", since=datetime(2026, 11, 1, tzinfo=UTC).date())
    found = rarer(When.parse(before), calendar, TUESDAY)
    assert (str(found) if found else None) == after


async def test_a_persons_tips_come_fewer_step_by_step_until_they_end(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.later(_until_monday(there))
        await subscribed(there, there.ann.id, "weekdays at 10", direct=True)
        told = [await _pressed_at_next(there) for _ in range(4)]
        assert told == [
            "**Fine. From now on I write every Tuesday at 10:00.**\n\n[Undo] [Stop these tips]",
            "**Fine. From now on I write every other Tuesday at 10:00.**\n\n[Undo] [Stop these tips]",
            "**Fine. From now on I write on the first Tuesday of the month at 10:00.**\n\n[Undo] [Stop these tips]",
            GONE,
        ]
        assert not (await _subscription(there)).active


async def test_the_next_one_comes_later_than_it_would_have(tmp_path: Path) -> None:
    """Every other week might else begin with the very next one."""
    for day, folder in enumerate((tmp_path / "a", tmp_path / "b")):
        folder.mkdir()
        async with company(folder) as there:
            await subscribed(there, there.ann.id, direct=True)
            for _ in range(day):
                await next_tip(there, there.dm(), there.ann.id)
            tip = await next_tip(there, there.dm(), there.ann.id)
            await press(there, there.ann, tip, FEWER)
            following = (await _subscription(there)).next
            assert following and following.at - now(there) > timedelta(days=8)


async def test_a_double_press_and_another_press_at_the_same_tip_take_one_step(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        for seconds in (0, 0, 120):
            await there.later(seconds)
            await press(there, there.ann, tip, FEWER)
        assert str((await _subscription(there)).wanted.when) == "every-2 tue 10:00"
        assert said_in_thread(there, tip)[-1] == (
            "**Your tips come every other Tuesday at 10:00 now.** To choose another time, write /legit tips."
            "\n\n[Stop these tips]"
        )
        assert await counts(there, tip) == {"fewer": 1}


async def test_where_slack_is_busy_the_step_is_taken_once_and_told_once(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        there.slack.faults.rate_limit("chat.postMessage", retry_after=1)
        await there.ann.presses(tip, FEWER)
        await there.slack.until(lambda: said_in_thread(there, tip))
        await there.quiet()
        assert any(call.response.get("error") == "ratelimited" for call in there.slack.calls)
        assert str((await _subscription(there)).wanted.when) == "every-2 tue 10:00"
        (told,) = said_in_thread(there, tip)
        assert told.startswith("**Fine. From now on I write every other Tuesday at 10:00.**")


async def test_undo_brings_back_what_was_before(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        await press(there, there.ann, tip, FEWER)
        await press(there, there.ann, _last(there, tip), UNDO)
        assert said_in_thread(there, tip)[-1] == "**Good. I write every Tuesday at 10:00 again.**"
        assert str((await _subscription(there)).wanted.when) == "weekly tue 10:00"


async def test_stop_ends_them_all_and_can_be_undone(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        await subscribed(there, there.ann.id, "every Friday 9:00", direct=True)
        await press(there, there.ann, tip, FEWER)
        assert "• every other Tuesday at 10:00\n• every other Friday at 09:00" in said_in_thread(there, tip)[-1]
        await press(there, there.ann, _last(there, tip), STOP)
        assert said_in_thread(there, tip)[-1] == GONE
        assert not any(one.active for one in await _subscriptions(there))
        await press(there, there.ann, _last(there, tip), UNDO)
        assert [str(one.wanted.when) for one in await _subscriptions(there) if one.active] == [
            "weekly tue 10:00", "weekly fri 09:00",
        ]  # fmt: skip


async def test_what_was_rare_already_ends_and_that_is_said(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await subscribed(there, there.ann.id, "first Monday of the month at 9:00", direct=True)
        tip = await own_tip(there)
        await press(there, there.ann, tip, FEWER)
        assert said_in_thread(there, tip) == [
            "**Fine. From now on I write every other Tuesday at 10:00.**\n\nWhat came once a month or less has ended."
            "\n\n[Undo] [Stop these tips]"
        ]
        await press(there, there.ann, _last(there, tip), UNDO)
        assert said_in_thread(there, tip)[-1] == (
            "**Good. I write at these times again:**\n\n"
            "• the first Monday of the month at 09:00\n• every Tuesday at 10:00"
        )


async def test_undo_leaves_alone_what_was_chosen_meanwhile(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        tip = await own_tip(there)
        await press(there, there.ann, tip, FEWER)
        one = await _subscription(there)
        chosen = type(one.wanted)(When.parse("weekly thu 15:00"), one.wanted.calendar)
        await there.running.store.subscriptions.change(there.team.id, one.id, chosen, now(there))
        await press(there, there.ann, _last(there, tip), UNDO)
        assert said_in_thread(there, tip)[-1] == "**Good. I write every Thursday at 15:00 again.**"
        assert str((await _subscription(there)).wanted.when) == "weekly thu 15:00"


async def test_a_pause_stays_a_pause(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        tip = await own_tip(there)
        until = now(there) + timedelta(days=40)
        await there.running.store.subscriptions.pause(there.team.id, (await _subscription(there)).id, until, now(there))
        await press(there, there.ann, tip, FEWER)
        one = await _subscription(there)
        assert str(one.wanted.when) == "every-2 tue 10:00"
        assert one.paused_until == until and one.next and one.next.at > until


async def test_who_has_no_tips_planned_is_told_so(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        tip = await own_tip(there)
        await there.running.store.subscriptions.delete(there.team.id, (await _subscription(there)).id)
        await press(there, there.ann, tip, FEWER)
        assert said_in_thread(there, tip) == [
            "**I have no tips planned for you, so nothing changes.** You can see that with /legit tips."
        ]


async def test_a_channels_tips_are_set_up_by_somebody_and_stay_as_they_are(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        for person in (there.bob, there.ann):
            await press(there, person, tip, FEWER)
        assert said_to(there.bob, there.general) == [
            "**I noted it, without your name.** Whoever set up the tips here can change how often they come, "
            "with /legit tips."
        ]
        assert said_to(there.ann, there.general) == [
            "**I noted it.** You set up the tips here. Write /legit tips to change how often they come."
        ]
        assert await counts(there, tip) == {"fewer": 2}
        assert not there.answers(there.dm()), "two are not many"


async def test_after_three_presses_whoever_set_them_up_hears_of_it_once_a_month(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.later(_until_first(there))
        await there.quiet()
        tip = await channel_tip(there)
        people = [there.team.person(name) for name in ("Cem Oz", "Dee Lim", "Flo Ray", "Gus Orr")]
        for person in people:
            await person.joins(there.general)
            await press(there, person, tip, FEWER)
        (told,) = there.answers(there.dm())
        assert read_out(told.blocks).startswith("**Some people in ")
        assert "You set these tips up. Write /legit tips to change how often they come." in read_out(told.blocks)
        assert not any(one.id in str(told.body) for one in people)
        await there.later(31 * 86_400)
        await there.quiet()
        for person in people[:3]:
            await press(there, person, tip, FEWER)
        assert len(there.answers(there.dm())) == 2


def test_what_a_button_carries_is_read_back_and_anything_else_is_nothing() -> None:
    steps = read_steps('[[7, "weekly tue 10:00", "every-2 tue 10:00"], [8, "monthly first tue 10:00", ""]]')
    assert [one.id for one in steps] == [7, 8] and steps[1].new is None
    assert read_steps(written(steps)) == steps
    for text in ("", "{", "[1]", '[["x", "weekly tue 10:00", ""]]', '[[1, "no rule", ""]]', "null", "5"):
        assert list(read_steps(text)) == []


async def test_nobody_undoes_what_is_not_theirs(tmp_path: Path) -> None:
    """The ids in a button come back from Slack: they name what is the person's own, or nothing."""
    async with company(tmp_path) as there:
        assert there.running
        tip = await own_tip(there)
        await press(there, there.ann, tip, FEWER)
        mine = await _subscription(there)
        theirs = await subscribed(there, there.bob.id, "every other Friday 9:00", direct=True)
        message = _last(there, tip)
        for block in message.body["blocks"]:
            for one in block.get("elements", ()):
                if one.get("action_id") == UNDO:
                    one["value"] = f'[[{theirs}, "weekly fri 09:00", "every-2 fri 09:00"]]'
        await press(there, there.ann, message, UNDO)
        found = await there.running.store.subscriptions.get(there.team.id, theirs)
        assert found and str(found.wanted.when) == "every-2 fri 09:00"
        assert (await _subscription(there)).wanted.when == mine.wanted.when


# ── Tools ───────────────────────────────────────────────────────────────────────────────────────────────────────


async def _pressed_at_next(there: Company) -> str:
    tip = await next_tip(there, there.dm(), there.ann.id)
    await press(there, there.ann, tip, FEWER)
    return said_in_thread(there, tip)[-1]


def _last(there: Company, tip: Message) -> Message:
    return below(there, tip)[-1]


async def _subscriptions(there: Company) -> list[Subscription]:
    assert there.running
    person = Person(there.team.id, there.ann.id)
    return [*await there.running.store.subscriptions.of_target(person.workspace, person.id)]


async def _subscription(there: Company) -> Subscription:
    (one,) = await _subscriptions(there)
    return one


def _until_monday(there: Company) -> float:
    """Seconds until noon of the next Monday, so that the next weekday is a Tuesday."""
    today = now(there)
    monday = today.replace(hour=12, minute=0) + timedelta(days=(7 - today.weekday()) % 7)
    return ((monday if monday > today else monday + timedelta(days=7)) - today).total_seconds()


def _until_first(there: Company) -> float:
    """Seconds until the first of the next month: what comes in the week after is in one month."""
    today = now(there)
    first = (today.replace(day=1, hour=12, minute=0) + timedelta(days=32)).replace(day=1)
    return (first - today).total_seconds()
