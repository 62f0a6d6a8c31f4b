"""The page is for this machine alone, and what people put into Slack cannot run in it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

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


ADDRESSES = (
    "/",
    "/page/main.js",
    "/page/live",
    "/page/file/T1-F1",
    "/api/auth.test",
    "/link/",
    "/files-pri/T1-F1/x",
    "/x",
)


@pytest.mark.parametrize("path", ADDRESSES)
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


@pytest.mark.parametrize("path", ADDRESSES)
async def test_a_website_gets_nothing_from_a_browser(web: aiohttp.ClientSession, path: str) -> None:
    for headers in (
        {"Origin": "http://attacker.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ):
        async with web.get(path, headers=headers) as answer:
            assert answer.status == 403, headers


async def test_a_website_cannot_act_as_an_app_even_with_its_token(firm: Firm, web: aiohttp.ClientSession) -> None:
    form = {"token": firm.bot.token, "channel": firm.general.id, "text": "from afar"}
    for headers, status in (
        ({"Origin": "http://attacker.test"}, 403),
        ({"Origin": firm.slack.core.origin}, 200),
        ({}, 200),
    ):
        async with web.post("/api/chat.postMessage", data=form, headers=headers) as answer:
            assert answer.status == status
    assert len(firm.general.messages) == len(firm.slack.calls) == 2


async def test_a_link_on_a_website_opens_the_page_and_nothing_else(web: aiohttp.ClientSession) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for path, status in (("/", 200), ("/page/file/T1-F1", 403), ("/api/auth.test?token=x", 403)):
        async with web.get(path, headers=link) as answer:
            assert answer.status == status, path


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("a\r\nX-Evil: 1.eml", "a__X-Evil: 1.eml"), ("\u202egpj.exe", "_gpj.exe"), ("\ud800.eml", "_.eml"),
        ('x"; filename=y.html', "x_; filename=y.html"), ("../../etc/passwd", ".._.._etc_passwd"), ("", "file"),
        ("long" * 100 + ".eml", ("long" * 100)[:117] + ".eml"), ("résumé 履歴.pdf", "résumé 履歴.pdf"),
    ],
)  # fmt: skip
async def test_a_file_is_saved_under_a_name_that_does_no_harm(
    firm: Firm, web: aiohttp.ClientSession, name: str, saved: str
) -> None:
    said = await firm.ann.says(firm.general, files=[(name, b"x")])
    async with web.get(f"/page/file/{firm.team.id}-{said.files[0]['id']}") as answer:
        assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{quote(saved, safe='')}"
        assert "X-Evil" not in answer.headers


async def test_an_upload_that_is_too_large_or_broken_off_is_dropped(
    firm: Firm, web: aiohttp.ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    origin = firm.slack.core.origin
    head = f"POST /page/upload?name=x HTTP/1.1\r\nHost: {origin[7:]}\r\nOrigin: {origin}\r\nContent-Length: "
    for length, answers in ((10**10, b"HTTP/1.1 413"), (10**6, b"")):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(origin.rpartition(":")[2]))
        writer.write(f"{head}{length}\r\n\r\nthe beginning".encode())
        await writer.drain()
        assert await reader.readexactly(len(answers)) == answers
        writer.transport.abort()
    async with web.post("/page/upload?name=x", data=b"whole", headers={"Origin": origin}) as answer:
        assert (await answer.json())["ticket"]
    assert caplog.text == ""


@pytest.mark.parametrize(
    "path",
    ["../door.py", "%2e%2e/door.py", "css", "css/", "nothing.js", "..%2f..%2fcore.py", "%00.js", "a" * 5000 + ".js"],
)
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
