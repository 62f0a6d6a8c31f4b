"""The Web API over HTTP: faults first, then the gate, then the method; every call is written down."""

import asyncio
import copy
from typing import Any

from aiohttp import web

from bot.localslack import gate
from bot.localslack.calls import Call
from bot.localslack.core import Core
from bot.localslack.failures import cut
from bot.localslack.faults import Fault
from bot.localslack.methods import METHODS
from bot.localslack.methods.history import HISTORY
from bot.localslack.methods.registry import Answer, Asked, Method, Refused
from bot.localslack.pace import Pace

_LIMITED = {"ok": False, "error": "ratelimited"}
_PACED_BY_CHANNEL = ("chat.postMessage", "chat.postEphemeral")


class Api:
    """Handles /api/METHOD."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._pace = Pace()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        record = Call(name, {}, "", "", self._core.clock.now())
        self._core.records.add(record)
        fault = self._core.faults.due(name)
        try:
            return await self._answer(request, record, fault)
        finally:
            self._core.changes.touch()

    async def _answer(self, request: web.Request, record: Call, fault: Fault | None) -> web.StreamResponse:
        try:
            arguments, token = await gate.arguments_of(request, METHODS.get(record.method))
        except Refused as refused:
            return self._said(record, refused.answer)
        record.arguments, record.token = copy.deepcopy(arguments), token
        bot = self._core.tokens.get(token)
        record.team = bot.team_id if bot else ""
        if fault and (failed := self._failed(request, record, fault)):
            return failed
        answer = await self._done(record, arguments, token)
        if fault and fault.what == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.what == "lose_reply":
            record.response = answer
            return _cut(request, record)
        return self._said(record, answer)

    async def _done(self, record: Call, arguments: dict[str, Any], token: str) -> Answer:
        try:
            method = gate.known(record.method)
            call = gate.asked(self._core, method, arguments, token)
            if wait := self._must_wait(call, method):
                return _LIMITED | {"retry_after": wait}
            return await gate.answer_of(call, method)
        except Refused as refused:
            return refused.answer

    def _must_wait(self, call: Asked, method: Method) -> int:
        if not self._core.rate_limits or call.installed is None:
            return 0
        team, app, now = call.installed.team_id, call.app, self._core.clock.now()
        a_minute = 1 if app.distributed and method.name in HISTORY else method.a_minute
        if wait := self._pace.call(team, app.id, method.name, a_minute, now):
            return wait
        if method.name in _PACED_BY_CHANNEL:
            return self._pace.message(team, app.id, call.text("channel"), now)
        return 0

    def _failed(self, request: web.Request, record: Call, fault: Fault) -> web.StreamResponse | None:
        if fault.what == "drop":
            return _cut(request, record)
        if fault.what == "rate_limit":
            return self._said(record, _LIMITED | {"retry_after": int(fault.seconds)})
        if fault.what == "server_error":
            record.status = fault.status
            return web.Response(status=fault.status, text="upstream error")
        if fault.what == "error":
            return self._said(record, {"ok": False, "error": fault.error})
        return None

    def _said(self, record: Call, answer: Answer) -> web.Response:
        wait = answer.pop("retry_after", None)
        record.response = answer
        bot = self._core.tokens.get(record.token)
        headers = {"x-slack-req-id": self._core.ids.hex(32)}
        if bot:
            headers["x-oauth-scopes"] = ",".join(sorted(bot.scopes))
            method = METHODS.get(record.method)
            headers["x-accepted-oauth-scopes"] = ",".join(method.scopes) if method else ""
        if wait is not None:
            record.status = 429
            return web.json_response(answer, status=429, headers=headers | {"Retry-After": str(wait)})
        return web.json_response(answer, headers=headers)


def _cut(request: web.Request, record: Call) -> web.StreamResponse:
    record.status = 0
    return cut(request)
