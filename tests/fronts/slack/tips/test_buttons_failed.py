"""A press that could not be done: what is said fits a button, for there is no mail that could be sent again."""

from pathlib import Path

import pytest

from bot.flows.shapes import Job
from bot.fronts.slack.counter import Errand
from bot.fronts.slack.payloads import Body
from bot.fronts.slack.tips import names
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.tips.pressed import FEWER, GOT, MORE, TEST, own_tip, press, said_in_thread
from tests.fronts.slack.tips.subscribing import chooses, page, told
from tests.fronts.slack.tips.test_arriving import subscribed

pytestmark = pytest.mark.thorough  # the main ways stand beside it

PRESS_AGAIN = "**Something went wrong on my side, so nothing came of your press.** Please press it again later."
TRY_AGAIN = "**Something went wrong on my side, so I could not do that.** Please try it again later."


def left_undone(there: Company, kind: str) -> list[Job]:
    """The jobs of this kind from now on, none of which is done."""
    assert there.running
    errands, jobs = there.running.front.counter.errands, []

    async def nothing(job: Job, body: Body) -> None:
        jobs.append(job)

    errands[kind] = Errand(nothing, errands[kind].asked_by, errands[kind].asked)
    return jobs


async def given_up(there: Company, jobs: list[Job]) -> None:
    assert there.running
    (job,) = jobs
    await there.running.front.counter.given_up(job)


@pytest.mark.parametrize("button", [MORE, TEST, FEWER])
async def test_a_button_of_a_tip_may_be_pressed_again(tmp_path: Path, button: str) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        jobs = left_undone(there, "tip-pressed")
        await press(there, there.ann, tip, button)
        await given_up(there, jobs)
        assert said_in_thread(there, tip) == [PRESS_AGAIN]


async def test_got_it_was_counted_and_is_not_to_be_pressed_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        tip = await own_tip(there)
        jobs = left_undone(there, "tip-pressed")
        await press(there, there.ann, tip, GOT)
        await given_up(there, jobs)
        assert said_in_thread(there, tip) == []


async def test_what_was_chosen_from_the_menu_may_be_tried_again(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        one = await subscribed(there, there.ann.id, direct=True)
        await page(there, there.ann, until="Next:")
        jobs = left_undone(there, "tips-menu")
        await chooses(there.ann, there.ann.home or {}, one, "stop")
        await there.quiet()
        await given_up(there, jobs)
        assert await told(there, there.ann) == TRY_AGAIN
        assert names.TIPS_MENU in str(there.ann.home)
