"""What is not Slack's is turned away before it costs anything, is counted, and hears no word too many."""

import asyncio
import contextlib
import hashlib
import hmac
import io
import json
import time
import tracemalloc

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app.visitor import USUAL
from tests.app.doors import EVENTS, JSON, Handler, asked, head, opened, raw, refused


async def test_slacks_two_kinds_of_body_come_in() -> None:
    async with opened() as doors:
        for kind in ("application/json; charset=utf-8", "application/x-www-form-urlencoded"):
            async with asked(doors, "POST", EVENTS, data="ä=1", headers={"Content-Type": kind}) as (status, text, _):
                assert (status, text) == (200, "ä=1")


@pytest.mark.parametrize(
    "method, path, headers, status, why",
    [
        ("POST", EVENTS, {"Content-Type": "text/xml"}, 415, "content_type"),
        ("POST", EVENTS, {"Content-Type": "multipart/form-data; boundary=x"}, 415, "content_type"),
        ("POST", EVENTS, {"Content-Type": "application/json; charset=utf-7"}, 415, "content_type"),
        ("POST", EVENTS, JSON | {"Content-Encoding": "gzip"}, 415, "content_type"),
        ("POST", EVENTS, JSON | {"X-Slack-Request-Timestamp": "soon"}, 401, "signature"),
        ("POST", EVENTS, JSON | {"X-Slack-Request-Timestamp": "9" * 5000}, 401, "signature"),
        ("POST", EVENTS, JSON | {"X-Slack-Signature": "v0=é"}, 401, "signature"),
        ("PUT", EVENTS, JSON, 405, "method"),
        ("GET", EVENTS, {}, 405, "method"),
        ("POST", "/healthz", JSON, 405, "method"),
        ("GET", "/admin", {}, 404, "not_found"),
        ("POST", "/slack/events/", JSON, 404, "not_found"),
    ],
)
async def test_what_is_not_slacks_is_refused_in_a_line_and_counted(
    method: str, path: str, headers: dict[str, str], status: int, why: str
) -> None:
    before = refused(why)
    async with (
        opened() as doors,
        asked(doors, method, path, data=b"Dear Anna", headers=headers) as (told, text, answer),
    ):
        assert told == status
        assert text.startswith(f"{status} ") and len(text.splitlines()) == 1 and len(text) < 40
        assert "Server" not in answer.headers
    assert refused(why) == before + 1


async def test_a_body_that_is_no_text_is_refused_before_anybody_reads_it() -> None:
    before = refused("malformed")
    async with opened() as doors, asked(doors, "POST", EVENTS, data=b"\xff\xfe", headers=JSON) as (status, _, _):
        assert status == 400
    assert refused("malformed") == before + 1


async def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() -> None:
    before = refused("too_large")
    async with opened() as doors:
        said = await raw(doors, head(f"Content-Length: {USUAL.body_bytes + 1}"))
    assert said.startswith(b"HTTP/1.1 413 ") and b"Connection: close" in said
    assert refused("too_large") == before + 1


async def test_the_largest_allowed_body_comes_in() -> None:
    body = io.BytesIO(b"x" * USUAL.body_bytes)
    async with opened() as doors, asked(doors, "POST", EVENTS, data=body, headers=JSON) as (status, text, _):
        assert (status, len(text)) == (200, USUAL.body_bytes)


@pytest.mark.parametrize("path, why", [(EVENTS, "too_large"), ("/elsewhere", "not_found")])
async def test_a_body_of_100_mb_that_hides_its_size_is_cut_off_early_and_takes_no_memory(path: str, why: str) -> None:
    whole, piece, sent = 100 * 1024 * 1024, b"10000\r\n" + b"x" * 65536 + b"\r\n", 0
    before = refused(why)
    async with opened() as doors:
        _, writer = await asyncio.open_connection("127.0.0.1", doors.port)
        tracemalloc.start()
        writer.write(head("Transfer-Encoding: chunked", path=path))
        with contextlib.suppress(ConnectionError):
            while sent < whole:
                writer.write(piece)
                await writer.drain()
                sent += len(piece)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        writer.close()
    assert sent < whole / 5
    assert peak < 5 * USUAL.body_bytes
    assert refused(why) == before + 1


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /slack/events HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ids=["a long header", "a long line", "TLS", "two lengths"],
)
async def test_what_is_no_decent_http_is_refused_without_a_banner_or_an_echo(sent: bytes) -> None:
    before = refused("malformed")
    async with opened() as doors:
        said = await raw(doors, sent)
    assert said.startswith(b"HTTP/1.0 400 ") and said.endswith(b"\r\n\r\n400 Bad Request\n")
    assert b"aiohttp" not in said.lower() and b"python" not in said.lower() and b"xxx" not in said
    assert refused("malformed") == before + 1


# ── Slack's signature, checked by Bolt behind the door ──────────────────────────────────────────────────────

SECRET = "8f742231b10e8888abcd99ff01cc85a5"


def _signed(body: str, when: int) -> dict[str, str]:
    digest = hmac.new(SECRET.encode(), f"v0:{when}:{body}".encode(), hashlib.sha256).hexdigest()
    return JSON | {"X-Slack-Request-Timestamp": str(when), "X-Slack-Signature": f"v0={digest}"}


def _bolt() -> Handler:
    app = AsyncApp(client=AsyncWebClient(token="xoxb-1"), signing_secret=SECRET)

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return events


@pytest.mark.parametrize("age, change, why", [(0, " ", "signature"), (301, "", "too_old"), (-330, "", "too_old")])
async def test_a_forged_or_replayed_request_is_refused_and_counted(age: int, change: str, why: str) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    before, headers = refused(why), _signed(body, int(time.time()) - age)
    async with (
        opened(_bolt()) as doors,
        asked(doors, "POST", EVENTS, data=body + change, headers=headers) as (status, _, _),
    ):
        assert status == 401
    assert refused(why) == before + 1


async def test_what_slack_signed_comes_in() -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    async with (
        opened(_bolt()) as doors,
        asked(doors, "POST", EVENTS, data=body, headers=_signed(body, int(time.time()))) as (status, text, answer),
    ):
        assert (status, json.loads(text)) == (200, {"challenge": "abc"})
        assert "Server" not in answer.headers
