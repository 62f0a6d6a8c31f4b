"""One open page: it looks at the workspace as one person, is told what changes, and acts for them."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from bot.localslack.core import Core
from bot.localslack.happenings.acts import NotThere
from bot.localslack.page.guide import Guide
from bot.localslack.page.items import Item, Told, as_json
from bot.localslack.page.screen import everything
from bot.localslack.page.uploads import Uploads
from bot.localslack.page.wire import wire
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel

log = logging.getLogger(__name__)
MESSAGES_AT_ONCE = 200
_REST_SECONDS = 0.03  # what happens within this time is told together
_MOST_ACTS = 32  # at once; what a page asks for beyond that waits in its socket


class Viewer:
    """A WebSocket of the page. Frames out: `items` (set and gone, by key) and `done` (the answer to an act)."""

    def __init__(
        self,
        core: Core,
        me: Person,
        guide: Guide,
        uploads: Uploads,
        ws: web.WebSocketResponse,
        acts: Mapping[str, Callable[["Viewer", dict[str, Any]], Awaitable[Any]]],
    ) -> None:
        """`acts`: what the page may ask for, by name; see acts.py."""
        self._acts = acts
        self.core = core
        self.me = me
        self.guide = guide
        self.uploads = uploads
        self.place: Channel | None = None
        self.most = MESSAGES_AT_ONCE
        self.watches_wire = False
        self.put_in: dict[str, dict[str, Any]] = {}  # by ticket: the files that went into a modal's inputs
        self._ws = ws
        self._told = Told()
        self._turn = asyncio.Lock()
        self._asked = 0
        self._shown = 0

    async def serve(self) -> None:
        """Until the page closes."""
        telling = asyncio.create_task(self._tell())
        acting: set[asyncio.Task[None]] = set()
        room = asyncio.Semaphore(_MOST_ACTS)

        def ended(task: asyncio.Task[None]) -> None:
            acting.discard(task)
            room.release()

        try:
            async for message in self._ws:
                if message.type == WSMsgType.TEXT:
                    await room.acquire()
                    task = asyncio.create_task(self._take(message.data))
                    acting.add(task)
                    task.add_done_callback(ended)
        finally:
            for task in (telling, *acting):
                task.cancel()
            await asyncio.gather(telling, *acting, return_exceptions=True)

    async def show(self) -> None:
        """Tell the page what changed since it was last told. Raises ConnectionError."""
        self._asked += 1
        mine = self._asked
        await asyncio.sleep(0)  # what else came in at this moment is told together
        async with self._turn:
            if self._shown >= mine:
                return  # somebody who was before us looked after we had asked
            self._shown = self._asked
            if frame := self._frame():
                await self._ws.send_str(frame)

    def _frame(self) -> str:
        changed, gone = self._told.changes(self._items())
        if not changed and not gone:
            return ""
        told = ",".join(f"{json.dumps(key)}:{text}" for key, text in changed.items())
        return f'{{"type":"items","now":{self.core.clock.now()},"gone":{json.dumps(gone)},"set":{{{told}}}}}'

    def _items(self) -> Iterator[Item]:
        yield from everything(self.core, self.me, self.guide, self.place, self.most)
        if self.watches_wire:
            yield from wire(self.core)

    async def _tell(self) -> None:
        seen = -1
        while True:
            seen = await self.core.changes.after(seen)
            try:
                await self.show()
            except ConnectionError:
                return
            except Exception:  # the next change may be one that can be shown
                log.exception("a page could not be told what changed")
            await asyncio.sleep(_REST_SECONDS)

    async def _take(self, data: str) -> None:
        """One act. The page sees what came of it before it is told that it is done."""
        try:
            asked = json.loads(data)
            number, name, given = int(asked["id"]), str(asked["act"]), dict(asked.get("with") or {})
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            return
        answer = await self._acted(name, given)
        try:
            await self.show()
            await self._ws.send_str(as_json({"type": "done", "id": number} | answer))
        except ConnectionError:
            return
        except Exception:
            log.exception("a page could not be told what came of %s", name)
            await self._hang_up()

    async def _hang_up(self) -> None:
        """The page comes again by itself, and is then told everything anew."""
        await self._ws.close(code=WSCloseCode.INTERNAL_ERROR)

    async def _acted(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        act = self._acts.get(name)
        if act is None:
            return {"error": f"this Slack does not know the act {name[:100]!r}"}
        try:
            return {"result": await act(self, given)}
        except NotThere as reason:
            return {"error": str(reason)}
        except Exception:  # whatever was asked: the page waits for an answer
            log.info("the act %s failed", name[:100], exc_info=True)
            return {"error": "that is gone, or something is missing: please try again"}
