"""Who may come in at the door: everything that can be refused is refused here, before it costs anything."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from bot.app.visitor import Limits, Visitor, plain
from bot.watch.refusals import Refusals
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FROM_SLACK = frozenset({"application/json", "application/x-www-form-urlencoded"})
TOO_OLD = 300.0  # seconds: Slack's own limit for what may be sent again by somebody else
_HTML_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Guard:
    """The middleware of a site. `now` tells the time in seconds since 1970, as Slack's signatures do."""

    def __init__(self, limits: Limits, refused: Refusals, now: Callable[[], float]) -> None:
        self._limits = limits
        self.refused = refused
        self._now = now

    def application(self) -> web.Application:
        """An application where every request passes the guard, and every answer is dressed for the street."""

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            visitor = request.protocol
            assert isinstance(visitor, Visitor)  # no other connection is made
            visitor.begun()
            try:
                return await self._answer(request, handler)
            finally:
                visitor.ended()

        application = web.Application(middlewares=[guarded], client_max_size=self._limits.body_bytes)
        application.on_response_prepare.append(_dressed)
        return application

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        refusal = self._seen_from_head(request)
        if refusal is None and request.method == "POST":
            refusal = await self._body_is_here(request)
        if refusal is None:
            assert isinstance(request.protocol, Visitor)
            request.protocol.heard()
            return await self._handled(request, handler)
        why, response = refusal
        self.refused(why)
        if why in {"too_large", "slow"} or not await self._rest_is_read(request):
            response.force_close()
        return response

    def _seen_from_head(self, request: web.Request) -> tuple[str, web.Response] | None:
        """Why the request is refused, and the answer, as far as its headers tell."""
        if (request.content_length or 0) > self._limits.body_bytes:
            return "too_large", plain(413)
        nowhere = request.match_info.http_exception
        if isinstance(nowhere, web.HTTPMethodNotAllowed):
            response = plain(405)
            response.headers["Allow"] = nowhere.headers["Allow"]
            return "method", response
        if nowhere is not None:
            return "not_found", plain(404)
        if request.method == "POST" and (
            request.content_type not in FROM_SLACK or "Content-Encoding" in request.headers or not _readable(request)
        ):
            return "content_type", plain(415)
        if not _can_be_signed(request):
            return "signature", plain(401)
        return None

    async def _body_is_here(self, request: web.Request) -> tuple[str, web.Response] | None:
        """Reads the body; whoever handles the request finds it there."""
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                (await request.read()).decode()
        except TimeoutError:
            return "slow", plain(408)
        except web.HTTPRequestEntityTooLarge:
            return "too_large", plain(413)
        except (web.RequestPayloadError, UnicodeDecodeError, ConnectionError):  # the last: the client went away
            return "malformed", plain(400)
        return None

    async def _handled(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as told:
            if told.status < HTTPStatus.BAD_REQUEST:
                raise
            return plain(told.status)
        except Exception as error:  # noqa: BLE001 - whatever failed, the client hears no word of it
            log.error("a request for %s failed: %s", _place(request), place_of(error))
            return plain(500)
        if response.status == HTTPStatus.UNAUTHORIZED and request.method == "POST":
            self.refused("too_old" if self._is_old(request) else "signature")
        return response

    def _is_old(self, request: web.Request) -> bool:
        when = request.headers.get("X-Slack-Request-Timestamp", "")
        return when.isdecimal() and abs(self._now() - int(when)) > TOO_OLD

    async def _rest_is_read(self, request: web.Request) -> bool:
        """Whether a small body was read to its end and dropped: closing before that could swallow our answer."""
        left = self._limits.rest_bytes
        try:
            async with asyncio.timeout(self._limits.rest_seconds):
                while left > 0 and (chunk := await request.content.readany()):
                    left -= len(chunk)
        except (TimeoutError, web.RequestPayloadError, ConnectionError):
            return False
        return request.content.at_eof()


def _place(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "nothing"


def _readable(request: web.Request) -> bool:
    """Whether the body's alphabet is one that Slack writes; another would fail where it is read."""
    return (request.charset or "utf-8").lower() in {"utf-8", "utf8", "us-ascii"}


def _can_be_signed(request: web.Request) -> bool:
    """Whether the headers of a signature, where there are any, are of the form that the check expects."""
    when = request.headers.get("X-Slack-Request-Timestamp", "0")
    signature = request.headers.get("X-Slack-Signature", "")
    return when.isascii() and when.isdecimal() and len(when) <= 12 and signature.isascii()


async def _dressed(_: web.Request, response: web.StreamResponse) -> None:
    """No banner; nothing is guessed, kept or told to others. A page that needs more says so in its own header."""
    headers = response.headers
    headers.popall("Server", None)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cache-Control", "no-store")
    if response.content_type == "text/html":
        headers.setdefault("Content-Security-Policy", _HTML_POLICY)
        headers.setdefault("X-Frame-Options", "DENY")
