"""Outlook keeps many a mail's body only as compressed RTF, often with the original HTML wrapped in it.

Sources: MS-OXRTFCP (compression) and MS-OXRTFEX (HTML inside RTF).
"""

import re
import struct
from dataclasses import dataclass

from bot.mail.charset import decoded

_MOST_BYTES = 4_000_000
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
    b"\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n\\]",
    re.DOTALL,
)
_CHARACTERS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"bullet": "•",
               b"ldblquote": "“", b"rdblquote": "”", b"endash": "–", b"emdash": "—"}  # fmt: skip
_NOT_TEXT = frozenset(
    {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"themedata", b"listtable", b"generator"}
)


def decompressed(data: bytes) -> bytes:
    """The RTF inside PidTagRtfCompressed; what could be read of it where it is damaged."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<4xI4s", data)
    if kind == b"MELA":
        return data[16 : 16 + size][:_MOST_BYTES]
    if kind != b"LZFu":
        return b""
    return _unpacked(data[16:], min(size, _MOST_BYTES))


def _unpacked(data: bytes, size: int) -> bytes:
    """MS-OXRTFCP 2.2.2: a ring of 4096 bytes; runs of 2 to 17 bytes are copied out of it."""
    out = bytearray(_DICTIONARY)
    offset = len(_DICTIONARY)
    position, end = 0, len(data)
    while position < end and len(out) - offset < size:
        flags = data[position]
        position += 1
        for bit in range(8):
            if position >= end:
                break
            if not flags >> bit & 1:
                out.append(data[position])
                position += 1
                continue
            pair = int.from_bytes(data[position : position + 2], "big")
            position += 2
            if not _copied(out, pair >> 4, (pair & 15) + 2):
                return bytes(out[offset : offset + size])
    return bytes(out[offset : offset + size])


def _copied(out: bytearray, place: int, length: int) -> bool:
    """Append a run that starts at this place of the ring; False at the end mark."""
    back = (len(out) - place) % 4096
    if back == 0:
        return False
    start = len(out) - back
    for index in range(length):
        out.append(out[start + index] if start + index >= 0 else 0)
    return True


@dataclass(slots=True)
class _State:
    """What a group { } switches and its end switches back."""

    shown: bool = True
    tag: bool = False  # inside \\*\\htmltag: a piece of the original HTML
    skip: int = 1  # characters that stand for a \\u character in old readers


def html_or_text(rtf: bytes) -> tuple[str, bool]:
    """(the HTML that was wrapped in the RTF, True), or (its text, False)."""
    is_html = b"\\fromhtml" in rtf[:4096]
    codepage = re.search(rb"\\ansicpg(\d{1,5})", rtf[:1024])
    charset = f"cp{codepage.group(1).decode()}" if codepage else "cp1252"
    stack = [_State()]
    out: list[str] = []
    raw: list[bytes] = []  # bytes of one character set, joined before decoding: characters span several
    pending = 0
    ignorable = False
    for match in _TOKEN.finditer(rtf[:_MOST_BYTES]):
        hexed, word, number, symbol, brace, plain = match.groups()
        state = stack[-1]
        visible = state.shown if not is_html else state.shown or state.tag
        if hexed or plain:
            found = bytes([int(hexed, 16)]) if hexed else plain
            dropped, pending = min(pending, len(found)), max(pending - len(found), 0)
            if visible:
                raw.append(found[dropped:])
            continue
        text = _CHARACTERS.get(word or b"", "") if word else _symbol(symbol)
        if word == b"u" and number:
            text, pending = chr(int(number) % 65536), state.skip
        if text and visible:
            out += [decoded(b"".join(raw), charset), text]
            raw = []
        if brace == b"{" and len(stack) < 10_000:
            stack.append(_State(state.shown, state.tag, state.skip))
        elif brace == b"}" and len(stack) > 1:
            stack.pop()
        elif word:
            _switch(state, word, number, ignorable)
        ignorable = symbol == b"*"
    out.append(decoded(b"".join(raw), charset))
    whole = "".join(out)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(), is_html


def _symbol(symbol: bytes | None) -> str:
    if symbol in {b"\\", b"{", b"}"}:
        return symbol.decode()
    return {b"~": "\u00a0", b"_": "-", b"\n": "\n"}.get(symbol or b"", "")


def _switch(state: _State, word: bytes, number: bytes | None, ignorable: bool) -> None:
    """What a control word changes for the rest of its group."""
    if word == b"uc":
        state.skip = min(int(number or 1), 16)
    elif word == b"htmltag":
        state.tag = True
    elif word == b"htmlrtf":
        state.shown = number == b"0"
    elif word in _NOT_TEXT or ignorable:
        state.shown = state.tag = False
