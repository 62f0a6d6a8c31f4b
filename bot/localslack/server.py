"""The HTTP server on 127.0.0.1: it listens, routes, and stops cleanly."""

import os
import socket
from email.utils import formatdate

from aiohttp import web

from bot.localslack.answer_page import AnswerPage
from bot.localslack.api import Api
from bot.localslack.core import Core
from bot.localslack.file_pages import FilePages
from bot.localslack.install.page import InstallPage
from bot.localslack.page.door import Door

_MOST_BYTES = 200 * 1024 * 1024


class Server:
    """One site on the loopback; nothing outside this machine can reach it."""

    def __init__(self, core: Core, port: int) -> None:
        self._core = core
        self._port = port
        self.door = Door(core)
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)

    def bind(self) -> None:
        """Take the port, so that the core's origin is known; nobody is let in before `start`. Raises OSError."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere it would let two servers share a port
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind(("127.0.0.1", self._port))
        except OSError:
            self._socket.close()
            raise
        self._core.origin = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def start(self) -> None:
        """Listen. Raises OSError."""
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket).start()

    async def stop(self) -> None:
        await self.door.close()
        await self._runner.cleanup()
        self._socket.close()

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
        InstallPage(self._core).add_to(app)
        self.door.add_to(app)
        app.on_response_prepare.append(self._date)
        return app

    async def _date(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Every answer says what time it is on Slack's clock, so that a client can hold its own against it."""
        response.headers["Date"] = formatdate(self._core.clock.now(), usegmt=True)
