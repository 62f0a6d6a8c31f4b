"""Another party's Slack: Socket Mode and a handful of methods, POST only, and not a field more than one may need."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.app.config import Config
from bot.app.running import Bot, running
from tests.fronts.slack.company import Here
from tests.fronts.slack.reading import read_out

BOT = "bot-7"
UNKNOWN = {  # how it answers a method that it does not have
    "a page": lambda: web.Response(status=404, text="<html><body>Not found</body></html>", content_type="text/html"),
    "plain words": lambda: web.Response(status=404, text="not found"),
    "Slack's word": lambda: web.json_response({"ok": False, "error": "unknown_method"}),
    "other JSON": lambda: web.json_response({"message": "Not Found"}, status=404),
    "a list": lambda: web.json_response([]),
    "ok": lambda: web.json_response({"ok": True}),
}


@dataclass
class OtherSlack:
    """One workspace without a name; `has` are the methods that it knows beside the few that everybody needs."""

    unknown: str = "a page"
    has: frozenset[str] = frozenset()
    team: str = ""
    posted: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    bot: Bot | None = None
    port: int = 0
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _acks: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/download/{id}", self._download)
        app.router.add_post("/api/{method}", self._called)
        return app

    async def _called(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = dict(await (request.json() if request.content_type == "application/json" else request.post()))
        self.calls.append((method, given))
        if method == "auth.test":
            return web.json_response({"ok": True, "user_id": BOT} | ({"team_id": self.team} if self.team else {}))
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"})
        if method == "chat.postMessage" or (method == "chat.postEphemeral" and method in self.has):
            self.posted.append(given)
            return web.json_response({"ok": True, "ts": f"9.{next(self._ids)}"})
        if method == "conversations.replies" and method in self.has:
            return web.json_response({"ok": True, "messages": self.messages})
        if method == "files.info" and method in self.has:
            return web.json_response({"ok": True, "file": {"url_private": f"{self.url}/download/{given['file']}"}})
        return UNKNOWN[self.unknown]()

    async def _download(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["id"]], content_type="text/html")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello"})
        async for told in socket:
            answer = json.loads(told.data)
            if waiting := self._acks.get(answer.get("envelope_id")):
                waiting.set_result(answer.get("payload"))
        return socket

    async def sends(self, kind: str, payload: Mapping[str, Any]) -> Any:
        """Hand something to the bot; what it acknowledged with. Raises TimeoutError without an ack."""
        envelope = f"envelope-{next(self._ids)}"
        self._acks[envelope] = asyncio.get_running_loop().create_future()
        await self._sockets[-1].send_json({"envelope_id": envelope, "type": kind, "payload": payload})
        async with asyncio.timeout(3):
            return await self._acks[envelope]

    async def event(self, **event: Any) -> Any:
        return await self.sends("events_api", {"type": "event_callback", "event": event})

    async def said(self, number: int = 1) -> str:
        """The answer with this number, wherever it was posted."""
        async with asyncio.timeout(10):
            while len(self.posted) < number:
                await asyncio.sleep(0.02)
        return read_out(self.posted[number - 1]["blocks"])

    async def quiet(self) -> None:
        assert self.bot is not None
        await self.bot.engine.settle()
        await self.bot.front.counter.settled()


@asynccontextmanager
async def other_slack(folder: Path, unknown: str = "a page", *has: str, team: str = "") -> AsyncIterator[OtherSlack]:
    """The bot in it, listening."""
    slack = OtherSlack(unknown, frozenset(has), team)
    runner = web.AppRunner(slack.app(), shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.port = runner.addresses[0][1]
    config = Config(
        bot_tokens=("xoxb-other",), app_token="xapp-other", api_url=f"{slack.url}/api/",
        database=f"sqlite:///{folder / 'legitbot.db'}",
    ).changed(web_port=0, metrics_port=0)  # fmt: skip
    try:
        async with running(config, Here()) as slack.bot:
            async with asyncio.timeout(5):
                while not slack._sockets:
                    await asyncio.sleep(0.01)
            yield slack
    finally:
        await runner.cleanup()
