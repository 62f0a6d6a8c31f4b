"""What is refused at a door is counted each time and logged seldom: a flood of requests is no flood of lines."""

import logging
from collections.abc import Callable

from bot.watch.metrics import REFUSED

log = logging.getLogger(__name__)
_A_LINE_EVERY = 60.0  # seconds, for each reason


class Refusals:
    """Counts what is refused, and logs it without a word of it, each reason at most once in a minute."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._logged: dict[str, float] = {}
        self._unsaid: dict[str, int] = {}

    def __call__(self, why: str) -> None:
        REFUSED.labels(why).inc()
        self._unsaid[why] = self._unsaid.get(why, 0) + 1
        last = self._logged.get(why)
        if last is None or self._clock() - last >= _A_LINE_EVERY:
            self._logged[why] = self._clock()
            log.warning("requests refused (%s): %d", why, self._unsaid.pop(why))
