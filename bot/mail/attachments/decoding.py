"""Undoes what a page's script would undo when it runs: strings that hold the real page or its address."""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

_STRINGS = 200  # decoded strings that are read; the decoding itself costs no more than the source is long
_JOINED = re.compile(r"[\"']\s{0,20}\+\s{0,20}[\"']")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{16,2000000}+")
_QUOTES = re.compile("[\"'`]")
_CODES = re.compile(
    r"fromCharCode\s{0,9}\(([\d,\s]{8,400000}+)\)|\[((?:\s{0,9}\d{1,3}\s{0,9},){8,60000}+\s{0,9}\d{1,3}\s{0,9})\]"
)
_HEX = re.compile(r"(?<![0-9A-Za-z#])(?:[0-9A-Fa-f]{2}){16,600000}+(?![0-9A-Za-z])")
_ESCAPE = re.compile(r"\\(?:x|u00)([0-9A-Fa-f]{2})")
_TELLING = re.compile(
    r"https?(?::|%3a)|%3c|\\x3c|\A[a-z0-9+/]{60,600000}+={0,2}\Z|//[a-z0-9-]{1,60}\.|<(?:html|form|script|input|a\s|body|iframe|meta|div|svg)|location|@",
    re.IGNORECASE,
)


def hidden_sources(source: str) -> Iterator[str]:
    """Decoded strings that look like a page or hold an address, each once; at most 200."""
    joined = _JOINED.sub("", source) if "+" in source else source
    telling = (one for text in _decoded(joined) for one in (text, text[::-1]) if _TELLING.search(one) and one != joined)
    yield from islice(dict.fromkeys(telling), _STRINGS)


def _decoded(source: str) -> Iterator[str]:
    for found in _BASE64.finditer(source):
        if text := _from_base64(found.group(0)):
            yield text
    for piece in _QUOTES.split(source):
        percents = piece.count("%")
        if percents >= 4 and (percents * 6 > len(piece) or "%3c" in piece.lower()):
            yield unquote(piece.replace("%u00", "%"), errors="replace")
        if piece.count("\\x") + piece.count("\\u00") >= 4:
            yield _ESCAPE.sub(lambda one: chr(int(one.group(1), 16)), piece)
    for found in _CODES.finditer(source):
        numbers = (found.group(1) or found.group(2)).split(",")
        yield "".join(
            chr(int(number[:7]))
            for number in map(str.strip, numbers)
            if number.isascii() and number.isdigit() and int(number[:7]) < 0x110000
        )
    for found in _HEX.finditer(source):
        yield _readable(bytes.fromhex(found.group(0)))


def _from_base64(written: str) -> str:
    body = written.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return _readable(base64.b64decode(body[: len(body) // 4 * 4] + _tail(body)))
    except (binascii.Error, ValueError):
        return ""


def _tail(body: str) -> str:
    rest = body[len(body) // 4 * 4 :]
    return rest + "=" * (4 - len(rest)) if len(rest) > 1 else ""


def _readable(octets: bytes) -> str:
    """The octets as text when that is what they are, else ""."""
    head = octets[:2000]
    if not head or len(head) - len(head.translate(None, bytes(set(range(32)) - {9, 10, 13}))) > len(head) // 20:
        return ""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1") if sum(octet > 126 for octet in head) < len(head) // 10 else ""
