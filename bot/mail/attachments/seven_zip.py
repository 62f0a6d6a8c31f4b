"""Names of the files in a 7z archive, as far as its header can be had (7-Zip's 7zFormat.txt)."""

import lzma
import re

_NAMES = 1_000
_HEADER = 1_000_000  # bytes, unpacked
_AES = b"\x06\xf1\x07\x01"
_LZMA = re.compile(rb"\x23\x03\x01\x01\x05(.{5})", re.DOTALL)
_LZMA2 = re.compile(rb"\x21\x21\x01(.)", re.DOTALL)


def seven_zip_names(data: bytes) -> tuple[tuple[str, ...], bool, bool]:
    """Names, whether a password is wanted, and whether the list could be read at all. Never raises."""
    start = 32 + int.from_bytes(data[12:20], "little")
    size = int.from_bytes(data[20:28], "little")
    header = data[start : start + min(size, _HEADER)] if start < len(data) else b""
    if not header:
        return (), False, False
    locked = _AES in header
    if header[:1] == b"\x17" and not locked:
        header = _unpacked(data, header)
        locked = _AES in header
    names = _names(header) if header[:1] == b"\x01" else ()
    return names, locked, bool(names)


def _unpacked(data: bytes, header: bytes) -> bytes:
    """A packed header: where its stream stands and, nearly always, LZMA with its five bytes of settings."""
    place, _ = _number(header, 2)
    found = _LZMA.search(header)
    other = _LZMA2.search(header) if found is None else None
    try:
        if found:
            raw = found.group(1)
            octet = raw[0]
            filters = {
                "id": lzma.FILTER_LZMA1,
                "lc": octet % 9,
                "lp": octet // 9 % 5,
                "pb": octet // 45,
                "dict_size": max(4096, min(int.from_bytes(raw[1:], "little"), 1 << 22)),
            }
        elif other:
            filters = {"id": lzma.FILTER_LZMA2, "dict_size": 1 << 22}
        else:
            return b""
        unpacking = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[filters])
        return unpacking.decompress(data[32 + place : 32 + place + _HEADER], _HEADER)
    except (lzma.LZMAError, ValueError, EOFError):
        return b""


def _names(header: bytes) -> tuple[str, ...]:
    """The names property (0x11): its size, a zero byte, then UTF-16 names each ended by a zero."""
    at = -1
    for _ in range(200):
        at = header.find(b"\x11", at + 1)
        if at < 0:
            break
        size, begin = _number(header, at + 1)
        body = header[begin + 1 : begin + size]
        if (
            size > 3
            and size % 2
            and header[begin : begin + 1] == b"\x00"
            and body.endswith(b"\x00\x00")
            and len(body) == size - 1
        ):
            names = body.decode("utf-16-le", "replace").split("\x00")
            return tuple(name for name in names if name)[:_NAMES]
    return ()


def _number(data: bytes, at: int) -> tuple[int, int]:
    """7-Zip's variable-length integer: the leading ones of the first byte count the bytes that follow."""
    first = data[at] if 0 <= at < len(data) else 0
    value, mask = 0, 0x80
    for place in range(8):
        if not first & mask:
            return value | (first & (mask - 1)) << (8 * place), at + 1 + place
        value |= (data[at + 1 + place] if at + 1 + place < len(data) else 0) << (8 * place)
        mask >>= 1
    return value, at + 9
