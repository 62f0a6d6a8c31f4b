"""What an administrator presses below a preview shows what people would see. It does not count, and changes nothing."""

import json
from pathlib import Path

import pytest

from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import desk, fields, goes
from tests.fronts.slack.tips.pressed import FEWER, GOT, MORE, TEST, below, option_buttons, press, said_in_thread
from tests.fronts.slack.tips.test_arriving import subscribed

pytestmark = pytest.mark.thorough  # the main ways stand beside it

TIP = "order-call-to-cancel"
ONLY_A_PREVIEW = "**This is only a preview.** A press here does not count, and changes nothing."


async def preview(there: Company) -> Message:
    """A tip that Ann looks at before she sends it."""
    there.ann.admin = True
    await goes(there, await desk(there), "now", "Which tip?")
    box = there.ann.view
    assert box
    await there.ann.types(box, fields(tip=TIP))
    await goes(there, box, "preview", "I sent it to you")
    await there.quiet()
    return there.answers(there.dm())[-1]


async def counted(there: Company) -> dict[str, dict[str, int]]:
    assert there.running
    found = await there.running.store.tip_counts.counts(there.team.id)
    return {tip: dict(what) for tip, what in found.items()}


async def test_no_press_below_a_preview_counts(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        shown = await preview(there)
        for button in (GOT, MORE, TEST, FEWER):
            await press(there, there.ann, shown, button)
        got, more, question, fewer = said_in_thread(there, shown)
        assert got == fewer == ONLY_A_PREVIEW
        assert more.startswith("**An order you never made**") and "[Answer 1] [Answer 2]" in question
        asked = below(there, shown)[2]
        await press(there, there.ann, asked, option_buttons(asked)[0])
        assert len(below(there, shown)) == 5, "the answer is answered"
        await there.ann.reacts(shown, "+1")
        await there.quiet()
        assert await counted(there) == {}


async def test_fewer_below_a_preview_leaves_the_administrators_own_tips_as_they_are(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        own = await subscribed(there, there.ann.id, direct=True)
        shown = await preview(there)
        await press(there, there.ann, shown, FEWER)
        assert there.running
        (one,) = await there.running.store.subscriptions.of_target(there.team.id, there.ann.id)
        assert (one.id, one.active, str(one.wanted.when)) == (own, True, "weekly tue 10:00")


async def test_the_same_tip_that_is_sent_afterwards_counts(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        shown = await preview(there)
        await press(there, there.ann, shown, GOT)
        box = there.ann.view
        assert box
        await there.ann.submits(box, fields(tip=TIP, channels=[there.general.id]))
        await there.slack.until(lambda: there.answers(there.general))
        await there.quiet()
        (sent,) = there.answers(there.general)
        assert read_out(sent.blocks) == read_out(shown.blocks) and "preview" not in json.dumps(sent.blocks)
        await press(there, there.ann, sent, GOT)
        assert await counted(there) == {TIP: {"sent": 1, "got": 1}}
