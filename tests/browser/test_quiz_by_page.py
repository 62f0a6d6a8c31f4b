"""A quiz, as somebody at the page plays it: from the app's page to the thanks, with a reload in the middle."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.localslack.page.guide import Guide, Step
from tests.browser.looking import NARROW, Look, Scheme, looking
from tests.browser.test_asking_by_page import opened_bot
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.quizzes.playing import kept


async def home(look: Look) -> Page:
    page = await opened_bot(look)
    await page.get_by_role("button", name="Home", exact=True).click()
    await expect(page.get_by_role("region", name="Home")).to_contain_text("Quizzes")
    return page


async def choose(box: Locator) -> None:
    """The first of everything that can be chosen."""
    await expect(box.get_by_role("radio").first).to_be_visible()
    groups = set()
    for radio in await box.get_by_role("radio").all():
        if (name := await radio.get_attribute("name")) not in groups:
            groups.add(name)
            await radio.check()


async def answer(page: Page, number: int) -> None:
    """Answer the question that stands there, and see why."""
    box = page.get_by_role("dialog")
    await expect(box).to_contain_text(f"Question {number} of 3")
    await choose(box)
    await box.get_by_role("button", name="Answer", exact=True).click()
    await expect(box.get_by_role("button", name="See the question again")).to_be_visible()
    await expect(box).to_contain_text("Where this comes from")


async def answered(there: Company) -> int:
    return len(await kept(there, there.ann))


async def test_somebody_plays_from_the_page_reloads_in_the_middle_and_goes_on(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await home(look)
        await page.get_by_role("button", name="Start a quiz").click()
        await answer(page, 1)
        await page.get_by_role("dialog").get_by_role("button", name="Next").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Question 2 of 3")
        await page.get_by_role("dialog").get_by_role("button", name="Stop for now").click()
        await page.reload()
        await page.get_by_role("button", name="Go on with your quiz").click()
        await answer(page, 2)
        await page.get_by_role("dialog").get_by_role("button", name="Next").click()
        await answer(page, 3)
        await page.get_by_role("dialog").get_by_role("button", name="Finish").click()
        await expect(page.get_by_role("dialog")).to_contain_text("That was all. Thank you for taking part.")
        assert await answered(there) == 3
        await page.get_by_role("dialog").get_by_role("button", name="How I am doing").click()
        await expect(page.get_by_role("dialog")).to_contain_text("What you answered lately")


async def test_a_question_that_stands_open_while_the_page_is_loaded_again_can_still_be_answered(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await home(look)
        await page.get_by_role("button", name="Start a quiz").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Question 1 of 3")
        await page.reload()
        await answer(page, 1)
        assert await answered(there) == 1


async def test_the_tour_leads_to_a_quiz_and_is_content_when_its_box_is_open(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        step = Step("Train your eye", "Three short questions.", "Go to the Home tab", "home", "opened-box")
        there.slack.lay_out(Guide(there.app.id, (), (step,)))
        async with looking(there) as look:
            page, tour = look.page, look.page.get_by_role("region", name="Tour")
            await tour.get_by_role("button", name="Go to the Home tab").click()
            await page.get_by_role("button", name="Start a quiz").click()
            await expect(page.get_by_role("dialog")).to_contain_text("Question 1 of 3")
            await page.get_by_role("dialog").get_by_role("button", name="Stop for now").click()
            await expect(tour).to_contain_text("That is all")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_any_step_of_a_quiz(tmp_path: Path, scheme: Scheme) -> None:
    async with company(tmp_path) as there, looking(there, scheme=scheme, with_axe=True) as look:
        page = await home(look)
        assert await look.axe() == []
        await page.get_by_role("button", name="Start a quiz").click()
        for number in (1, 2, 3):
            await expect(page.get_by_role("dialog")).to_contain_text(f"Question {number} of 3")
            assert await look.axe() == []
            await answer(page, number)
            assert await look.axe() == []
            await page.get_by_role("dialog").get_by_role("button", name="Finish" if number == 3 else "Next").click()
        await page.get_by_role("dialog").get_by_role("button", name="How I am doing").click()
        await expect(page.get_by_role("dialog")).to_contain_text("What you answered lately")
        assert await look.axe() == []


async def test_a_quiz_is_played_by_keyboard_alone(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await home(look)
        await page.get_by_role("button", name="Start a quiz").focus()
        await page.keyboard.press("Enter")
        box = page.get_by_role("dialog")
        await expect(box).to_contain_text("Question 1 of 3")
        groups = {await one.get_attribute("name") for one in await box.get_by_role("radio").all()}
        chosen = 0
        for _ in range(12):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.type") == "radio":
                await page.keyboard.press("Space")
                chosen += 1
            if chosen == len(groups):
                break
        await box.get_by_role("button", name="Answer", exact=True).focus()
        await page.keyboard.press("Enter")
        await expect(box.get_by_role("button", name="Next")).to_be_visible()
        assert await answered(there) == 1


async def test_on_a_narrow_screen_nothing_of_a_question_sticks_out(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there, width=NARROW) as look:
        await there.ann.runs(there.app, "/legit", "quiz", channel=there.general)
        box = look.page.get_by_role("dialog")
        await expect(box).to_contain_text("Question 1 of 3")
        assert await look.page.evaluate("document.documentElement.scrollWidth") <= NARROW
        assert await box.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
