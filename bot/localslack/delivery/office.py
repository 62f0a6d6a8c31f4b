"""The post office: it hands things to an app, waits three seconds for the ack, and tries again as Slack does."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.localslack.calls import Ack, Attempt, Delivery, Kind
from bot.localslack.core import Core
from bot.localslack.delivery.envelopes import event_callback, hears
from bot.localslack.delivery.http import HttpPost
from bot.localslack.delivery.socket import Sockets
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.workspace import Workspace

_WAITS = (0, 0, 60, 300)  # the first try, then at once, after a minute, after five


class Office:
    """Every delivery is a task of its own, started in the order of events."""

    def __init__(self) -> None:
        self.sockets = Sockets()
        self.http = HttpPost()
        self._tasks: set[asyncio.Task[None]] = set()

    def open(self, core: Core) -> None:
        self._core = core
        self.sockets.core = self.http.core = core
        core.faults.close_sockets = self.sockets.drop
        core.faults.send_disconnect = self.sockets.disconnect

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        await self.http.close()

    def connections(self, app: App) -> int:
        """How many sockets the app has open."""
        return len(self.sockets.of(app))

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside everything else, until the server closes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def announce(
        self, team: Workspace, event: dict[str, Any], channel: Channel | None = None, only: Installed | None = None
    ) -> None:
        """Tell every app in the workspace that may hear of it, or `only` one."""
        for bot in [only] if only else team.bots:
            if hears(bot, event, channel):
                self._tell(team, bot, event, channel)
        self._core.changes.touch()

    def ask(self, app: App, team: Workspace, kind: Kind, payload: dict[str, Any], *, response: bool) -> Delivery:
        """Hand over an interaction or a command: once, as Slack does."""
        delivery = Delivery(kind, app, team.id, payload, accepts_response=response)
        self._start(delivery, _WAITS[:1])
        return delivery

    async def answer(self, delivery: Delivery) -> Ack:
        """Wait for the ack, or for the three seconds to pass."""
        await delivery.done.wait()
        if delivery.acked:
            return Ack(True, delivery.response, delivery.latency)
        return Ack(False, error="operation_timeout")

    def _tell(self, team: Workspace, bot: Installed, event: dict[str, Any], channel: Channel | None) -> None:
        payload = event_callback(self._core, team, bot, event, channel)
        for _ in range(1 + self._core.faults.is_duplicated()):
            self._start(Delivery("events_api", bot.app, team.id, payload), _WAITS)

    def _start(self, delivery: Delivery, waits: tuple[int, ...]) -> None:
        self._core.records.add(delivery)
        self.run(self._deliver(delivery, waits))

    async def _deliver(self, delivery: Delivery, waits: tuple[int, ...]) -> None:
        reason = ""
        for number, wait in enumerate(waits):
            if wait:
                await self._core.clock.sleep(wait)
            attempt = Attempt(self._core.clock.now(), "socket" if delivery.app.socket_mode else "http", number)
            delivery.attempts.append(attempt)
            self._core.changes.touch()
            again = await self._attempt(delivery, attempt, reason)
            reason = attempt.reason
            self._core.changes.touch()
            if attempt.acked or not again:
                break
        delivery.done.set()
        self._core.changes.touch()

    async def _attempt(self, delivery: Delivery, attempt: Attempt, reason: str) -> bool:
        """Fill in the attempt; whether another one makes sense."""
        if delivery.app.socket_mode:
            await self.sockets.attempt(delivery, attempt, reason)
            return True
        return await self.http.attempt(delivery, attempt, reason)
