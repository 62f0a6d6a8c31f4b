"""A person at the page: Chromium, without a window, looking at the local Slack with the real bot in it."""

import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request, async_playwright, expect

from tests.fronts.slack.company import Company

BROWSERS: list[Browser] = []  # the one that these tests share; see conftest.py
WIDE, NARROW = 1440, 375
Scheme = Literal["light", "dark"]
NO_CHROMIUM = "no Chromium here: install it, or name it in LEGITBOT_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=15_000)  # the first check of a process loads the library
_AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser; skips where there is none."""
    path = os.environ.get("LEGITBOT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip(NO_CHROMIUM)
    as_root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=as_root)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Look:
    """Somebody's page; `troubles` is what the browser complained of, `elsewhere` what it asked of other hosts."""

    page: Page
    company: Company
    troubles: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def goes_to(self, place: str = "") -> None:
        """Open a place by its address: "inbox", "home/A1", a channel's id."""
        await self.page.goto(f"{self.company.slack.core.origin}/#{self.company.ann.handle}/{place}")

    def channel(self, channel_id: str) -> str:
        return f"{self.company.slack.core.origin}/#{self.company.ann.handle}/{channel_id}"

    def listen(self) -> None:
        """Note what the browser complains of, boxes that open, and every request to another host."""
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(f"a box opened: {dialog.message}"))
        self.page.on("console", self._note_words)
        self.page.on("request", self._note_request)

    def _note_words(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.troubles.append(said.text)

    def _note_request(self, asked: Request) -> None:
        origin = self.company.slack.core.origin
        if not asked.url.startswith((origin, origin.replace("http", "ws"), "blob:")):
            self.elsewhere.append(asked.url)

    async def axe(self) -> list[str]:
        """What axe-core finds serious or critical on the page as it stands, a line each.

        While a box is busy its buttons are pale and cannot be pressed: it is looked at afterwards.
        """
        await expect(self.page.locator("dialog[aria-busy=true]")).to_have_count(0)
        await self.page.evaluate(_AXE.read_text("utf-8"))
        found: dict[str, Any] = await self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", _RULES
        )
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]


@asynccontextmanager
async def looking(
    company: Company, *, width: int = WIDE, scheme: Scheme = "light", with_axe: bool = False
) -> AsyncIterator[Look]:
    """Ann's page. Afterwards nothing may have gone wrong in the browser, and no other host been asked.

    `with_axe` lifts the page's Content-Security-Policy, so that axe-core can be put in.
    """
    context = await BROWSERS[0].new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=with_axe, reduced_motion="reduce"
    )
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(15_000)
        look = Look(page, company)
        look.listen()
        await look.goes_to()
        yield look
        assert look.troubles == []
        assert look.elsewhere == []
