"""Looks at the clock: what is due is written down for whoever sends it. Any number of processes may tick at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.flows.tip_keeping import Subscriptions
from bot.jobs.embedded import Jumps
from bot.store.problems import StoreUnusable
from bot.watch.metrics import TICK_SECONDS
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
TICK_SECONDS_BETWEEN = 1.0
AT_A_TIME = 500  # subscriptions in one transaction: others are let in between
SELDOM = timedelta(minutes=1)


@dataclass(slots=True)
class Ticker:
    """`run` until it is cancelled. `nudge`: there is something to send.

    `seldom` is called once a minute, beside the ticks: they go on however long it takes, and it is not called again
    before it has ended.
    """

    subscriptions: Subscriptions
    now: Callable[[], datetime]
    nudge: Callable[[], None]
    seldom: Callable[[], Awaitable[None]]
    beat: Callable[[], None] = lambda: None
    every_seconds: float = TICK_SECONDS_BETWEEN
    _looked: datetime | None = field(default=None)
    _beside: asyncio.Task[None] | None = field(default=None)

    async def run(self) -> None:
        """Tick for ever. A database that does not answer is asked again."""
        try:
            await self._ticks()
        finally:
            if self._beside:
                self._beside.cancel()
                await asyncio.wait([self._beside])

    async def _ticks(self) -> None:
        clock = Jumps(self.now)
        mended = False
        while True:
            self.beat()
            try:
                mended = mended and not clock.went_back()  # or somebody's clock was ahead before this process began
                if not mended:
                    await self._mend()
                    mended = True
                await self.tick()
                self._now_and_then()
            except StoreUnusable as error:
                log.error("nobody looked at what is due: %s", error)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next tick must come
                log.error("nobody looked at what is due: %s", place_of(error))
            await asyncio.sleep(self.every_seconds)

    async def _mend(self) -> None:
        """All that was reckoned by a clock that was ahead, in pieces."""
        while count := await self.subscriptions.mend(self.now()):
            log.warning("subscriptions that were reckoned by a clock that was ahead: %d", count)

    async def tick(self) -> int:
        """Everything that is due now, in pieces. How many tips are to be sent."""
        due, began = 0, asyncio.get_running_loop().time()
        while (ticked := await self.subscriptions.tick(self.now(), AT_A_TIME)).looked_at:
            due += ticked.due
            if ticked.workspaces:
                self.nudge()
        if due:
            TICK_SECONDS.observe(asyncio.get_running_loop().time() - began)
            log.info("tips that are due: %d", due)
        return due

    def _now_and_then(self) -> None:
        now = self.now()
        if self._looked is not None and timedelta() <= now - self._looked < SELDOM:
            return
        self._looked = now
        if self._beside and not self._beside.done():
            log.warning("what is looked after once a minute has not ended for a minute: does the tips' folder answer?")
            return
        self._beside = asyncio.get_running_loop().create_task(self._seldom())

    async def _seldom(self) -> None:
        try:
            await self.seldom()
        except StoreUnusable as error:
            log.error("what is looked after once a minute was not: %s", error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be tried again in a minute
            log.error("what is looked after once a minute was not: %s", place_of(error))
