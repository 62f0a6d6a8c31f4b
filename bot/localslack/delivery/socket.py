"""Socket Mode: an app opens up to ten connections, and each payload goes down any one of them."""

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from bot.localslack.calls import Attempt, Delivery
from bot.localslack.core import Core
from bot.localslack.delivery.envelopes import socket_envelope
from bot.localslack.delivery.waiting import ACK_SECONDS, within
from bot.localslack.faults import Reason
from bot.localslack.world.apps import App

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 3600
_WARNING_SECONDS = 10
_PING_SECONDS = 10
_TICKET_SECONDS = 30


@dataclass(slots=True, eq=False)
class Line:
    """One open connection; acks are awaited by envelope_id. `leaving`: no more goes down it."""

    app: App
    ws: web.WebSocketResponse
    request: web.Request
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    leaving: bool = False


class Sockets:
    """All connections of all apps."""

    core: Core

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._turn = 0

    def of(self, app: App) -> list[Line]:
        return [one for one in self.lines if one.app is app and not one.leaving and not one.ws.closed]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """The address that apps.connections.open gave; good once."""
        app_id, born = self.core.tickets.sockets.pop(request.query.get("ticket", ""), ("", 0.0))
        app = self.core.apps.get(app_id)
        if app is None or self.core.clock.now() - born > _TICKET_SECONDS:
            return web.Response(status=403, text="invalid ticket")
        ws = web.WebSocketResponse(timeout=1.0)  # how long a silent client may delay the end of a test
        await ws.prepare(request)
        line = Line(app, ws, request)
        if len(self.of(app)) >= MOST_CONNECTIONS:
            await self._say_disconnect(line, "too_many_websockets")
            return ws
        await ws.send_json(self._hello(app))
        self.lines.append(line)
        try:
            self.core.changes.touch()
            await self._serve(line)
        finally:
            self._hang_up(line)
        return ws

    async def attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        """Send it down a line and wait for its ack; fills in the attempt."""
        try:
            await within(self.core.clock, ACK_SECONDS, self._send(delivery, attempt, reason))
        except TimeoutError:
            attempt.reason = "timeout"
        except (ConnectionError, RuntimeError):
            attempt.reason = "connection_lost"

    async def drop(self, app: App | None) -> None:
        """Cut the connections without a close frame."""
        for line in [one for one in self.lines if app in (None, one.app)]:
            line.leaving = True
            if line.request.transport:
                line.request.transport.abort()
        await asyncio.sleep(0)

    async def disconnect(self, reason: Reason, app: App | None) -> None:
        for line in [one for one in self.lines if app in (None, one.app)]:
            await self._say_disconnect(line, reason)

    async def close(self) -> None:
        for line in list(self.lines):
            line.leaving = True
            with contextlib.suppress(ConnectionError):
                await line.ws.close()

    async def _send(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        line = await self._free_line(delivery.app)
        attempt.envelope_id = self.core.ids.uuid()
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        line.waiting[attempt.envelope_id] = answer
        began = time.monotonic()
        try:
            await line.ws.send_json(socket_envelope(delivery, attempt, reason))
            attempt.response = await answer
        finally:
            line.waiting.pop(attempt.envelope_id, None)
        attempt.latency = time.monotonic() - began
        if delivery.kind == "events_api" and self.core.faults.ack_is_lost():
            attempt.reason = "timeout"

    async def _free_line(self, app: App) -> Line:
        while not (lines := self.of(app)):
            await asyncio.sleep(0.01)
        self._turn += 1
        return lines[self._turn % len(lines)]

    async def _serve(self, line: Line) -> None:
        beside = [asyncio.ensure_future(self._pings(line)), asyncio.ensure_future(self._age(line))]
        try:
            async for message in line.ws:
                if message.type == WSMsgType.TEXT:
                    self._take(line, message.data)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    def _take(self, line: Line, data: str) -> None:
        with contextlib.suppress(ValueError):
            said = json.loads(data)
            answer = line.waiting.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
            if answer and not answer.done():
                answer.set_result(said.get("payload"))

    async def _pings(self, line: Line) -> None:
        while True:
            await asyncio.sleep(_PING_SECONDS)
            with contextlib.suppress(ConnectionError):
                await line.ws.ping(b"Ping from localslack")

    async def _age(self, line: Line) -> None:
        await self.core.clock.sleep(CONNECTION_SECONDS - _WARNING_SECONDS)
        await self._say_disconnect(line, "warning")
        await self.core.clock.sleep(_WARNING_SECONDS)
        await self._say_disconnect(line, "refresh_requested")

    async def _say_disconnect(self, line: Line, reason: Reason) -> None:
        debug = {"host": "applink-local"}
        with contextlib.suppress(ConnectionError):
            await line.ws.send_json({"type": "disconnect", "reason": reason, "debug_info": debug})
        if reason != "warning":
            line.leaving = True
            self.core.office.run(_close_soon(line))

    def _hello(self, app: App) -> dict[str, Any]:
        debug = {"host": "applink-local", "build_number": 1, "approximate_connection_time": CONNECTION_SECONDS}
        count = len(self.of(app)) + 1
        return {"type": "hello", "num_connections": count, "debug_info": debug, "connection_info": {"app_id": app.id}}

    def _hang_up(self, line: Line) -> None:
        line.leaving = True
        if line in self.lines:
            self.lines.remove(line)
        for answer in line.waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionResetError("the socket closed before the ack"))
        self.core.changes.touch()


async def _close_soon(line: Line) -> None:
    """Acks under way may still come in."""
    await asyncio.sleep(0.2)
    with contextlib.suppress(ConnectionError):
        await line.ws.close()
