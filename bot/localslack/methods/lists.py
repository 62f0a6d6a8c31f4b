"""Lists: how an app names several things, and how it is given many of them, in pages."""

import base64
import binascii
from typing import Any, TypeVar

from bot.localslack.methods.registry import Asked, Refused

_One = TypeVar("_One")


def page(call: Asked, found: list[_One], *, default: int, most: int = 1000) -> tuple[list[_One], dict[str, str]]:
    """The part of `found` that was asked for, and its response_metadata."""
    start = _start(call.text("cursor"))
    limit = call.whole("limit", default)
    if not 0 < limit <= most:
        raise Refused("invalid_limit")
    more = start + limit < len(found)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return found[start : start + limit], {"next_cursor": cursor}


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise Refused("invalid_cursor")


def many(call: Asked, name: str) -> list[str]:
    """A list that came as JSON or with commas."""
    value: Any = call.arguments.get(name)
    if isinstance(value, list):
        return [str(one) for one in value]
    return [one.strip() for one in str(value or "").split(",") if one.strip()]
