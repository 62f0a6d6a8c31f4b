"""Open doors on the loopback, and clients of them: decent ones, and raw sockets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from bot.app.visitor import USUAL, Limits
from bot.app.web import Doors, open_doors
from bot.watch.health import Health
from bot.watch.metrics import REFUSED

EVENTS = "/slack/events"
JSON = {"Content-Type": "application/json"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def echo(request: web.Request) -> web.Response:
    return web.Response(text=await request.text())


async def _page(request: web.Request) -> web.Response:
    return web.Response(text="<p>Install me", content_type="text/html")


@asynccontextmanager
async def opened(handler: Handler = echo, limits: Limits = USUAL, health: Health | None = None) -> AsyncIterator[Doors]:
    routes = [web.post(EVENTS, handler), web.get("/slack/install", _page)]
    doors = await open_doors(routes, host="127.0.0.1", port=0, health=health or Health(), limits=limits)
    try:
        yield doors
    finally:
        await doors.close(0.1)


@asynccontextmanager
async def asked(
    doors: Doors, method: str, path: str, **more: object
) -> AsyncIterator[tuple[int, str, aiohttp.ClientResponse]]:
    url = f"http://127.0.0.1:{doors.port}{path}"
    async with aiohttp.ClientSession() as client, client.request(method, url, **more) as answer:  # type: ignore[arg-type]  # whatever a test asks with
        yield answer.status, await answer.text(), answer


async def raw(doors: Doors, sent: bytes) -> bytes:
    """All that comes back until the door closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", doors.port)
    try:
        writer.write(sent)
        return await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()


def refused(why: str) -> float:
    return float(REFUSED.labels(why)._value.get())


def head(*more: str, method: str = "POST", path: str = EVENTS) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: x.example", "Content-Type: application/json", *more, "", ""]
    return "\r\n".join(lines).encode()
