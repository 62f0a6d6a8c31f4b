"""Clients that take their time, or come in crowds, keep nobody else out."""

import asyncio
import logging
from dataclasses import replace

import pytest
from aiohttp import web

from bot.app.visitor import USUAL
from bot.app.web import Doors
from bot.watch.metrics import CONNECTIONS
from tests.app.doors import EVENTS, JSON, asked, head, opened, raw, refused

BRIEF = replace(USUAL, head_seconds=0.2, body_seconds=0.2, idle_seconds=0.4, rest_seconds=0.2)


async def _trickle(doors: Doors, first: bytes, piece: bytes) -> bytes:
    """What came back from a door to which we keep sending a little, and never the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", doors.port)

    async def send() -> None:
        writer.write(first)
        while True:
            writer.write(piece)
            await asyncio.sleep(0.02)

    sending = asyncio.create_task(send())
    try:
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionError:
        return b""
    finally:
        sending.cancel()
        await asyncio.wait([sending])
        writer.close()


async def test_headers_that_never_end_are_not_waited_for() -> None:
    before = refused("slow")
    async with opened(limits=BRIEF) as doors:
        assert await _trickle(doors, b"POST /slack/events HTTP/1.1\r\n", b"X: y\r\n") == b""
    assert refused("slow") == before + 1


async def test_the_headers_of_a_second_request_have_the_same_deadline() -> None:
    before = refused("slow")
    async with opened(limits=replace(BRIEF, idle_seconds=60)) as doors:
        said = await _trickle(doors, head("Content-Length: 2") + b"{}GET / HTTP/1.1\r\n", b"X: y\r\n")
    assert said.count(b"HTTP/1.1") == 1 and said.startswith(b"HTTP/1.1 200 ")
    assert refused("slow") == before + 1


async def test_a_connection_that_says_nothing_is_closed() -> None:
    async with opened(limits=BRIEF) as doors:
        assert await raw(doors, b"") == b""


async def test_a_body_that_stops_in_the_middle_is_not_waited_for() -> None:
    before = refused("slow")
    async with opened(limits=BRIEF) as doors:
        said = await raw(doors, head("Content-Length: 100000") + b"x")
    assert said.startswith(b"HTTP/1.1 408 ")
    assert refused("slow") == before + 1


async def test_a_body_that_never_ends_is_not_waited_for() -> None:
    """What is sent while we hang up may swallow our answer; that nobody waits any longer is what counts."""
    before = refused("slow")
    async with opened(limits=BRIEF) as doors:
        said = await _trickle(doors, head("Content-Length: 100000"), b"x")
    assert said == b"" or said.startswith(b"HTTP/1.1 408 ")
    assert refused("slow") == before + 1


async def test_a_client_that_goes_away_in_the_middle_leaves_no_error_behind(caplog: pytest.LogCaptureFixture) -> None:
    before = refused("malformed")
    async with opened() as doors:
        _, writer = await asyncio.open_connection("127.0.0.1", doors.port)
        writer.write(head("Content-Length: 100") + b"half")
        await asyncio.sleep(0.05)
        writer.transport.abort()
        await asyncio.sleep(0.05)
        async with asked(doors, "GET", "/healthz") as (status, _, _):
            assert status == 200
    assert refused("malformed") == before + 1
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


async def test_a_slow_answer_of_ours_is_no_slow_client() -> None:
    """The deadline is for the client's part only."""

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(3 * BRIEF.head_seconds)
        return web.Response(text="done")

    async with opened(slow, BRIEF) as doors, asked(doors, "POST", EVENTS, data="{}", headers=JSON) as (status, _, _):
        assert status == 200


async def test_one_connection_may_ask_again_and_again() -> None:
    ask, last = head("Content-Length: 2") + b"{}", head("Connection: close", "Content-Length: 2") + b"{}"
    async with opened() as doors:
        said = await raw(doors, 5 * ask + last)
    assert said.count(b"HTTP/1.1 200 OK") == 6


async def test_a_crowd_is_kept_out_and_those_inside_are_served() -> None:
    going_on = asyncio.Event()

    async def at_work(request: web.Request) -> web.Response:
        await going_on.wait()
        return web.Response(text="done")

    before, open_before = refused("crowded"), CONNECTIONS._value.get()
    async with opened(at_work, replace(USUAL, connections=2)) as doors:
        inside = [await asyncio.open_connection("127.0.0.1", doors.port) for _ in range(2)]
        for _, writer in inside:
            writer.write(head("Content-Length: 2") + b"{}")
        await asyncio.sleep(0.1)
        assert await raw(doors, b"") == b""
        assert refused("crowded") == before + 1 and CONNECTIONS._value.get() == open_before + 2
        going_on.set()
        for reader, writer in inside:
            assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
            writer.close()
            await writer.wait_closed()
        await asyncio.sleep(0.05)
        async with asked(doors, "GET", "/healthz") as (status, _, _):
            assert status == 200
    assert CONNECTIONS._value.get() == open_before


@pytest.mark.parametrize(
    "sent",
    [b"", head("Content-Length: 2") + b"{}", head("Content-Length: 9") + b"{"],
    ids=["says nothing", "was answered", "sends no end"],
)
async def test_who_holds_all_places_and_asks_nothing_gives_way_to_whoever_comes(sent: bytes) -> None:
    open_before = CONNECTIONS._value.get()
    async with opened(limits=replace(USUAL, connections=3)) as doors:
        held = [await asyncio.open_connection("127.0.0.1", doors.port) for _ in range(3)]
        for _, writer in held:
            writer.write(sent)
        await asyncio.sleep(0.1)
        for _ in range(5):
            async with asked(doors, "GET", "/healthz") as (status, _, _):
                assert status == 200
            assert CONNECTIONS._value.get() <= open_before + 3
        for _, writer in held:
            writer.close()
    assert CONNECTIONS._value.get() == open_before


async def test_who_does_not_read_our_answers_keeps_nobody_out() -> None:
    async def long(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 8_000_000)

    async with opened(long, replace(USUAL, connections=2)) as doors:
        held = [await asyncio.open_connection("127.0.0.1", doors.port) for _ in range(2)]
        for _, writer in held:
            writer.write(head("Content-Length: 2") + b"{}")
        await asyncio.sleep(0.2)
        async with asked(doors, "GET", "/healthz") as (status, _, _):
            assert status == 200
        for _, writer in held:
            writer.close()
