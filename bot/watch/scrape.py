"""What Prometheus reads at /metrics: counters as they stand, and figures that must be asked for, asked just then."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence

from prometheus_client.exposition import choose_encoder

from bot.watch.metrics import NOT_SCRAPED, REGISTRY
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
Ask = Callable[[], Awaitable[None]]


class Scrape:
    """The page of all metrics. Each of `before_scrape` sets some gauges; where one fails, its old figures stand."""

    def __init__(
        self,
        before_scrape: Sequence[Ask] = (),
        clock: Callable[[], float] = time.monotonic,
        *,
        ask_seconds: float = 2.0,
        kept_seconds: float = 1.0,
    ) -> None:
        self._before = tuple(before_scrape)
        self._clock = clock
        self._ask_seconds = ask_seconds
        self._kept_seconds = kept_seconds
        self._asked_at: float | None = None
        self._asking: asyncio.Task[None] | None = None

    async def page(self, accept: str = "") -> tuple[bytes, str]:
        """The page and its content type, in the newest form that the reader accepts."""
        await self._ask()
        encode, content_type = choose_encoder(accept)
        return encode(REGISTRY), content_type

    async def _ask(self) -> None:
        if self._asked_at is not None and self._clock() - self._asked_at < self._kept_seconds:
            return
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_all())
        await asyncio.shield(self._asking)

    async def _ask_all(self) -> None:
        await asyncio.gather(*(self._bounded(one) for one in self._before))
        self._asked_at = self._clock()

    async def _bounded(self, ask: Ask) -> None:
        try:
            async with asyncio.timeout(self._ask_seconds):
                await ask()
        except Exception as error:  # noqa: BLE001 - a page with some old figures is better than none
            NOT_SCRAPED.inc()
            log.warning("a figure for /metrics could not be asked for: %s", place_of(error))
