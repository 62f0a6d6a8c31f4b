"""Whether the bot lives and whether it can work, for whoever restarts it or sends it requests.

Alive: all that must go round still goes round; only a restart helps where it does not. Ready: what it needs answers.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.watch.metrics import CHECK_PASSES, LOOP_LATE, READY
from bot.watch.scrub import scrubbed

Check = Callable[[], Awaitable[str | None]]
OK = "ok"
LOOP = "loop"
_EVERY = 1.0  # seconds between two looks whether the event loop goes round


@dataclass(frozen=True, slots=True)
class Readiness:
    """What /readyz says: each check by its name, with "ok" or a sentence that holds no secret."""

    ready: bool
    checks: dict[str, str]


class Health:
    """Checks that are asked, and hearts that must beat.

    `clock` counts seconds and never goes back. A check is asked at most once in `kept_seconds`, however many want to
    know, and has `check_seconds` to answer.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, kept_seconds: float = 1.0, check_seconds: float = 2.0
    ) -> None:
        self._clock = clock
        self._kept_seconds = kept_seconds
        self._check_seconds = check_seconds
        self._checks: dict[str, Check] = {}
        self._within: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._stopping = False
        self._known: tuple[float, Readiness] | None = None
        self._asking: asyncio.Task[Readiness] | None = None

    def check(self, name: str, check: Check) -> None:
        """Ask this before saying "ready": it returns None, or a sentence about what is wrong."""
        self._checks[name] = check
        self._known = None

    def expect(self, name: str, within: float) -> None:
        """From now on, `beat(name)` must come at least every `within` seconds."""
        self._within[name] = within
        self._last[name] = self._clock()

    def beat(self, name: str) -> None:
        """Say that it goes round. A name that nobody expects is let pass."""
        self._last[name] = self._clock()

    def forget(self, name: str) -> None:
        """Expect no more of it: it ended, and that is right."""
        self._within.pop(name, None)

    def stopping(self) -> None:
        """Not ready from now on, while what was acknowledged is finished."""
        self._stopping = True

    def stale(self) -> tuple[str, ...]:
        """The names of what has not gone round in its time; empty while the bot lives."""
        now = self._clock()
        return tuple(sorted(name for name, within in self._within.items() if now - self._last[name] > within))

    async def readiness(self) -> Readiness:
        """What every check says, at most `kept_seconds` old."""
        if self._stopping:
            READY.set(0)
            return Readiness(ready=False, checks={"running": "The bot is stopping."})
        if self._known and self._clock() - self._known[0] < self._kept_seconds:
            return self._known[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)  # whoever goes away does not take the answer from the others

    async def _ask(self) -> Readiness:
        names = list(self._checks)
        said = await asyncio.gather(*(self._asked(self._checks[name]) for name in names))
        readiness = Readiness(ready=all(one == OK for one in said), checks=dict(zip(names, said, strict=True)))
        for name, one in readiness.checks.items():
            CHECK_PASSES.labels(name).set(one == OK)
        READY.set(readiness.ready)
        self._known = (self._clock(), readiness)
        return readiness

    async def _asked(self, check: Check) -> str:
        try:
            async with asyncio.timeout(self._check_seconds):
                return scrubbed(await check() or OK)
        except TimeoutError:
            return "It did not answer in time."
        except Exception as error:  # noqa: BLE001 - a check that fails says that something is wrong, whatever it is
            return f"It failed ({type(error).__name__})."

    async def watch_loop(self, within: float = 30.0) -> None:
        """Beat as "loop" for as long as the event loop goes round; run it as a task, and cancel it at the end."""
        self.expect(LOOP, within)
        try:
            while True:
                due = self._clock() + _EVERY
                await asyncio.sleep(_EVERY)
                LOOP_LATE.set(max(0.0, self._clock() - due))
                self.beat(LOOP)
        finally:
            self.forget(LOOP)
