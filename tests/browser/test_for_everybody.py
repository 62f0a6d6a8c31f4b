"""The page for people who see little, use no mouse, or hold a telephone: axe-core, and the keyboard alone."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.localslack.page.guide import Guide, Sample, Step
from tests.browser.block_wall import SURFACES, WALL
from tests.browser.looking import NARROW, WIDE, Look, Scheme, looking
from tests.conftest import THOROUGH
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import GENUINE, PASTED, SCAM

SAMPLES = (
    Sample(
        "one", "one.eml", SCAM, "A pair", "Amazon <a@mail.test>", "Your order", "2 Nov", "Some text", "A scam: look."
    ),
    Sample("two", "two.eml", GENUINE, "A pair", "Shop <s@shop.test>", "Your kettle", "2 Nov", "More text", "Genuine."),
)
STEPS = (Step("Ask", "Ask about a mail.", "Open the mail", "mail:one", "answered"),)


async def _inbox(look: Look) -> None:
    await look.goes_to("inbox/one")
    await expect(look.page.get_by_role("button", name="Ask Legitbot")).to_be_visible()


async def _list(look: Look) -> None:
    await expect(look.page.get_by_role("navigation", name="Channels and people")).to_be_visible()


async def _answer(look: Look) -> None:
    there = look.company
    sent = await there.ann.says(there.dm(), PASTED)
    await there.answer(sent)
    await look.goes_to(f"{there.dm().id}/{sent.ts}")
    await expect(look.page.get_by_role("complementary", name="Thread")).to_contain_text("likely a scam")


async def _mails(look: Look) -> None:
    there = look.company
    there.bot.joins(there.general)
    await there.bob.says(there.general, "look at this", files=[("order.eml", SCAM), ("notes.txt", b"hello")])
    mail = await there.team.email_into(there.general, GENUINE)
    await there.bob.reacts(mail, "eyes")
    await there.answer(mail)
    await look.goes_to(there.general.id)
    await expect(look.page.locator("main article").first).to_be_visible()


async def _home(look: Look) -> None:
    await look.goes_to(f"home/{look.company.app.id}")
    await expect(look.page.get_by_role("region", name="Home")).to_contain_text("Your last checks")
    await expect(look.page.get_by_role("button", name="Paste a mail")).to_be_visible()  # on a telephone it slides in


async def _box(look: Look) -> None:
    await _home(look)
    await look.page.get_by_role("button", name="Paste a mail").click()
    await expect(look.page.get_by_role("dialog", name="Check a mail")).to_be_visible()


async def _menu(look: Look) -> None:
    await look.page.get_by_role("button", name="Be somebody else").click()
    await expect(look.page.get_by_role("menu")).to_be_visible()


async def _wire(look: Look) -> None:
    await _answer(look)
    await look.page.get_by_role("button", name="Wire").click()
    await look.page.get_by_role("button", name="chat.postMessage").first.click()
    await expect(look.page.get_by_role("complementary", name="On the wire")).to_contain_text("unfurl_links")


async def _wall(look: Look) -> None:
    there = look.company
    for name, blocks in WALL:
        if SURFACES[name] == "message":
            await there.bot.says(there.general, name, blocks=blocks)
    await look.goes_to(there.general.id)
    await expect(look.page.locator("main .blocks").first).to_be_visible()


VIEWS: dict[str, Callable[[Look], Awaitable[None]]] = {
    "list": _list, "inbox": _inbox, "answer": _answer, "mails": _mails, "home": _home, "box": _box, "menu": _menu,
    "wire": _wire, "wall": _wall,
}  # fmt: skip


LOOKS: list[tuple[int, Scheme]] = [(WIDE, "light"), (NARROW, "dark"), (WIDE, "dark"), (NARROW, "light")]


def newcomer(there: Company) -> None:
    there.slack.lay_out(Guide(there.app.id, SAMPLES, STEPS))


@pytest.mark.thorough
@pytest.mark.parametrize("view", VIEWS if THOROUGH else ("answer",))
@pytest.mark.parametrize(("width", "scheme"), LOOKS if THOROUGH else LOOKS[:1])
async def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    tmp_path: Path, view: str, width: int, scheme: Scheme
) -> None:
    async with company(tmp_path) as there:
        newcomer(there)
        async with looking(there, width=width, scheme=scheme, with_axe=True) as look:
            await VIEWS[view](look)
            assert await look.axe() == []
            wide = await look.page.evaluate("document.scrollingElement.scrollWidth")
            assert wide <= width


async def test_a_mail_is_asked_about_and_acted_on_by_keyboard_alone(tmp_path: Path) -> None:
    """No mouse, from opening the page to the steps for somebody who called."""
    async with company(tmp_path) as there:
        newcomer(there)
        async with looking(there) as look:
            press, page = look.page.keyboard.press, look.page

            async def tab_to(name: str, most: int = 60) -> None:
                for _ in range(most):
                    await press("Tab")
                    words = await page.evaluate(
                        "(e => e.getAttribute('aria-label') || e.textContent)(document.activeElement)"
                    )
                    if name in words:
                        return
                raise AssertionError(f"Tab never reached {name}")

            await expect(page.get_by_role("button", name="Open the mail")).to_be_visible()
            await tab_to("Open the mail")
            await press("Enter")
            await expect(page.get_by_role("button", name="Ask Legitbot")).to_be_visible()
            await tab_to("Ask Legitbot")
            await press("Enter")
            await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("likely a scam")
            await tab_to("I called", 120)
            await press("Enter")
            await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Hang up")
