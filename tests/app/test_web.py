"""The doors of the bot, tried through real sockets: whoever watches over it is told, and nothing else is told."""

import asyncio
import json
import logging
import socket

import aiohttp
import pytest
from aiohttp import web

from bot.app.web import open_doors
from bot.watch.health import Health
from bot.watch.metrics import WAITING
from tests.app.doors import EVENTS, JSON, asked, head, opened


async def _fails(request: web.Request) -> web.Response:
    raise ValueError("Dear Anna")


async def test_alive_is_said_until_something_no_longer_goes_round() -> None:
    seconds = 0.0
    health = Health(lambda: seconds)
    health.expect("engine", within=30)
    async with opened(health=health) as doors:
        async with asked(doors, "GET", "/healthz") as (status, text, _):
            assert (status, text) == (200, "ok\n")
        seconds = 31.0
        async with asked(doors, "GET", "/healthz") as (status, text, _):
            assert (status, text) == (503, "stale: engine\n")


async def test_ready_is_said_with_every_check() -> None:
    said: list[str | None] = [None]
    health = Health(kept_seconds=0)

    async def database() -> str | None:
        return said[0]

    health.check("database", database)
    async with opened(health=health) as doors:
        async with asked(doors, "GET", "/readyz") as (status, text, _):
            assert (status, json.loads(text)) == (200, {"ready": True, "checks": {"database": "ok"}})
        said[0] = "It refuses our password."
        async with asked(doors, "GET", "/readyz") as (status, text, _):
            told = {"ready": False, "checks": {"database": "It refuses our password."}}
            assert (status, json.loads(text)) == (503, told)


async def test_metrics_stand_at_a_door_of_their_own() -> None:
    async def ask() -> None:
        WAITING.set(23)

    doors = await open_doors(
        [], host="127.0.0.1", port=0, health=Health(), metrics_host="127.0.0.1", metrics_port=0, before_scrape=[ask]
    )
    try:
        url = f"http://127.0.0.1:{doors.metrics_port}"
        async with aiohttp.ClientSession() as client:
            async with client.get(f"{url}/metrics") as answer:
                page = await answer.text()
                assert answer.content_type == "text/plain" and "Server" not in answer.headers
            async with client.get(f"{url}/metrics", headers={"Accept": "application/openmetrics-text"}) as answer:
                assert answer.content_type == "application/openmetrics-text"
                assert (await answer.text()).endswith("# EOF\n")
            async with client.get(f"{url}/healthz") as answer:
                assert answer.status == 404
        assert "\nlegitbot_jobs_waiting 23.0\n" in page
        assert "\nprocess_open_fds " in page and "\nprocess_cpu_seconds_total " in page
        async with asked(doors, "GET", "/metrics") as (status, _, _):
            assert status == 404
    finally:
        await doors.close(0.1)


async def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(
            OSError, match=rf"^127.0.0.1:{port}, where Slack and /healthz should be, cannot be opened: "
        ):
            await open_doors([], host="127.0.0.1", port=port, health=Health())
        with pytest.raises(OSError, match=rf"^127.0.0.1:{port}, where /metrics should be, cannot be opened: "):
            await open_doors([], host="127.0.0.1", port=0, health=Health(), metrics_port=port)


async def test_closing_lets_a_request_that_is_at_work_finish_and_nobody_in() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        begun.set()
        await go_on.wait()
        return web.Response(text="done")

    async with opened(slow) as doors:

        async def ask() -> str:
            async with asked(doors, "POST", EVENTS, data="{}", headers=JSON) as (_, text, _):
                return text

        asking = asyncio.create_task(ask())
        await begun.wait()
        closing = asyncio.create_task(doors.close(20))
        await asyncio.sleep(0.05)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", doors.port)
        go_on.set()
        assert await asking == "done"
        await closing


async def test_closing_does_not_wait_longer_than_its_grace() -> None:
    begun = asyncio.Event()

    async def stuck(request: web.Request) -> web.Response:
        begun.set()
        await asyncio.sleep(3600)
        raise AssertionError

    async with opened(stuck) as doors:
        reader, writer = await asyncio.open_connection("127.0.0.1", doors.port)
        writer.write(head("Content-Length: 2") + b"{}")
        await begun.wait()
        await asyncio.wait_for(doors.close(0.1), 20)
        assert await reader.read() == b""
        writer.close()


async def test_a_failure_of_ours_is_told_to_nobody_but_the_log_and_there_without_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with opened(_fails) as doors, asked(doors, "POST", EVENTS, data="{}", headers=JSON) as (status, text, _):
        assert (status, text) == (500, "500 Internal Server Error\n")
    assert "a request for /slack/events failed: ValueError (" in caplog.text and "Anna" not in caplog.text


async def test_a_page_may_load_nothing_and_be_framed_by_nobody() -> None:
    dressed = {
        "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
    }
    async with opened() as doors, asked(doors, "GET", "/slack/install") as (status, _, answer):
        assert status == 200
        told = {name: answer.headers.get(name) for name in (*dressed, "Server")}
    assert told == dressed | {"Server": None}


async def test_a_page_that_needs_more_says_so_itself_and_a_redirect_goes_through() -> None:
    async def own(request: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return web.Response(text="<p>", content_type="text/html", headers=policy)

    async def away(request: web.Request) -> web.Response:
        raise web.HTTPFound("https://slack.example/oauth?state=1")

    routes = [web.get("/own", own), web.get("/away", away)]
    doors = await open_doors(routes, host="127.0.0.1", port=0, health=Health())
    try:
        async with asked(doors, "GET", "/own") as (_, _, answer):
            assert answer.headers["Content-Security-Policy"].endswith("style-src 'unsafe-inline'")
        async with asked(doors, "GET", "/away", allow_redirects=False) as (status, _, answer):
            assert (status, answer.headers["Location"]) == (302, "https://slack.example/oauth?state=1")
    finally:
        await doors.close(0.1)


async def test_a_flood_of_refusals_is_one_line_and_no_request_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with opened() as doors:
        for _ in range(20):
            async with asked(doors, "GET", "/Dear-Anna") as (status, _, _):
                assert status == 404
        async with asked(doors, "GET", "/healthz") as (status, _, _):
            assert status == 200
    assert [one.getMessage() for one in caplog.records if one.name.startswith(("bot", "aiohttp"))] == [
        "requests refused (not_found): 1"
    ]
