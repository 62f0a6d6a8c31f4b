"""Slack words a problem the same way everywhere, because one schema library makes all of them; this is ours.

A check takes a value and the JSON pointer where it stands, and yields the sentences that Slack would answer.
Wordings: slackhq/hack-json-schema (src/Constraints), which Slack runs, and captured answers.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

Check = Callable[[object, str], Iterator[str]]

_ENDLESS = (float("inf"), float("-inf"))  # Python's JSON reader takes these, and NaN


def problem(what: str, at: str) -> str:
    """One of Slack's messages; what is wrong with the whole call has no pointer."""
    return f"[ERROR] {what} [json-pointer:{at}]" if at else f"[ERROR] {what}"


def string(at_most: int | None = None, *, at_least: int = 0) -> Check:
    """A string of so many characters."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", at)
        elif len(value) < at_least:
            yield problem(f"must be more than {at_least - 1} characters", at)
        elif at_most is not None and len(value) > at_most:
            yield problem(f"must be less than {at_most + 1} characters", at)

    return check


def matching(pattern: str) -> Check:
    """A string that the pattern matches as a whole."""
    compiled = re.compile(pattern)

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must provide a string", at)
        elif not compiled.fullmatch(value):
            yield problem(f"must match pattern: {pattern}", at)

    return check


def one_of(*allowed: str | int) -> Check:
    """One of these values."""

    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(allowed[0], str) and not isinstance(value, str):
            yield problem("must provide a string", at)
        elif isinstance(value, bool) or value not in allowed:
            yield problem("must be a valid enum value", at)

    return check


def number(at_least: float | None = None, at_most: float | None = None, *, whole: bool = True) -> Check:
    """A number, an integer unless `whole` is False; the limits belong to what is allowed."""

    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(value, bool) or not isinstance(value, int | float) or value in _ENDLESS or value != value:
            yield problem("must provide a number", at)
        elif whole and isinstance(value, float) and not value.is_integer():
            yield problem("must provide an integer", at)
        elif at_least is not None and value < at_least:
            yield problem(f"must be greater than {at_least - 1 if whole else at_least}", at)
        elif at_most is not None and value > at_most:
            yield problem(f"must be less than {at_most + 1 if whole else at_most}", at)

    return check


def anything(value: object, at: str) -> Iterator[str]:
    """Whatever it is: it is looked at elsewhere, or Slack does not care."""
    return iter(())


def boolean(value: object, at: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield problem("must provide a boolean", at)


def url(*schemes: str, at_most: int = 3000) -> Check:
    """An absolute address with one of these schemes; web addresses need a host."""
    length = string(at_most, at_least=1)

    def check(value: object, at: str) -> Iterator[str]:
        found = list(length(value, at))
        yield from found
        if isinstance(value, str) and not found and not _is_address(value, schemes):
            yield problem("invalid url", at)

    return check


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:  # "http://[" and the like
        return False
    if any(c.isspace() or not c.isprintable() for c in text) or parts.scheme not in schemes:
        return False
    return bool(host if parts.scheme in ("http", "https") else parts.path or parts.netloc)


def array(of: Check, at_most: int | None = None, *, at_least: int = 0) -> Check:
    """A list of so many items, each good."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must provide an array", at)
            return
        if len(value) < at_least:
            yield problem(f"must provide at least {at_least} items", at)
        if at_most is not None and len(value) > at_most:
            yield problem(f"no more than {at_most} items allowed", at)
        for number_, item in enumerate(value):
            yield from of(item, f"{at}/{number_}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check], *then: Check) -> Check:
    """An object with these fields and no other; `then` looks at the whole when its fields are good."""
    known = {**required, **optional}

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", at)
            return
        found = [problem(f"missing required field: {name}", at) for name in required if name not in value]
        found += [problem(f"invalid additional property: {name}", at) for name in value if name not in known]
        for name, inner in value.items():
            if name in known:
                found += known[name](inner, f"{at}/{name}")
        yield from found
        if not found:
            for rule in then:
                yield from rule(value, at)

    return check


def kinds(of: Mapping[str, Check]) -> Check:
    """An object whose `type` says which of these checks it must pass."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must provide an object", at)
        elif "type" not in value:
            yield problem("missing required field: type", at)
        elif not isinstance(value["type"], str):
            yield problem("must provide a string", f"{at}/type")
        elif value["type"] not in of:
            yield problem(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            yield from of[value["type"]](value, at)

    return check


def any_schema(check: Check) -> Check:
    """Where Slack tries several schemas, it says so before it says what is wrong (captured for section texts)."""

    def wrapped(value: object, at: str) -> Iterator[str]:
        found = list(check(value, at))
        if found and not any("unsupported type" in one for one in found):
            yield problem("failed to match all allowed schemas", at)
        yield from found

    return wrapped


def at_least_one(*names: str, told: str, where: str = "") -> Check:
    """A rule for `record`: one of these fields is there."""

    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(value, dict) and not any(name in value for name in names):
            yield problem(told, at + where)

    return check


def not_both(first: str, second: str) -> Check:
    """A rule for `record`: the second is one too many beside the first."""

    def check(value: object, at: str) -> Iterator[str]:
        if isinstance(value, dict) and first in value and second in value:
            yield problem(f"invalid additional property: {second}", at)

    return check
