"""What a page was told of each item, so that only what changed is put into words and sent again."""

import json
import logging
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

log = logging.getLogger(__name__)
UNMARKED: Any = None  # an item that may have changed at any time


@dataclass(slots=True)
class Item:
    """One thing that the page shows; `make` gives it as an object for JSON.

    While `mark` equals the one from before, it has not changed, and is not made again. A mark is compared often: it
    holds the very objects that the item is made of, or says in a few words what they hold.
    """

    key: str
    make: Callable[[], dict[str, Any]]
    mark: Any = UNMARKED


class Told:
    """The memory of one page: of each item its mark, and the digest of what was sent."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Any, bytes]] = {}

    def changes(self, items: Iterable[Item]) -> tuple[dict[str, str], list[str]]:
        """The JSON of the items that are new or differ, by key, and the keys that are gone. From now on it knows them.

        An item that cannot be put into words is left out, and the others go on.
        """
        now: dict[str, tuple[Any, bytes]] = {}
        changed: dict[str, str] = {}
        for item in items:
            mark, digest = self._told.get(item.key, (UNMARKED, None))
            if digest is not None and mark is not UNMARKED and mark == item.mark:
                now[item.key] = (item.mark, digest)
                continue
            text = _text(item)
            fresh = blake2b(text.encode("ascii"), digest_size=16).digest()
            now[item.key] = (item.mark, fresh)
            if fresh != digest and text:
                changed[item.key] = text
        gone = [key for key in self._told if key not in now]
        self._told = now
        return changed, gone


def as_json(value: Any) -> str:
    """JSON in ASCII as every browser reads it: apps may send NaN, which Python takes for a number. Raises ValueError,
    TypeError or RecursionError where there is none."""
    try:
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    except ValueError:
        return json.dumps(_finite(value), separators=(",", ":"), allow_nan=False)


def _text(item: Item) -> str:
    try:
        return as_json(item.make())
    except Exception:  # whatever an app sent: it must not take the page away
        log.exception("%s cannot be shown", item.key)
        return ""


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(one) for key, one in value.items()}
    return [_finite(one) for one in value] if isinstance(value, list | tuple) else value
