"""Tips follow people to where their clock is, and stop for those who left."""

from pathlib import Path

from bot.fronts.slack.people import Directory
from bot.fronts.slack.tips.subscribing.moving import followed
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.tips.subscribing import kept, page, says
from tests.fronts.slack.tips.test_subscribing_page import added


async def read(there: Company) -> None:
    """As it is done once a day."""
    assert there.running
    await there.running.front.counter.people.read_directories()
    await there.running.front.counter.settled()


async def test_tips_follow_a_person_into_another_time_zone(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await says(there, there.ann, "every Tuesday 10:00", there.dm())
        mine, fixed = (await kept(there, there.ann.id))[0].id, await added(there, "weekdays at 9", zone="Europe/Paris")
        channel = await added(there, channel=there.general.id)
        before = {one.id: one for one in await kept(there, there.ann.id)}
        there.ann.tz = "America/New_York"
        await read(there)
        after = {one.id: one for one in await kept(there, there.ann.id)}
        assert after[mine].wanted.calendar.zone == "America/New_York"
        assert after[fixed] == before[fixed]
        (stays,) = await kept(there, there.general.id)
        assert stays.id == channel and stays.wanted.calendar.zone == "Europe/London"
        first, then = before[mine].next, after[mine].next
        assert first and then and first.id == then.id and (then.at - first.at).total_seconds() == 5 * 3600


async def test_a_zone_that_nobody_knows_changes_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await says(there, there.ann, "every Tuesday 10:00", there.dm())
        assert there.running
        people = Directory((), {}, {there.ann.id: "Mars/Olympus"})
        await followed(there.running.front.counter, there.team.id, people)
        (one,) = await kept(there, there.ann.id)
        assert one.wanted.calendar.zone == "Europe/London"


async def test_who_left_gets_no_tips_and_what_they_set_up_stays(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await added(there)
        await added(there, channel=there.general.id)
        await there.team.deletes_account(there.ann)
        await read(there)
        (gone,) = await kept(there, there.ann.id)
        assert (gone.active, gone.why, gone.next) == (False, "user_disabled", None)
        (stays,) = await kept(there, there.general.id)
        assert stays.active


async def test_who_comes_back_is_told_why_and_can_go_on(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await added(there)
        there.ann.deleted = True
        await read(there)
        there.ann.deleted = False
        await read(there)
        assert "Stopped: the account was closed." in await page(there, there.ann, until="Stopped")
        assert (await says(there, there.ann, "go on", there.dm())).startswith("**Tips go on.**")
