"""Shows that a worker is there, by a lock that its death lets go; and notices that it was away, by a ticking timer."""

import asyncio
import logging
import time
from collections.abc import Callable

import psycopg

from bot.store.tickets import PRESENT
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5
AGAIN_SECONDS = 1.0  # after the connection broke
_HOLD = "SELECT pg_advisory_lock(%s, %s)"
_BEAT = "SELECT procrastinate_update_heartbeat_v1(%s)"


async def stay_present(address: str, worker: int, seconds: float) -> None:
    """Hold this worker's lock, and let its heart beat every so many seconds, until cancelled.

    The system closes the connections of a process that is killed, and PostgreSQL lets go of its locks: that is noticed
    at once, long before a heartbeat is missed. While the lock is away, the heartbeat alone counts. procrastinate's own
    beats wait for a free connection like everything else, and end as soon as it is told to stop: whoever finishes what
    it is at would seem to be dead.
    """
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                address, autocommit=True, connect_timeout=CONNECT_SECONDS, application_name="legitbot worker"
            )
            async with connection:
                await connection.execute(_HOLD, (PRESENT, worker))
                while True:
                    await asyncio.sleep(seconds)
                    await connection.execute(_BEAT, (worker,))
        except (psycopg.Error, OSError) as error:
            log.warning("nobody sees that this worker is there: %s", place_of(error))
            await asyncio.sleep(AGAIN_SECONDS)


class Absence:
    """Notices that this process stood still (stopped, swapped out, its machine asleep): others took its work for dead.

    It ticks as a timer of the loop, which comes before anything that was waited for goes on: whoever is told can stop
    what was under way before it takes another step. While a machine sleeps its monotonic clock stands still, so the
    other one counts, too; should that jump ahead, work is begun anew for nothing.
    """

    def __init__(self, most: float, noticed: Callable[[float], None]) -> None:
        """`noticed` is told the seconds of an absence that lasted for more than `most`."""
        self._most = most
        self._noticed = noticed
        self._loop = asyncio.get_running_loop()
        self._last = self._loop.time(), time.time()
        self._timer = self._next()

    def end(self) -> None:
        """Tick no more."""
        self._timer.cancel()

    def _next(self) -> asyncio.TimerHandle:
        return self._loop.call_later(self._most / 4, self._tick)

    def _tick(self) -> None:
        before, self._last = self._last, (self._loop.time(), time.time())
        away = max(now - then for now, then in zip(self._last, before, strict=True))
        self._timer = self._next()
        if away > self._most:
            self._noticed(away)
