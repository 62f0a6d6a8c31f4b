"""The addresses that come with an interaction or a command: what an app posts there answers the person."""

import copy
import json
from typing import Any

from aiohttp import web

from bot.localslack.core import Core
from bot.localslack.failures import cut, failed_page
from bot.localslack.happenings import messages
from bot.localslack.happenings.responses import answer_body, post_answer
from bot.localslack.tickets import ResponseUrl
from bot.localslack.validation.response import response_problems
from bot.localslack.world.messages import Message


class AnswerPage:
    """Handles /services, the response_urls."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Five times within thirty minutes."""
        fault = self._core.faults.due("response_url")
        if fault and fault.what != "lose_reply" and (failed := await failed_page(request, fault)):
            return failed
        found = self._core.tickets.use_response(request.match_info["word"], self._core.clock.now())
        if isinstance(found, str):
            return web.Response(status=404, text=found)
        if self._core.installed(self._core.apps[found.app_id], self._core.workspaces[found.team_id]) is None:
            return web.Response(status=404, text="no_service")
        try:
            said = json.loads(await request.read())
        except ValueError:
            return web.Response(status=500, text="invalid_payload")
        if refusal := self._refusal(said):
            return web.json_response(refusal)
        self._respond(found, said)
        self._core.changes.touch()
        if fault and fault.what == "lose_reply":
            return cut(request)
        return web.Response(text="ok")

    def _refusal(self, said: Any) -> dict[str, Any] | None:
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
