"""One open page: it looks at the workspace as one person, is told what changes, and acts for them."""

import asyncio
import json
import logging
from typing import Any

from aiohttp import WSMsgType, web

from bot.localslack.core import Core
from bot.localslack.happenings.acts import NotThere
from bot.localslack.page.guide import Guide
from bot.localslack.page.screen import everything
from bot.localslack.page.uploads import Uploads
from bot.localslack.page.wire import wire
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel

log = logging.getLogger(__name__)
MESSAGES_AT_ONCE = 200
_REST_SECONDS = 0.03  # what happens within this time is told together


class Viewer:
    """A WebSocket of the page. Frames out: `items` (set and gone, by key) and `done` (the answer to an act)."""

    def __init__(self, core: Core, me: Person, guide: Guide, uploads: Uploads, ws: web.WebSocketResponse) -> None:
        self.core = core
        self.me = me
        self.guide = guide
        self.uploads = uploads
        self.place: Channel | None = None
        self.most = MESSAGES_AT_ONCE
        self.watches_wire = False
        self._ws = ws
        self._sent: dict[str, str] = {}
        self._turn = asyncio.Lock()

    async def serve(self) -> None:
        """Until the page closes."""
        telling = asyncio.create_task(self._tell())
        acting: set[asyncio.Task[None]] = set()
        try:
            async for message in self._ws:
                if message.type == WSMsgType.TEXT:
                    task = asyncio.create_task(self._take(message.data))
                    acting.add(task)
                    task.add_done_callback(acting.discard)
        finally:
            for task in (telling, *acting):
                task.cancel()
            await asyncio.gather(telling, *acting, return_exceptions=True)

    async def show(self) -> None:
        """Tell the page what changed since it was last told."""
        async with self._turn:
            items = everything(self.core, self.me, self.guide, self.place, self.most)
            if self.watches_wire:
                items |= dict(wire(self.core))
            now = {key: json.dumps(value, separators=(",", ":")) for key, value in items.items()}
            changed = [key for key, value in now.items() if self._sent.get(key) != value]
            gone = [key for key in self._sent if key not in now]
            if not changed and not gone:
                return
            told = ",".join(f"{json.dumps(key)}:{now[key]}" for key in changed)
            clock = f'"now":{self.core.clock.now()},"gone":{json.dumps(gone)}'
            self._sent = now
            await self._ws.send_str(f'{{"type":"items",{clock},"set":{{{told}}}}}')

    async def _tell(self) -> None:
        seen = -1
        while True:
            seen = await self.core.changes.after(seen)
            try:
                await self.show()
            except ConnectionError:
                return
            await asyncio.sleep(_REST_SECONDS)

    async def _take(self, data: str) -> None:
        """One act. The page sees what came of it before it is told that it is done."""
        try:
            asked = json.loads(data)
            number, name, given = asked["id"], str(asked["act"]), dict(asked.get("with") or {})
        except (ValueError, KeyError, TypeError):
            return
        answer = await self._acted(name, given)
        try:
            await self.show()
            await self._ws.send_json({"type": "done", "id": number} | answer)
        except ConnectionError:
            return

    async def _acted(self, name: str, given: dict[str, Any]) -> dict[str, Any]:
        from bot.localslack.page.acts import ACTS

        act = ACTS.get(name)
        if act is None:
            return {"error": f"this Slack does not know the act {name!r}"}
        try:
            return {"result": await act(self, given)}
        except NotThere as reason:
            return {"error": str(reason)}
        except (LookupError, ValueError, TypeError, AttributeError) as reason:
            log.info("the act %s failed: %r", name, reason)
            return {"error": "that is not there any more, or is not complete"}
