"""Files behind a login: where an app fetches them, and where it puts its own."""

from aiohttp import web

from bot.localslack.core import Core
from bot.localslack.failures import failed_page
from bot.localslack.methods.files import may_see
from bot.localslack.world.files import File

_LOGIN = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Login | Slack</title></head>"
    "<body><h1>Sign in to your workspace</h1><form action='/' method='post'></form></body></html>"
)


class FilePages:
    """Handles /files-pri, /files-email-priv and /upload."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The bytes; the login page, with HTTP 200, for who may not have them."""
        if (fault := self._core.faults.due("download")) and (failed := await failed_page(request, fault)):
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
        token = token.strip()
        bot = self._core.tokens.get(token) if kind.lower() == "bearer" else None
        team_id, _, file_id = request.match_info["file"].partition("-")
        if bot is None or bot.trouble_with(token) or bot.team_id != team_id or not bot.may("files:read"):
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


async def _bytes(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""
