"""How a team is doing, as an administrator meets it at the page: in words, with pictures that load."""

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.looking import looking
from tests.browser.test_asking_by_page import opened_bot
from tests.fronts.slack.company import company
from tests.fronts.slack.quizzes.figures_shown import a_minute, chosen, month_goes, until_told

LOADED = "() => [...document.querySelectorAll('[role=dialog] img, dialog img')].some(one => one.naturalWidth >= 1000)"


@pytest.mark.thorough
async def test_an_administrator_reads_the_page_and_its_charts_are_there_with_their_words(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.ann.admin = True
        there.bot.joins(there.general)
        await chosen(there, there.general.id)
        for one in [*there.ann.stack]:
            await there.ann.closes(one)
        month = await month_goes(there, 5)
        async with looking(there, with_axe=True) as look:
            page = await opened_bot(look)
            await page.get_by_role("button", name="Home", exact=True).click()
            await page.get_by_role("button", name="How we are doing").click()
            box = page.get_by_role("dialog")
            await expect(box).to_contain_text("5 people took part. They gave 40 answers.")
            chart = box.get_by_role("img", name="A chart. By topic")
            await expect(chart).to_be_visible()
            await chart.scroll_into_view_if_needed()
            await page.wait_for_function(LOADED)
            assert await look.axe() == []
            if shots := os.environ.get("LEGITBOT_SHOTS"):
                await page.screenshot(path=f"{shots}/page.png")
            await box.get_by_role("button", name="Download CSV").click()
            await expect(box).to_contain_text("The table is in our direct messages.")
            await page.keyboard.press("Escape")
            await until_told(there, month)
            await a_minute(there)
            await page.goto(f"{page.url.partition('#')[0]}#{there.ann.handle}/{there.general.id}")
            await expect(page.get_by_role("button", name="Stop these messages")).to_be_visible()
            if shots:
                await page.screenshot(path=f"{shots}/monthly.png", full_page=True)
