"""Tips, as somebody at the page meets them: subscribe, move the clock, read, press."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.looking import looking
from tests.browser.test_asking_by_page import opened_bot, thread
from tests.fronts.slack.company import company


async def a_week_later(page: Page) -> None:
    await page.get_by_role("button", name="Slack's clock").click()
    await page.get_by_role("menuitem", name="A week ahead").click()


async def test_somebody_subscribes_moves_the_clock_and_presses_what_is_below_the_tip(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await page.get_by_role("button", name="Home", exact=True).click()
        await page.get_by_role("button", name="Get tips").click()
        box = page.get_by_role("dialog")
        await expect(box).to_contain_text("every Tuesday 10:00, weekdays at 9")
        await box.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("region", name="Home")).to_contain_text("Every Tuesday at 10:00, to you.")
        await page.get_by_role("button", name="Messages", exact=True).click()
        await there.quiet()
        await a_week_later(page)
        await expect(page.get_by_role("button", name="More on this")).to_be_visible()
        await page.get_by_role("button", name="More on this").click()
        await page.get_by_role("button", name="1 reply").click()
        await expect(thread(look)).to_contain_text("Where this comes from")
        await page.get_by_role("button", name="Test me").first.click()
        await thread(look).get_by_role("button", name="Answer 1").click()
        await expect(thread(look)).to_contain_text("I count answers, never who gave them.")
        await there.slack.until(lambda: len([one for one in there.answers(there.dm()) if one.thread_ts]) >= 3)


async def test_a_channel_is_subscribed_by_the_command_and_gets_its_tip(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        there.bot.joins(there.general)
        page = look.page
        await page.goto(f"{page.url.partition('#')[0]}#{there.ann.handle}/{there.general.id}")
        field = page.get_by_role("textbox", name="Message #general")
        await field.fill("/legit tips every Tuesday 10:00")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="This channel").click()
        await expect(page.get_by_role("main")).to_contain_text("Every Tuesday at 10:00")
        await there.quiet()
        await look.goes_to(f"home/{there.app.id}")
        await expect(page.get_by_role("button", name="More choices: #general: Every Tuesday")).to_be_visible()
        await look.goes_to(there.general.id)
        await a_week_later(page)
        await expect(page.get_by_role("button", name="Got it")).to_be_visible()
