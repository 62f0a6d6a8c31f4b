"""The page shows what a person gets and set up, and its menu does what it says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.flows.shapes import Person
from bot.flows.tip_shapes import Wanted
from bot.fronts.slack.tips import names as tips
from bot.schedules import Calendar, read
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.subscribing import chooses, kept, menu, page, section, told, typed


async def added(there: Company, when: str = "every Tuesday 10:00", *, channel: str = "", zone: str = "") -> int:
    """Ann set it up."""
    assert there.running
    wanted = Wanted(read(when), Calendar(zone or "Europe/London"), own_zone=not (channel or zone))
    setter, now = Person(there.team.id, there.ann.id), there.running.front.counter.desk.now()
    store = there.running.store.subscriptions
    return (await store.add(setter, channel or there.ann.id, wanted, now, direct=not channel)).id


async def shows(there: Company, words: str) -> str:
    """The page of Ann, once it says this."""
    await there.slack.until(lambda: words in section(there.ann))
    return section(there.ann)


async def test_the_menu_does_what_it_says(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await added(there)
        first = await page(there, there.ann, until="Next:")
        assert [value.partition("|")[0] for value in menu(there.ann.home or {}, one)] == [
            "change", "skip", "pause", "stop",
        ]  # fmt: skip
        await chooses(there.ann, there.ann.home or {}, one, "skip")
        await there.slack.until(lambda: section(there.ann) != first)
        assert "Next: Tuesday " in section(there.ann)
        await chooses(there.ann, there.ann.home or {}, one, "pause")
        await there.ann.submits(await there.box(there.ann), {tips.HOW_LONG: {"value": "week"}})
        await shows(there, "Every Tuesday at 10:00, to you. Paused until ")
        assert "**No tips until " in await told(there, there.ann)
        await chooses(there.ann, there.ann.home or {}, one, "resume")
        assert await shows(there, "Next: ") == first
        await chooses(there.ann, there.ann.home or {}, one, "stop")
        await shows(there, "Every Tuesday at 10:00, to you. Stopped.")
        await chooses(there.ann, there.ann.home or {}, one, "remove")
        assert "A short tip once a week" in await shows(there, "[Get tips]")
        assert await kept(there, there.ann.id) == []


@pytest.mark.thorough
async def test_two_quick_presses_skip_one(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await added(there, "every day at 10:00")
        await page(there, there.ann, until="Next:")
        home = there.ann.home or {}
        (before,) = await kept(there, there.ann.id)
        (value,) = [found for found in menu(home, one) if found.startswith("skip")]
        for _ in range(2):
            await there.ann.presses(home, tips.TIPS_MENU, value, block_id=f"tips-{one}")
        (after,) = await kept(there, there.ann.id)
        assert before.next and after.next and after.next.at - before.next.at == timedelta(days=1)


async def test_a_pause_ends_on_a_day_that_was_chosen(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await added(there)
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one, "pause")
        view = await there.box(there.ann)
        today = datetime.fromtimestamp(there.slack.clock.now(), UTC).date()
        for chosen, sentence in (
            (None, "Choose a day."), (today.isoformat(), "Choose a day after today."),
            ((today + timedelta(days=800)).isoformat(), "A pause lasts a year at most. To end the tips, choose Stop."),
        ):  # fmt: skip
            await there.ann.submits(view, typed(how_long="until", until=chosen))
            assert view.errors == {tips.UNTIL: sentence}
        await there.ann.submits(view, typed(how_long="until", until=(today + timedelta(days=20)).isoformat()))
        (paused,) = await kept(there, there.ann.id)
        assert paused.paused_until and paused.paused_until.date() >= today + timedelta(days=19)


async def test_a_day_that_was_filled_in_counts_whatever_else_stands_there(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await added(there)
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one, "pause")
        view = await there.box(there.ann)
        today = datetime.fromtimestamp(there.slack.clock.now(), UTC).date()
        await there.ann.submits(view, typed(how_long="week", until=(today + timedelta(days=40)).isoformat()))
        (paused,) = await kept(there, there.ann.id)
        assert paused.paused_until and paused.paused_until.date() >= today + timedelta(days=39)


async def test_why_something_stopped_is_said_and_other_clocks_are_named(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        one = await added(there, channel=there.general.id)
        await added(there, "weekdays at 9", zone="America/New_York")
        await added(there, "0 10 * * 2")
        now = there.running.front.counter.desk.now()
        await there.running.store.subscriptions.stop(there.team.id, one, "is_archived", now)
        shown = await page(there, there.ann, until="Stopped")
        assert "Every weekday at 09:00 (New York time), to you. Next: " in shown
        assert f"<#{there.general.id}>: Every Tuesday at 10:00. Stopped: the channel is archived." in shown
        assert "`0 10 * * 2`" in shown


async def test_a_long_list_is_cut_and_says_where_the_rest_is(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        rooms = [there.team.channel(f"room-{n}", members=[there.ann]) for n in range(10)]
        for room in rooms:
            await added(there, channel=room.id)
        shown = await page(there, there.ann, until="And 2 more")
        assert "And 2 more: type /legit tips list" in shown and shown.count("Next:") == 8
        blocks = (there.ann.home or {})["blocks"]
        assert len(blocks) < 40
        await there.ann.runs(there.app, "/legit", "tips list", channel=there.dm())
        assert read_out((await there.box(there.ann)).blocks).count("Next:") == 10


async def test_what_is_gone_is_told_and_the_page_shows_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        assert there.running
        one = await added(there)
        await page(there, there.ann, until="Next:")
        home = there.ann.home or {}
        await there.running.store.subscriptions.delete(there.team.id, one)
        await chooses(there.ann, home, one, "stop")
        assert "**These tips are not there any more.**" in await told(there, there.ann)
        assert "[Get tips]" in await shows(there, "[Get tips]")


async def test_nobody_elses_tips_stand_on_a_page(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await added(there)
        await added(there, channel=there.general.id)
        assert "Next:" not in await page(there, there.bob)
