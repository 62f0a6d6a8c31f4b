"""Slack's rate limits: calls a minute for each app, method and workspace, and a message a second for a channel."""

import math
from dataclasses import dataclass, field

_BURST = 5  # messages at once in one channel before the limit bites


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Pace:
    """Token buckets on the movable clock."""

    _buckets: dict[tuple[str, ...], _Bucket] = field(default_factory=dict)

    def wait(self, key: tuple[str, ...], *, size: float, per_second: float, now: float) -> int:
        """0 when the call may go on; else the whole seconds of Retry-After."""
        bucket = self._buckets.setdefault(key, _Bucket(size, now))
        bucket.left = min(size, bucket.left + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, math.ceil((1 - bucket.left) / per_second))

    def call(self, team: str, app: str, method: str, a_minute: int, now: float) -> int:
        return self.wait((team, app, method), size=a_minute, per_second=a_minute / 60, now=now)

    def message(self, team: str, app: str, channel: str, now: float) -> int:
        return self.wait((team, app, "chat.postMessage", channel), size=_BURST, per_second=1, now=now)
