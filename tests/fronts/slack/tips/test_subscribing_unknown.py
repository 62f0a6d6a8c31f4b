"""A zone or a country that is known no more: whoever wants the tips to go on hears what to choose anew."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.fronts.slack.tips import names as tips
from bot.store.tables import subscriptions
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.tips.desk import desk, goes, now, seen
from tests.fronts.slack.tips.desk import subscribed as set_up
from tests.fronts.slack.tips.subscribing import chooses, kept, says, told, typed

NO_ZONE = (
    'I don\'t know the time zone of these tips any more. Type /legit tips list, choose "Change", and write another one.'
)
NO_COUNTRY = (
    "I don't know the holidays of these tips' country any more. "
    'Type /legit tips list, choose "Change", and choose another one.'
)
LOST = [({"zone": "Atlantis/City"}, NO_ZONE), ({"country": "XX"}, NO_COUNTRY)]


async def spoilt(there: Company, target: str, columns: Mapping[str, str], *, stopped: bool = True) -> int:
    """Tips whose zone or country is none any more, as after a change of the lists of them."""
    assert there.running
    store = there.running.store
    one = await set_up(there, target, direct=target == there.ann.id)
    if stopped:
        await store.subscriptions.stop(there.team.id, one.id, "zone" if "zone" in columns else "rule", now(there))
    change = update(subscriptions).where(subscriptions.c.id == one.id).values(**columns)
    await store.database.write(lambda connection: connection.execute(change))
    return one.id


@pytest.mark.parametrize(("columns", "sentence"), LOST)
async def test_go_on_says_what_to_choose_anew_and_changes_nothing(
    tmp_path: Path, columns: dict[str, str], sentence: str
) -> None:
    async with company(tmp_path) as there:
        await spoilt(there, there.ann.id, columns)
        assert await says(there, there.ann, "go on", there.general) == f"**{sentence}**"
        (one,) = await kept(there, there.ann.id)
        assert not one.active and one.why


@pytest.mark.parametrize("words", ["skip", "pause 2 weeks"])
async def test_what_still_waits_for_its_time_is_neither_skipped_nor_paused(tmp_path: Path, words: str) -> None:
    async with company(tmp_path) as there:
        await spoilt(there, there.ann.id, LOST[0][0], stopped=False)
        (before,) = await kept(there, there.ann.id)
        assert await says(there, there.ann, words, there.general) == f"**{NO_ZONE}**"
        assert await kept(there, there.ann.id) == [before]


@pytest.mark.parametrize(("columns", "sentence"), LOST)
async def test_the_menu_of_the_page_says_it_too_and_the_box_mends_it(
    tmp_path: Path, columns: dict[str, str], sentence: str
) -> None:
    async with company(tmp_path) as there:
        one = await spoilt(there, there.ann.id, columns)
        await there.ann.opens(there.app)
        await there.slack.until(lambda: "Stopped" in str(there.ann.home))
        await chooses(there.ann, there.ann.home or {}, one, "resume")
        assert await told(there, there.ann) == f"**{sentence}**"
        await chooses(there.ann, there.ann.home or {}, one, "change")
        box = await there.box(there.ann)
        await there.ann.submits(box)
        assert box.errors == (
            {tips.ZONE: "I don't know that time zone. Write one like Europe/London or America/New_York."}
            if "zone" in columns
            else {tips.COUNTRY: "I don't know the holidays of that country. Choose another one."}
        )
        await there.ann.submits(box, typed(zone="Europe/Paris", country="FR"))
        assert not box.open
        (mended,) = await kept(there, there.ann.id)
        assert mended.active and mended.next and mended.wanted.calendar.zone == "Europe/Paris"


@pytest.mark.parametrize(("columns", "known"), [(LOST[0][0], "their time zone"), (LOST[1][0], "holidays of their")])
async def test_an_administrator_is_told_why_they_cannot_go_on(
    tmp_path: Path, columns: dict[str, str], known: str
) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        one = await spoilt(there, there.general.id, columns)
        view = await desk(there)
        await goes(there, view, "all", "Who gets tips")
        shown = await goes(there, view, "resume", "These tips can't go on", str(one))
        assert known in shown and "they type /legit tips list." in shown
        assert f"<#{there.general.id}>" in shown and "[Go on]" in seen(view)
        (found,) = await kept(there, there.general.id)
        assert not found.active
