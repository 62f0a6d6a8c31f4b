"""A tip comes when it is due, where it is wanted, once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    found = await there.running.store.subscriptions.of_target(there.team.id, target)
    at = min(one.next.at for one in found if one.next)
    there.slack.clock.advance((at + later - now(there)).total_seconds())


async def test_a_tip_comes_to_a_channel_when_it_is_due(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await subscribed(there, there.general.id)
        assert not there.answers(there.general)
        await until_next(there, there.general.id)
        await there.slack.until(lambda: there.answers(there.general))
        print(read_out(there.answers(there.general)[0].blocks))
        await there.quiet()
        assert len(there.answers(there.general)) == 1
