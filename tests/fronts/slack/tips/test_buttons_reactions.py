"""Reactions to a tip are counted, never who gave them."""

from pathlib import Path

import pytest

from bot.localslack.happenings.messages import react
from tests.fronts.slack.company import ALL_SCOPES, company
from tests.fronts.slack.tips.pressed import GOT, channel_tip, counts, press, said_to

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it


async def test_reactions_to_a_tip_are_counted_once_for_each_person_and_name(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        await there.ann.reacts(tip, "thumbsup")
        await there.ann.unreacts(tip, "thumbsup")
        await there.ann.reacts(tip, "thumbsup")
        await there.ann.reacts(tip, "heart")
        await there.bob.reacts(tip, "heart")
        await there.quiet()
        assert await counts(there, tip) == {"reaction": 3}
        assert there.answers(there.general) == [tip], "nobody is answered for it"


async def test_reactions_to_what_is_no_tip_are_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        word = await there.bob.says(there.general, "Lunch?")
        await there.ann.reacts(word, "thumbsup")
        await there.quiet()
        assert await counts(there, tip) == {}


async def test_our_own_reactions_are_nothing(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await channel_tip(there)
        react(there.bob.core, there.team, tip, "eyes", there.bot)
        await there.ann.reacts(tip, "eyes")
        await there.quiet()
        assert await counts(there, tip) == {"reaction": 1}


async def test_without_the_permission_for_reactions_the_buttons_go_on_working(tmp_path: Path) -> None:
    async with company(tmp_path, scopes=[one for one in ALL_SCOPES if one != "reactions:read"]) as there:
        tip = await channel_tip(there)
        await there.ann.reacts(tip, "thumbsup")
        await press(there, there.ann, tip, GOT)
        assert await counts(there, tip) == {"got": 1}
        assert said_to(there.ann, there.general) == ["**Thank you.** I only count it. Nobody sees who pressed."]
