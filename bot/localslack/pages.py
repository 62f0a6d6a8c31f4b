"""Addresses beside the Web API: files behind a login, uploads, and the addresses that answer an interaction."""

import asyncio
import copy
import json
from typing import Any

from aiohttp import web

from bot.localslack.core import Core
from bot.localslack.faults import Fault
from bot.localslack.happenings import messages
from bot.localslack.happenings.responses import answer_body, post_answer
from bot.localslack.methods.files import may_see
from bot.localslack.tickets import ResponseUrl
from bot.localslack.validation.response import response_problems
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message

_LOGIN = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Login | Slack</title></head>"
    "<body><h1>Sign in to your workspace</h1><form action='/' method='post'></form></body></html>"
)


class Pages:
    """Handles /files-pri, /files-email-priv, /upload and /services."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes; the login page, with HTTP 200, for who may not have them."""
        if (fault := self._core.faults.due("download")) and (failed := await _failed(request, fault)):
            return failed
        file = self._allowed(request)
        if file is None:
            return web.Response(text=_LOGIN, content_type="text/html")
        if file.deleted:
            return web.Response(status=404, text=_LOGIN, content_type="text/html")
        part = file.parts.get(request.match_info["name"])
        content_type = str(file.body["mimetype"]) if part is None else "application/octet-stream"
        return web.Response(body=file.data if part is None else part, content_type=content_type)

    def _allowed(self, request: web.Request) -> File | None:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        bot = self._core.tokens.get(token.strip()) if kind.lower() == "bearer" else None
        team_id, _, file_id = request.match_info["file"].partition("-")
        if bot is None or not bot.active or bot.team_id != team_id or not bot.may("files:read"):
            return None
        team = self._core.workspaces[team_id]
        file = team.files.get(file_id)
        return file if file and may_see(team, file, bot) else None

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Bytes for an address that files.getUploadURLExternal gave."""
        team_id, file_id = self._core.uploads.pop(request.match_info["word"], ("", ""))
        if not team_id:
            return web.Response(status=404, text="not found")
        file = self._core.workspaces[team_id].files[file_id]
        file.data = await _bytes(request)
        file.body["size"] = len(file.data)
        self._core.changes.touch()
        return web.Response(text=f"OK - {len(file.data)}")

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A response_url: five times within thirty minutes."""
        fault = self._core.faults.due("response_url")
        if fault and fault.what != "lose_reply" and (failed := await _failed(request, fault)):
            return failed
        found = self._core.tickets.use_response(request.match_info["word"], self._core.clock.now())
        if isinstance(found, str):
            return web.Response(status=404, text=found)
        try:
            said = json.loads(await request.read())
        except ValueError:
            return web.Response(status=500, text="invalid_payload")
        error = self._refused(said)
        if error:
            return web.json_response(error)
        self._respond(found, said)
        self._core.changes.touch()
        if fault and fault.what == "lose_reply" and request.transport:
            request.transport.abort()
        return web.Response(text="ok")

    def _refused(self, said: Any) -> dict[str, Any] | None:
        if not isinstance(said, dict):
            return {"ok": False, "error": "invalid_payload"}
        error, problems = response_problems(said)
        if not error:
            return None
        return {"ok": False, "error": error, "response_metadata": {"messages": problems}}

    def _respond(self, url: ResponseUrl, said: dict[str, Any]) -> None:
        original = self._original(url)
        team = self._core.workspaces[url.team_id]
        if said.get("delete_original"):
            if original:
                messages.delete(self._core, team, original)
            return
        body = answer_body(said)
        if said.get("replace_original") and original:
            messages.edit(self._core, team, original, {"blocks": None, "attachments": None} | body, by=original.user)
            original.payload = copy.deepcopy(said)
            return
        post_answer(self._core, url, said, body)

    def _original(self, url: ResponseUrl) -> Message | None:
        channel = self._core.workspaces[url.team_id].channels[url.channel_id]
        found = channel.ephemerals + channel.messages
        return next((one for one in found if one.ts == url.message_ts and not one.deleted), None)


async def _failed(request: web.Request, fault: Fault) -> web.Response | None:
    """How it goes wrong before anything is done; None where it only takes long."""
    if fault.what == "slow":
        await asyncio.sleep(fault.seconds)
        return None
    if fault.what == "server_error":
        return web.Response(status=fault.status)
    if fault.what == "rate_limit":
        return web.Response(status=429, headers={"Retry-After": str(int(fault.seconds))})
    if request.transport:
        request.transport.abort()
    return web.Response()


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
