"""One connection to the door. A client that takes its time with a request's head, or says nothing, is not waited for:
a few hundred of those would otherwise keep everybody else out. Where they all come at once, the longest waited for
gives way to whoever comes new.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.watch.metrics import CONNECTIONS
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may ask of the door. The usual ones suit Slack, and a proxy in front."""

    body_bytes: int = 2 * 1024 * 1024  # Slack's largest request, a form with all its values, is far below
    line_bytes: int = 4096  # the first line, with an OAuth code in it
    field_bytes: int = 8190  # one header
    head_seconds: float = 10.0  # from the connection, or from the next request's first byte, to the end of its headers
    body_seconds: float = 10.0
    idle_seconds: float = 75.0  # a proxy lets go after 60; were we first, it could send into a closed connection
    connections: int = 500  # at once; each takes one of the process's open files
    rest_bytes: int = 64 * 1024  # of a refused request's body are read and dropped, so that the answer arrives
    rest_seconds: float = 1.0


USUAL = Limits()


@dataclass(slots=True)
class Crowd:
    """Who is connected at one site."""

    limits: Limits
    refused: Callable[[str], None]
    here: int = 0
    # Those of whom no whole request is being answered: they say nothing, are slow, or do not read. Longest so first.
    waited_for: "dict[Visitor, None]" = field(default_factory=dict)

    def has_room(self) -> bool:
        """Whether one more may come in; where it is full, whoever was waited for longest has to go."""
        if self.here < self.limits.connections:
            return True
        self.refused("crowded")
        if not self.waited_for:
            return False
        next(iter(self.waited_for)).give_way()
        return True


def plain(status: int) -> web.Response:
    """A refusal in one short line, such as "404 Not Found"."""
    return web.Response(status=status, text=f"{status} {HTTPStatus(status).phrase}\n")


class Visitor(web.RequestHandler):
    """A connection with a deadline for the head of each request."""

    __slots__ = ("_busy", "_crowd", "_deadline", "_let_in")

    def __init__(self, server: web.Server, crowd: Crowd, loop: asyncio.AbstractEventLoop) -> None:
        limits = crowd.limits
        super().__init__(
            server,
            loop=loop,
            access_log=None,  # type: ignore[arg-type]  # so aiohttp is told to log no requests
            keepalive_timeout=limits.idle_seconds,
            max_line_size=limits.line_bytes,
            max_field_size=limits.field_bytes,
            lingering_time=0,
            auto_decompress=False,  # Slack sends nothing compressed, and a bomb stays small
        )
        self._crowd = crowd
        self._deadline: asyncio.TimerHandle | None = None
        self._busy = self._let_in = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not self._crowd.has_room():
            transport.close()
            return
        self._let_in = True
        self._crowd.here += 1
        self._crowd.waited_for[self] = None
        CONNECTIONS.inc()
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._stop_waiting()
        self._leave()
        super().connection_lost(exc)

    def give_way(self) -> None:
        """Go at once: there are too many. What was written and not read is dropped."""
        self._stop_waiting()
        self._leave()
        if self.transport is not None:
            self.transport.abort()

    def _leave(self) -> None:
        if self._let_in:
            self._let_in = False
            self._crowd.here -= 1
            self._crowd.waited_for.pop(self, None)
            CONNECTIONS.dec()

    def data_received(self, data: bytes) -> None:
        if not self._let_in:
            return
        if data and not self._busy and self._deadline is None:
            self._wait_for_head()
        super().data_received(data)

    def begun(self) -> None:
        """The head of a request is whole."""
        self._busy = True
        self._stop_waiting()

    def heard(self) -> None:
        """The request is whole: the next move is ours."""
        self._crowd.waited_for.pop(self, None)

    def ended(self) -> None:
        """The request has its answer; the next may come, and has a deadline of its own."""
        self._busy = False
        if self._let_in:
            self._crowd.waited_for.pop(self, None)
            self._crowd.waited_for[self] = None

    def _wait_for_head(self) -> None:
        self._deadline = self._loop.call_later(self._crowd.limits.head_seconds, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._crowd.refused("slow")
        self.force_close()

    def handle_error(
        self, request: web.BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """What is no HTTP is refused in a line; aiohttp would log who sent it, and quote what was sent."""
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._crowd.refused("malformed")
        elif exc is not None:
            log.error("a request failed: %s", place_of(exc))
        response = plain(status)
        response.headers["Server"] = ""  # left out, it would be aiohttp's name and version
        response.force_close()
        return response

    def log_exception(self, *args: Any, **kw: Any) -> None:
        """What aiohttp could not handle, by its place."""
        error = kw.get("exc_info")
        log.error(
            "a connection failed: %s", place_of(error) if isinstance(error, BaseException) else "no error is told"
        )
