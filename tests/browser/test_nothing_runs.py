"""Attackers write the mails: nothing of them may run in the page, become a link, or be asked of another machine."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.looking import looking
from tests.conftest import THOROUGH
from tests.fronts.slack.company import company
from tests.fronts.slack.mails import HOSTILE, mail

SCRIPTS = (
    "<script>window.pwned = 1</script>",
    "<img src=x onerror='window.pwned = 1'><svg onload='window.pwned = 1'>",
    "<iframe srcdoc='<script>parent.pwned = 1</script>'></iframe>",
    "</textarea><base href='http://evil.test/'><link rel=stylesheet href='http://evil.test/x.css'>",
    "javascript:window.pwned=1 data:text/html,<script>window.pwned=1</script> vbscript:x",
    "{{constructor.constructor('window.pwned=1')()}} ${window.pwned=1} #{7*7}",
    "<math><mtext><style><img title='--></style><img src=x onerror=window.pwned=1>'>",
    "__proto__ constructor.prototype [object Object]",
)
LURE = "Call 803-555-0142 now, or your account is closed. http://evil.example/login"
PAGE = b"<html><script>top.pwned = 1</script><img src='http://evil.test/x.png' onerror='top.pwned = 1'></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='top.pwned = 1'><script>top.pwned = 1</script></svg>"


@pytest.mark.parametrize("script", SCRIPTS if THOROUGH else SCRIPTS[:2])
async def test_a_mail_that_scripts_the_page_is_only_shown(tmp_path: Path, script: str) -> None:
    """In every part of a mail, by every way in; `looking` fails on an error, a box, or a request to another host."""
    name = script.replace('"', "'")
    raw = mail(f'"{name}" <x@evil.example>', script, f"{script}\n{LURE}\n{script}")
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        there.general.topic = script
        async with looking(there) as look:
            await look.goes_to(there.general.id)
            await there.ann.says(there.general, f"{script}\n{LURE}")
            await there.bob.says(there.general, files=[(f"{script}.eml", raw), (f"{script}.svg", SVG), ("a.png", PAGE)])
            await there.team.email_into(there.general, raw)
            words = {"type": "mrkdwn", "text": f"{script} <{script}|x> <javascript:pwned=1|y>"}
            await there.bot.says(there.general, script, blocks=[
                {"type": "section", "text": words},
                {"type": "image", "alt_text": script, "image_url": "http://evil.test/x.png"},
                {"type": "no_such_block", "text": script},
            ])  # fmt: skip
            log = look.page.locator("main .log")
            await expect(log).to_contain_text("no_such_block")
            sent = await there.ann.says(there.dm(), files=[("a.eml", raw)])
            await there.answer(sent)
            await look.goes_to(f"{there.dm().id}/{sent.ts}")
            await expect(look.page.get_by_role("complementary", name="Thread")).to_contain_text("I checked the")
            assert await look.page.evaluate("[window.pwned, document.baseURI.startsWith(location.origin)]") == [
                None,
                True,
            ]
            assert (
                await look.page.locator("main iframe, main script, aside iframe, base, main svg[onload]").count() == 0
            )


async def test_what_a_mail_says_becomes_no_link_in_the_answer(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        sent = await there.ann.says(there.dm(), HOSTILE)
        await there.answer(sent)
        await look.goes_to(f"{there.dm().id}/{sent.ts}")
        answer = look.page.get_by_role("complementary", name="Thread").locator("article").last
        await expect(answer).to_contain_text("scam")
        links = await answer.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
        assert not [one for one in links if "evil" in one or "paypal" in one]


async def test_no_link_that_somebody_wrote_can_run_a_script(tmp_path: Path) -> None:
    hrefs = (
        "javascript:window.pwned=1",
        "JaVaScRiPt:window.pwned=1",
        "\tjavascript:window.pwned=1",
        "data:text/html,x",
        "file:///etc/passwd",
    )
    links = [{"type": "link", "url": one, "text": one} for one in hrefs]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": links}]}
    async with company(tmp_path) as there, looking(there) as look:
        there.bot.joins(there.general)
        await there.bot.says(there.general, " ".join(f"<{one}|press>" for one in hrefs))
        await there.bot.says(there.general, "links", blocks=[block])
        await look.goes_to(there.general.id)
        await expect(look.page.locator("main article")).to_have_count(2)
        found = await look.page.locator("main .log a[href]").evaluate_all("links => links.map(link => link.protocol)")
        assert not set(found) - {"http:", "https:", "mailto:", "tel:"}


@pytest.mark.thorough
async def test_a_link_in_a_mail_that_somebody_pasted_cannot_be_opened(tmp_path: Path) -> None:
    """People paste scams: one slip of the finger must not open the scammer's page."""
    async with company(tmp_path) as there, looking(there) as look:
        await there.ann.says(there.general, f"look: {LURE} and <http://evil.example/other|paypal.com>")
        await look.goes_to(there.general.id)
        message = look.page.locator("main article")
        await expect(message).to_contain_text("http://evil.example/login")
        assert await message.locator("a[href*=evil]").count() == 0
