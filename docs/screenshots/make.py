"""Makes the pictures of this folder anew: starts `legitbot play` in this process, and photographs it in Chromium.

    make screenshots

It needs Chromium (LEGITBOT_CHROMIUM names another one) and the development tools; nothing else is asked.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from bot.app.running import running
from bot.commands.playground import bot_config, furnished, lived_in, slack_time
from bot.library.play import Play
from bot.localslack import LocalSlack

HERE = Path(__file__).parent
MORNING = datetime(2026, 11, 9, 8, 30, tzinfo=UTC).timestamp()
WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=375, height=780)
ANN, SAM = "ann", "sam"


@dataclass(frozen=True, slots=True)
class Studio:
    """A running firm, and a browser to look at it."""

    slack: LocalSlack
    browser: Browser

    async def page(
        self, who: str, place: str = "", *, scheme: str = "light", narrow: bool = False, tour: bool = False
    ) -> Page:
        """Somebody's page; after the tour, unless it is wanted."""
        context = await self.browser.new_context(
            viewport=NARROW if narrow else WIDE, color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=2, timezone_id="Europe/London", locale="en-GB", reduced_motion="reduce",
        )  # fmt: skip
        page = await context.new_page()
        await page.goto(f"{self.slack.core.origin}/#{who}/{place}")
        if not tour:
            await page.get_by_role("button", name="End the tour").click()
        return page

    def channel(self, name: str) -> str:
        team = self.slack.workspaces[0]
        return next(one.id for one in team.channels.values() if one.name == name)


async def _asked(page: Page, mail: str) -> None:
    """Ask about a mail of the inbox, and wait for the answer."""
    await page.goto(f"{page.url.partition('#')[0]}#{ANN}/inbox/{mail}")
    await page.get_by_role("button", name="Ask Legitbot").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("I checked the")


async def inbox(studio: Studio, scheme: str) -> Page:
    """A newcomer's first look, with the tour."""
    page = await studio.page(ANN, scheme=scheme, tour=True)
    await page.get_by_role("button", name="Open the mail").click()
    return page


async def verdict(studio: Studio, scheme: str) -> Page:
    """The spoofed order."""
    page = await studio.page(ANN, scheme=scheme)
    await _asked(page, "order-tv")
    await page.get_by_role("button", name="Close the thread").hover()
    return page


async def genuine(studio: Studio, scheme: str) -> Page:
    """Its genuine twin."""
    page = await studio.page(ANN, scheme=scheme)
    await _asked(page, "order-kettle")
    await page.get_by_role("button", name="Close the thread").hover()
    return page


async def steps(studio: Studio, scheme: str) -> Page:
    """What to do after a call, on a telephone's width."""
    page = await studio.page(ANN, scheme=scheme, narrow=True)
    await page.goto(f"{page.url.partition('#')[0]}#{ANN}/inbox/renewal-norton")
    await page.get_by_role("button", name="Ask Legitbot").click()
    await page.get_by_role("button", name="Legitbot answered").click()
    await page.get_by_role("button", name="I called").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Where to report it")
    return page


async def email_into(studio: Studio, scheme: str) -> Page:
    """A mail on its way into a channel."""
    page = await studio.page(SAM, studio.channel("mail-reports"), scheme=scheme)
    await page.get_by_role("button", name="Add a file, a shortcut or a command").click()
    await page.get_by_role("menuitem", name="Send an email into this channel").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    return page


async def home(studio: Studio, scheme: str) -> Page:
    """The home tab, after a few checks."""
    page = await studio.page(ANN, scheme=scheme)
    await _asked(page, "parcel-hold")
    await page.get_by_role("button", name="Home", exact=True).click()
    await expect(page.get_by_role("main")).to_contain_text("Your last checks")
    return page


async def paste_box(studio: Studio, scheme: str) -> Page:
    """The box to paste a mail into."""
    page = await home(studio, scheme)
    await page.get_by_role("button", name="Paste a mail").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    return page


async def tip(studio: Studio, scheme: str) -> Page:
    """A channel that was subscribed, and its first tip a week later."""
    page = await studio.page(ANN, studio.channel("general"), scheme=scheme)
    await page.get_by_role("textbox", name="Message #general").fill("/legit tips every Tuesday 10:00")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="This channel").click()
    await expect(page.get_by_role("main")).to_contain_text("set up tips against scams")
    await page.get_by_role("button", name="Slack's clock").click()
    await page.get_by_role("menuitem", name="A week ahead").click()
    await expect(page.get_by_role("button", name="Got it")).to_be_visible()
    await page.get_by_role("button", name="Hide this").first.click()  # the question is answered
    return page


async def quiz(studio: Studio, scheme: str) -> Page:
    """The first question of a person's quiz."""
    page = await studio.page(ANN, scheme=scheme)
    await page.get_by_role("button", name="Legitbot", exact=True).click()
    await page.get_by_role("button", name="Home", exact=True).click()
    await page.get_by_role("button", name="Start a quiz").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Question 1 of 3")
    return page


async def question(studio: Studio, scheme: str) -> Page:
    """The question that a channel was asked, and an answer that nobody else sees."""
    page = await studio.page(ANN, studio.channel("general"), scheme=scheme)
    await page.get_by_role("textbox", name="Message #general").fill("/legit quiz every Tuesday 10:00")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="This channel").click()
    await page.get_by_role("button", name="Slack's clock").click()
    await page.get_by_role("menuitem", name="A week ahead").click()
    await page.get_by_role("button", name="Hide this").first.click()
    await page.get_by_text("Your answer is private").scroll_into_view_if_needed()
    return page


async def wire(studio: Studio, scheme: str) -> Page:
    """What goes over the wire."""
    page = await studio.page(ANN, scheme=scheme)
    await page.get_by_role("button", name="Wire").click()
    await _asked(page, "leak-video")
    return page


VIEWS: dict[str, tuple[Callable[[Studio, str], Awaitable[Page]], str]] = {
    "inbox": (inbox, "light"),
    "verdict-light": (verdict, "light"),
    "verdict-dark": (verdict, "dark"),
    "genuine": (genuine, "light"),
    "steps-narrow": (steps, "dark"),
    "email-into-a-channel": (email_into, "light"),
    "home": (home, "light"),
    "paste-box": (paste_box, "dark"),
    "tip": (tip, "light"),
    "quiz": (quiz, "light"),
    "question": (question, "light"),
    "wire": (wire, "light"),
}


@asynccontextmanager
async def _firm(play: Play) -> AsyncIterator[LocalSlack]:
    """The firm on a Monday morning, with the bot at work: each picture has its own, so that no other shows in it."""
    with tempfile.TemporaryDirectory() as folder:
        async with LocalSlack(start=MORNING) as slack:
            furnished(slack, play)
            await lived_in(slack, play)
            async with running(bot_config(slack, play, Path(folder)), time=slack_time(slack)):
                yield slack


async def _main(chosen: list[str]) -> None:
    chromium = os.environ.get("LEGITBOT_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    play = Play.load()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=as_root)
        for name in chosen or VIEWS:
            view, scheme = VIEWS[name]
            async with _firm(play) as slack:
                page = await view(Studio(slack, browser), scheme)
                await page.wait_for_timeout(400)  # until nothing moves
                await page.screenshot(path=HERE / f"{name}.png", animations="disabled", caret="hide")
                await page.context.close()
            sys.stdout.write(f"{name}.png\n")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1:]))
