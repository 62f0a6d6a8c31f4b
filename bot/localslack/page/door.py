"""The page's addresses on the loopback: the page itself, its WebSocket, and files in and out.

Only this machine's own pages and apps may speak here, with the Web API too: a foreign website cannot reach it under
another name (the Host is looked at), nor ask for anything from afar (Origin and Sec-Fetch-Site are looked at). What
people put into Slack is shown as text by the page's own script, which cannot run anything else: see `policy`.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from aiohttp import WSCloseCode, web

from bot.localslack.core import Core
from bot.localslack.install.page import PATH as INSTALL
from bot.localslack.page.acts import ACTS
from bot.localslack.page.guide import Guide
from bot.localslack.page.uploads import Uploads
from bot.localslack.page.viewer import Viewer
from bot.localslack.people import Person

_STATIC = Path(__file__).parent / "static"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_MOST_FRAME = 20 * 1024 * 1024
_MOST_UPLOAD = 100 * 1024 * 1024  # bytes; live.js knows the same number
_MOST_NAME = 120  # letters of a file's name
_MOST_ENDING = 8
_GOODBYE_SECONDS = 0.5
_FROM_ELSEWHERE = ("/", INSTALL)
_FOREIGN = "Only the page itself may do this."


def policy(host: str) -> str:
    """The Content-Security-Policy of the page: its own script and style, and no way to make markup from text."""
    rules = (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:"),
        *(f"connect-src 'self' ws://{host}", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"),
        *("require-trusted-types-for 'script'", "trusted-types 'none'"),
    )
    return "; ".join(rules)


class Door:
    """Handles `/`, `/page/...`; `guide` may be laid out at any time."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._uploads = Uploads()
        self._open: dict[web.WebSocketResponse, web.Request] = {}
        self.guide = Guide()

    def add_to(self, app: web.Application) -> None:
        app.middlewares.append(self._guard)
        app.router.add_get("/", self._page)
        app.router.add_get("/page/live", self._live)
        app.router.add_get("/page/file/{file}", self._file)
        app.router.add_get("/page/sample/{id}", self._sample)
        app.router.add_post("/page/upload", self._upload)
        app.router.add_get("/page/{path:.+}", self._static)

    async def close(self) -> None:
        """Hang up on every open page; one that does not listen is not waited for."""
        await asyncio.gather(*(_hang_up(*one) for one in list(self._open.items())))

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """For every address of this Slack, the Web API too: a browser that asks on behalf of a website is refused."""
        self._check_host(request)
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            raise web.HTTPForbidden(text=_FOREIGN)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and not _follows_link(request):
            raise web.HTTPForbidden(text=_FOREIGN)
        return await handler(request)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return self._said((_STATIC / "index.html").read_bytes(), "text/html", policy(request.host))

    async def _static(self, request: web.Request) -> web.StreamResponse:
        try:
            path = (_STATIC / request.match_info["path"]).resolve()
            kind = _KINDS.get(path.suffix)
            if kind is None or not path.is_relative_to(_STATIC.resolve()) or not path.is_file():
                raise web.HTTPNotFound
            return self._said(path.read_bytes(), kind, policy(request.host))
        except (OSError, ValueError):  # a name that no file can have
            raise web.HTTPNotFound from None

    async def _live(self, request: web.Request) -> web.StreamResponse:
        """The WebSocket: ?as=HANDLE says who looks, &team=ID where; without them somebody who is there."""
        self._check_origin(request)
        me = self._person(request.query.get("as", ""), request.query.get("team", ""))
        if me is None:
            return web.Response(status=404, text="There is nobody in this Slack yet.")
        ws = web.WebSocketResponse(max_msg_size=_MOST_FRAME, heartbeat=30, timeout=1.0)
        await ws.prepare(request)
        self._open[ws] = request
        try:
            await Viewer(self._core, me, self.guide, self._uploads, ws, ACTS).serve()
        finally:
            self._open.pop(ws, None)
        return ws

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of one file, ?name=...; answers {ticket}."""
        self._check_origin(request)
        if (request.content_length or 0) > _MOST_UPLOAD:
            raise web.HTTPRequestEntityTooLarge(_MOST_UPLOAD, request.content_length or 0)
        try:
            data = await request.read()
        except ConnectionError:  # the page was closed before it was all here
            raise web.HTTPBadRequest from None
        ticket = self._uploads.hold(request.query.get("name", "file")[:255], data)
        return web.json_response({"ticket": ticket}, headers=_HEADERS)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """A file's bytes: pictures to look at, everything else to save."""
        team_id, _, file_id = request.match_info["file"].partition("-")
        team = self._core.workspaces.get(team_id)
        file = team.files.get(file_id) if team else None
        if file is None or file.deleted:
            raise web.HTTPNotFound
        name = file.name if file.body.get("mode") != "email" else f"{file.name[:_MOST_NAME]}.html"
        return self._given(name, file.data)

    async def _sample(self, request: web.Request) -> web.StreamResponse:
        """A mail of the inbox, to save."""
        try:
            sample = self.guide.sample(request.match_info["id"])
        except LookupError:
            raise web.HTTPNotFound from None
        return self._given(sample.name, sample.data)

    def _given(self, name: str, data: bytes) -> web.Response:
        kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "")
        if not kind and data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            kind = "image/webp"
        response = self._said(data, kind or "application/octet-stream", _FILE_POLICY)
        how = "inline" if kind else "attachment"
        response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(_file_name(name), safe='')}"
        return response

    def _said(self, data: bytes, kind: str, content_policy: str) -> web.Response:
        headers = _HEADERS | {"Content-Security-Policy": content_policy}
        charset = "utf-8" if kind.startswith("text/") else None
        return web.Response(body=data, content_type=kind, charset=charset, headers=headers)

    def _person(self, handle: str, team_id: str) -> Person | None:
        teams = [one for one in self._core.workspaces.values() if team_id in ("", one.id)]
        people = [one for team in teams for one in team.users.values() if isinstance(one, Person) and not one.deleted]
        return next((one for one in people if one.handle == handle), people[0] if people else None)

    def _check_host(self, request: web.Request) -> None:
        """Another name would be that of a website, which has it point here."""
        port = self._core.origin.rpartition(":")[2]
        ours = [f"{name}{at}" for name in ("127.0.0.1", "localhost") for at in (f":{port}", *[""] * (port == "80"))]
        if request.host.lower() not in ours:
            raise web.HTTPForbidden(text=f"Open this page at {self._core.origin}/")

    def _check_origin(self, request: web.Request) -> None:
        if request.headers.get("Origin") != f"http://{request.host}":
            raise web.HTTPForbidden(text=_FOREIGN)


def _follows_link(request: web.Request) -> bool:
    """Somebody pressed a link to a page that people come to from elsewhere, and it fills the window."""
    return (
        request.method == "GET"
        and request.path in _FROM_ELSEWHERE
        and request.headers.get("Sec-Fetch-Dest") == "document"
    )


def _file_name(name: str) -> str:
    """A name to save a file under: no signs that turn the others around, cut lines or lead elsewhere."""
    plain = "".join("_" if one in '/\\"' or not (one.isprintable() or one == " ") else one for one in name)
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _MOST_NAME and dot and len(ending) <= _MOST_ENDING:
        return f"{stem[: _MOST_NAME - len(ending)]}.{ending}"
    return plain[:_MOST_NAME] or "file"


async def _hang_up(ws: web.WebSocketResponse, request: web.Request) -> None:
    with contextlib.suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(_GOODBYE_SECONDS):
            await ws.close(code=WSCloseCode.GOING_AWAY)
    if request.transport is not None:
        request.transport.abort()
