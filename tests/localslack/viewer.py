"""A page without a browser: the WebSocket as the page's script uses it."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp

from bot.localslack import LocalSlack


class Refused(Exception):
    """What the page tells the person when an act failed."""


class Viewer:
    """Somebody's open page; `items` are what they see."""

    def __init__(self, ws: aiohttp.ClientWebSocketResponse) -> None:
        self.items: dict[str, Any] = {}
        self.frames = 0
        self._ws = ws
        self._count = 0

    async def act(self, name: str, /, **given: Any) -> Any:
        """Ask for an act; what it answers. Raises Refused."""
        self._count += 1
        await self._ws.send_json({"id": self._count, "act": name, "with": given})
        while True:
            frame = await self._frame()
            if frame["type"] == "done" and frame["id"] == self._count:
                if "error" in frame:
                    raise Refused(frame["error"])
                return frame["result"]

    async def sends(self, frame: str) -> None:
        """A frame as it is, which nobody answers."""
        await self._ws.send_str(frame)

    async def sees(self, *keys: str) -> list[Any]:
        """These items, once they are all there."""
        await self.until(lambda: all(key in self.items for key in keys))
        return [self.items[key] for key in keys]

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for frames until the condition holds."""
        while not condition():
            await self._frame()

    def of(self, prefix: str) -> list[Any]:
        """The items whose key begins so."""
        return [value for key, value in self.items.items() if key.startswith(prefix)]

    async def _frame(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await self._ws.receive_str(timeout=10))
        if frame["type"] == "items":
            self.frames += 1
            self.items.update(frame["set"])
            for key in frame["gone"]:
                del self.items[key]
        return frame


def page_of(slack: LocalSlack, handle: str) -> AbstractAsyncContextManager[Viewer]:
    """The page of one person, opened and told everything."""
    return page_at(slack.core.origin, handle)


@asynccontextmanager
async def page_at(origin: str, handle: str = "") -> AsyncIterator[Viewer]:
    """The same, by the address of a Slack in another process."""
    async with aiohttp.ClientSession() as session:
        ws = await session.ws_connect(f"{origin}/page/live?as={handle}", headers={"Origin": origin})
        viewer = Viewer(ws)
        await viewer.sees("me")
        try:
            yield viewer
        finally:
            await ws.close()
