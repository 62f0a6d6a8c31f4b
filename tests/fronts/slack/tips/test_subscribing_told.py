"""Those whom it concerns hear of it: of a channel's new time, and of what one message a day means."""

from pathlib import Path
from typing import Any

import pytest

from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.subscribing import box, chooses, kept, page, told, typed

pytestmark = pytest.mark.thorough  # the whole bot for a sentence each


def public(there: Company) -> list[str]:
    return [read_out(one.blocks) for one in there.answers(there.general)]


async def test_a_channel_hears_when_its_tips_come_at_another_time_and_not_of_anything_else(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        view = await box(there, there.ann, channel=True)
        await there.ann.submits(view, typed(where=there.general.id, when="weekdays at 9"))
        await told(there, there.ann)
        (one,) = await kept(there, there.general.id)
        changes: tuple[dict[str, Any], ...] = ({"topics": ["codes"]}, {"zone": "new york"})
        for number, fields in enumerate(changes, 2):
            await page(there, there.ann, until="Next:")
            await chooses(there.ann, there.ann.home or {}, one.id, "change")
            await there.ann.submits(await there.box(there.ann), typed(**fields))
            await told(there, there.ann, number)
        await there.quiet()
        first, changed = public(there)
        assert first.startswith("Ann Berg set up tips against scams for this channel: every weekday at 09:00 (London")
        assert changed == (
            "Ann Berg changed the tips against scams for this channel: every weekday at 09:00 (New York time). "
            "Ann Berg or an administrator can change that with /legit tips."
        )  # fmt: skip


async def test_a_person_has_the_holidays_of_their_country_unless_they_choose_others(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.submits(await box(there, there.ann))
        assert "On public holidays (United Kingdom) it waits for the next day." in await told(there, there.ann)
        (one,) = await kept(there, there.ann.id)
        assert one.wanted.calendar.country == "GB"
        await page(there, there.ann, until="Next:")
        await chooses(there.ann, there.ann.home or {}, one.id, "change")
        await there.ann.submits(await there.box(there.ann), typed(country="none"))
        await told(there, there.ann, 2)
        (one,) = await kept(there, there.ann.id)
        assert one.wanted.calendar.country == ""


async def test_whoever_gets_several_things_hears_that_only_one_comes_a_day(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        await there.ann.submits(await box(there, there.ann))
        assert "only the first one comes" not in await told(there, there.ann)
        await there.ann.submits(await box(there, there.ann), typed(when="every Friday 16:00"))
        assert "On a day with several, only the first one comes." in await told(there, there.ann, 2)
        assert len(await kept(there, there.ann.id)) == 2
