"""The page is for this machine alone, and what people put into Slack cannot run in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.localslack.page import door
from tests.localslack.conftest import Firm

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
HTML = b"<html><script>alert(1)</script></html>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
STATIC = Path(door.__file__).parent / "static"


@pytest.fixture
async def web(firm: Firm) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(firm.slack.core.origin) as session:
        yield session


async def test_the_page_allows_its_own_script_and_no_markup_from_text(web: aiohttp.ClientSession) -> None:
    async with web.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy and "frame-ancestors 'none'" in policy
    assert "<script>" not in page and "style=" not in page and "http:" not in page


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/page/css/tokens.css", "/page/live", "/page/file/T1-F1"])
async def test_another_name_for_this_machine_is_refused(web: aiohttp.ClientSession, path: str) -> None:
    async with web.get(path, headers={"Host": "attacker.test"}) as answer:
        assert answer.status == 403


async def test_another_website_can_neither_look_nor_upload(firm: Firm, web: aiohttp.ClientSession) -> None:
    for origin in ("http://attacker.test", "null", "http://127.0.0.1:1", ""):
        async with web.post("/page/upload?name=x", data=b"x", headers={"Origin": origin}) as answer:
            assert answer.status == 403, origin
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await web.ws_connect(f"/page/live?as={firm.ann.handle}", headers={"Origin": origin})
        assert refused.value.status == 403


@pytest.mark.parametrize("path", ["../door.py", "%2e%2e/door.py", "css", "css/", "nothing.js", "..%2f..%2fcore.py"])
async def test_only_the_pages_own_files_are_given_out(web: aiohttp.ClientSession, path: str) -> None:
    async with web.get(f"/page/{path}") as answer:
        assert answer.status in (403, 404)


async def test_every_script_and_style_is_given_out(web: aiohttp.ClientSession) -> None:
    files = [one.relative_to(STATIC) for one in STATIC.rglob("*") if one.is_file()]
    assert files
    for one in files:
        async with web.get(f"/page/{one.as_posix()}") as answer:
            assert answer.status == 200, one
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "data", "kind", "how"),
    [
        ("a.png", PNG, "image/png", "inline"),
        ("a.html", HTML, "application/octet-stream", "attachment"),
        ("a.svg", SVG, "application/octet-stream", "attachment"),
        ("a.png", HTML, "application/octet-stream", "attachment"),
        ("a.eml", b"From: x@y.test\n\nhi", "application/octet-stream", "attachment"),
    ],
)
async def test_a_file_is_shown_only_when_it_is_a_picture(
    firm: Firm, web: aiohttp.ClientSession, name: str, data: bytes, kind: str, how: str
) -> None:
    said = await firm.ann.says(firm.general, files=[(name, data)])
    async with web.get(f"/page/file/{firm.team.id}-{said.files[0]['id']}") as answer:
        assert (answer.content_type, await answer.read()) == (kind, data)
        assert answer.headers["Content-Disposition"].startswith(how)
        assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_a_file_that_was_deleted_is_gone(firm: Firm, web: aiohttp.ClientSession) -> None:
    said = await firm.ann.says(firm.general, files=[("a.png", PNG)])
    await firm.ann.deletes_file(said)
    async with web.get(f"/page/file/{firm.team.id}-{said.files[0]['id']}") as answer:
        assert answer.status == 404
    for odd in ("", "x", "T1-", "-", "T1-F1"):
        async with web.get(f"/page/file/{odd}") as answer:
            assert answer.status == 404


def test_the_pages_script_never_makes_markup_from_text() -> None:
    """The browser refuses it, too; this says where before anybody runs it."""
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc")
    scripts = list(STATIC.rglob("*.js"))
    assert len(scripts) > 10
    found = [(one.name, word) for one in scripts for word in banned if word in one.read_text("utf-8")]
    assert not found
