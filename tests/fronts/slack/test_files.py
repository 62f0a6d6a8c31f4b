"""A file host that lies: the token stays with Slack, no more is read than we read, and a sign-in page is no mail."""

import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.flows.shapes import Dropped
from bot.fronts.slack.files import LARGEST, MOST_FILES, Files
from bot.fronts.slack.gateway.gateway import TIMEOUT, Gateway
from bot.fronts.slack.workspaces import Workspace, Workspaces
from tests.fronts.slack.mails import SCAM

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

TOKEN = "xoxb-1-secret"
SIGN_IN = (
    b"<!DOCTYPE html><html><head><title>Login | Slack</title></head><body><h1>Sign in to your workspace</h1>"
    b"<form action='https://slack-signin.example/'><input type=password></form></body></html>"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Host:
    """A file host on loopback; `answers` are taken in turn, the last one again and again."""

    files: Files = field(init=False)
    workspace: Workspace = field(init=False)
    answers: list[Handler] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)  # the Host that was asked, and with what authorization
    info: dict[str, Any] = field(default_factory=dict)
    port: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/api/files.info":
            return web.json_response(self.info)
        self.asked.append((request.host.partition(":")[0], request.headers.get("Authorization", "")))
        return await (self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])(request)

    async def fetched(self, handler: Handler, *more: Handler, **file: Any) -> Dropped:
        """What becomes of a file that the host answers in this way."""
        self.answers = [handler, *more]
        described = {"id": "F1", "name": "a.eml", "url_private": f"http://127.0.0.1:{self.port}/a.eml"} | file
        (dropped,), more_files = await self.files.dropped(self.workspace, [described])
        assert more_files == 0
        return dropped


@pytest.fixture(params=[frozenset({"files:read"}), None], ids=["scopes told", "scopes not told"])
async def host(request: pytest.FixtureRequest) -> AsyncIterator[Host]:
    host = Host()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", host.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host.port = runner.addresses[0][1]
    await web.TCPSite(runner, "127.0.0.2", host.port).start()  # another host
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        workspaces = Workspaces(Gateway(session), f"http://127.0.0.1:{host.port}/api/")
        client = workspaces._client(TOKEN, asks=True)
        host.workspace = Workspace("T1", "", TOKEN, "U1", "B1", "", request.param, client, client)
        host.files = Files(workspaces)
        yield host
    await runner.cleanup()


def body(data: bytes, status: int = 200, **headers: str) -> Handler:
    async def answered(request: web.Request) -> web.StreamResponse:
        return web.Response(
            body=data, status=status, headers={name.replace("_", "-"): headers[name] for name in headers}
        )

    return answered


def moved(location: str, status: int = 302) -> Handler:
    return body(b"", status, Location=location)


async def endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"x" * 1_000_000)


async def broken_off(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(SCAM[:100])
    assert request.transport is not None
    request.transport.close()
    return answer


async def test_a_mail_is_fetched_with_the_token_whatever_type_it_is_said_to_be(host: Host) -> None:
    for kind in ("message/rfc822", "text/html", "application/json", "image/png", "nonsense"):
        assert await host.fetched(body(SCAM, Content_Type=kind)) == Dropped("a.eml", SCAM)
    assert set(host.asked) == {("127.0.0.1", f"Bearer {TOKEN}")}


@pytest.mark.parametrize("address", [
    "http://127.0.0.2:{port}/a.eml", "//127.0.0.2:{port}/a.eml", "http://127.0.0.1:{port}@127.0.0.2:{port}/a",
    "http://evil.example/a.eml", "https://slack.com.evil.example/a", "http://files.slack.com/a.eml",
    "https://evilslack.com/a", "https://files.slack.com@evil.example/a", "https://evil.example\\@files.slack.com/a",
    "http://169.254.169.254/latest/", "http://10.0.0.1/a", "http://[::ffff:127.0.0.2]:{port}/a", "file:///etc/passwd",
    "ftp://127.0.0.1/a", "javascript:alert(1)", "data:text/plain,x", "http://[", "http://\udcff/",
])  # fmt: skip
async def test_the_token_goes_to_no_other_host(host: Host, address: str) -> None:
    """Neither where the file's address leads elsewhere, nor where a redirect does."""
    elsewhere = address.replace("{port}", str(host.port))
    assert (await host.fetched(body(SCAM), url_private=elsewhere)).problem == "unreachable"
    assert host.asked == []
    if elsewhere.isascii() and elsewhere.isprintable():
        assert (await host.fetched(moved(elsewhere), body(SCAM))).problem == "unreachable"
        assert [asked for asked, _ in host.asked] == ["127.0.0.1"]


async def test_redirects_on_the_same_host_are_followed_and_not_for_ever(host: Host) -> None:
    assert await host.fetched(moved("/other"), body(SCAM)) == Dropped("a.eml", SCAM)
    assert (await host.fetched(moved("/again"))).problem == "unreachable"
    assert (await host.fetched(moved(""))).problem == "unreachable"
    assert len(host.asked) < 12


async def test_no_more_is_read_than_we_read(host: Host) -> None:
    assert (await host.fetched(endless)).problem == "too-large"
    assert (await host.fetched(body(b"x" * (LARGEST + 1)), size=5)).problem == "too-large"
    assert await host.fetched(body(b"x" * LARGEST), size=5) == Dropped("a.eml", b"x" * LARGEST)
    asked = len(host.asked)
    assert (await host.fetched(body(b"x"), size=LARGEST + 1)).problem == "too-large"
    assert len(host.asked) == asked  # not even asked for


async def test_a_small_answer_that_unpacks_to_a_large_one_is_too_large(host: Host) -> None:
    packed = gzip.compress(b"\0" * (3 * LARGEST))
    assert len(packed) < 100_000
    assert (await host.fetched(body(packed, Content_Encoding="gzip"))).problem == "too-large"
    assert await host.fetched(body(gzip.compress(SCAM), Content_Encoding="gzip")) == Dropped("a.eml", SCAM)
    assert (await host.fetched(body(b"no gzip", Content_Encoding="gzip"))).problem == "unreachable"


@pytest.mark.parametrize(("status", "problem"), [
    (204, "unreachable"), (400, "unreachable"), (401, "no-scope"), (403, "no-scope"), (404, "gone"), (410, "gone"),
    (429, "unreachable"), (500, "unreachable"), (503, "unreachable"),
])  # fmt: skip
async def test_a_refusal_is_told_as_what_it_is(host: Host, status: int, problem: str) -> None:
    assert (await host.fetched(body(b"", status, Retry_After="0.01"))).problem == problem


@pytest.mark.parametrize("status", [429, 500, 502])
@pytest.mark.parametrize("wait", ["0.01", "soon"])
async def test_a_host_in_trouble_is_asked_again(host: Host, status: int, wait: str) -> None:
    trouble = body(b"", status, Retry_After=wait)
    assert await host.fetched(trouble, body(SCAM)) == Dropped("a.eml", SCAM)


async def test_an_answer_that_breaks_off_is_no_mail(host: Host) -> None:
    assert (await host.fetched(broken_off)).problem == "unreachable"


async def test_an_empty_file_is_said_to_be_empty(host: Host) -> None:
    assert (await host.fetched(body(b""))).problem == "empty"


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream"])
async def test_a_sign_in_page_in_place_of_a_mail_is_not_judged(host: Host, kind: str) -> None:
    """Slack answers so, at 200, where the token may not read the file."""
    expected = "not-member" if host.workspace.scopes else "login-page"
    for page in (SIGN_IN, b"\xef\xbb\xbf \n" + SIGN_IN.lower()):
        assert (await host.fetched(body(page, Content_Type=kind), size=len(SCAM))).problem == expected
    assert (await host.fetched(body(SIGN_IN, Content_Type=kind), name="a.html", size=99)).problem == expected


async def test_a_page_that_somebody_uploaded_is_judged_even_if_it_looks_like_slacks(host: Host) -> None:
    """Phishing for Slack passwords exists, and people save the page."""
    for name in ("invoice.html", "invoice.htm", "mail.eml"):
        assert await host.fetched(body(SIGN_IN), name=name, size=len(SIGN_IN)) == Dropped(name, SIGN_IN)
    other = b"<html><body>Your parcel waits</body></html>"
    assert await host.fetched(body(other), name="a.html", size=1) == Dropped("a.html", other)


async def test_the_page_of_an_email_is_no_sign_in_page(host: Host) -> None:
    """Slack's own email object without its texts: its HTML is fetched, and a sign-in page is not taken for it."""
    mail = b"<html><body>Please pay</body></html>"
    file = {"filetype": "email", "mode": "email", "name": "Pay", "size": len(mail)}
    assert b"Please pay" in (await host.fetched(body(mail), **file)).data
    assert (await host.fetched(body(SIGN_IN), **file)).problem in ("login-page", "not-member")


@pytest.mark.parametrize("file", [
    {"id": "F1"}, {"id": "F1", "mode": "file_access", "name": "x"}, {"id": "F1", "file_access": "check_file_info"},
    {"id": None}, {"id": []}, {},
], ids=str)  # fmt: skip
async def test_a_stub_is_looked_up(host: Host, file: dict[str, Any]) -> None:
    host.answers = [body(SCAM)]
    host.info = {"ok": True, "file": {"name": "b.eml", "url_private": f"http://127.0.0.1:{host.port}/b"}}
    (dropped,), _ = await host.files.dropped(host.workspace, [file])
    assert dropped == Dropped("b.eml", SCAM)
    for info in (
        {"ok": True},
        {"ok": True, "file": []},
        {"ok": True, "file": file},
        {"ok": False},
        {"ok": False, "error": 7},
    ):
        host.info = info
        (dropped,), _ = await host.files.dropped(host.workspace, [file])
        assert dropped.problem in ("stub", "gone", "unreachable") and not dropped.data


async def test_what_is_no_file_is_left_out_and_too_many_are_counted(host: Host) -> None:
    host.answers = [body(SCAM)]
    one = {"name": "n" * 5000, "url_private": f"http://localhost:{host.port}/a", "size": "12"}
    dropped, more = await host.files.dropped(host.workspace, [None, "x", 3, *[one] * (MOST_FILES + 4)])
    assert len(dropped) == MOST_FILES and more == 4
    assert all(len(found.name) <= 255 and found.data == SCAM for found in dropped)
