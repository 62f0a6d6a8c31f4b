"""The drawing instructions of a PDF page, cut into operands and operators (ISO 32000-1, 7.2 and 7.8.2)."""

import re
from collections.abc import Iterator
from typing import Any

from bot.mail.attachments.reading import Budget

_TOKEN = re.compile(
    rb"(?P<string>\((?:[^()\\]++|\\.)*+\))|(?P<nested>\()|<(?P<hex>[0-9A-Fa-f\s]++)>|(?P<number>[+-]?(?:\d++\.?\d*+|\.\d++))"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*+)|(?P<open>\[)|(?P<close>\])|(?P<operator>[A-Za-z'\"*][A-Za-z0-9*]{0,6}+)|%[^\r\n]*+",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
_INLINE_END = re.compile(rb"\sEI\b")
_PAID_AT_ONCE = 500


def tokens(source: bytes, budget: Budget) -> Iterator[tuple[str, Any]]:
    """("", operand) or (operator, None); the elements of an array come as one list.

    Operands are float, bytes (strings), str (names, with their slash) or list. Stops when the budget does.
    """
    at, array, unpaid = 0, None, 0
    while found := _TOKEN.search(source, at):
        at, kind, unpaid = found.end(), found.lastgroup, unpaid + 1
        if unpaid == _PAID_AT_ONCE:
            unpaid = 0
            if not budget.take("work", _PAID_AT_ONCE):
                budget.work = 0
                return
        if kind == "operator":
            operator = found.group(kind).decode("latin-1")
            if operator == "BI":
                at = _after_picture(source, at)
            else:
                yield operator, None
        elif kind == "open":
            array = list[Any]()
        elif kind is not None:
            value, at = (array or [], at) if kind == "close" else _operand(found, kind, source)
            array = None if kind == "close" else array
            if array is None:
                yield "", value
            else:
                array.append(value)


def _operand(found: "re.Match[bytes]", kind: str, source: bytes) -> tuple[Any, int]:
    """The value of a token and where it ends."""
    written = found.group(kind)
    if kind == "number":
        return float(written), found.end()
    if kind == "string":
        return _unescaped(written[1:-1]), found.end()
    if kind == "hex":
        digits = b"".join(written.split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), found.end()
    if kind == "nested":
        return _nested(source, found.end())
    return written.decode("latin-1"), found.end()


def _after_picture(source: bytes, start: int) -> int:
    ended = _INLINE_END.search(source, start)
    return ended.end() if ended else len(source)


def _nested(source: bytes, start: int) -> tuple[bytes, int]:
    """A string with balanced parentheses inside, and where it ends; at most 20,000 bytes."""
    depth = 1
    for found in _PAREN.finditer(source, start, start + 20_000):
        depth += {b"(": 1, b")": -1}.get(found.group(0), 0)
        if not depth:
            return _unescaped(source[start : found.start()]), found.end()
    return b"", min(start + 20_000, len(source))


def _unescaped(written: bytes) -> bytes:
    if b"\\" not in written:
        return written
    return _ESCAPE.sub(_letter, written)


def _letter(found: "re.Match[bytes]") -> bytes:
    if found.group(1):
        return bytes([int(found.group(1), 8) & 255])
    return _ESCAPED.get(found.group(2), found.group(2))
