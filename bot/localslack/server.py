"""The HTTP server on 127.0.0.1: it listens, routes, and stops cleanly."""

from aiohttp import web

from bot.localslack.answer_page import AnswerPage
from bot.localslack.api import Api
from bot.localslack.core import Core
from bot.localslack.file_pages import FilePages

_MOST_BYTES = 200 * 1024 * 1024


class Server:
    """One site on the loopback; nothing outside this machine can reach it."""

    def __init__(self, core: Core, port: int) -> None:
        self._core = core
        self._port = port
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)

    async def start(self) -> int:
        """Listen; the port."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = int(self._runner.addresses[0][1])
        self._core.origin = f"http://127.0.0.1:{port}"
        return port

    async def stop(self) -> None:
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=_MOST_BYTES)
        files = FilePages(self._core)
        app.router.add_route("*", "/api/{method}", Api(self._core).handle)
        app.router.add_get("/link/", self._core.office.sockets.handle)
        for kind in ("files-pri", "files-email-priv"):
            app.router.add_get(f"/{kind}/{{file}}/download/{{name}}", files.download)
            app.router.add_get(f"/{kind}/{{file}}/{{name}}", files.download)
        app.router.add_post("/upload/v1/{word}", files.upload)
        app.router.add_post("/services/{team}/{word}", AnswerPage(self._core).respond)
        return app
