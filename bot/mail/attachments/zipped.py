"""The entries of a ZIP, from its central directory and its local headers alike: each can lie about the other.

PKWARE APPNOTE 6.3.10, sections 4.3.7 and 4.3.12. Only what is asked for is decompressed, in memory, bounded.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.attachments.pdf_streams import inflated

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_NAMES = 1_000
_TRIED = 20_000  # signatures looked at


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a ZIP as its headers describe it."""

    name: str
    method: int  # 0 stored, 8 deflated
    encrypted: bool
    packed: int  # bytes; 0 when the local header leaves it open
    size: int
    start: int  # where its data begin in the archive; -1 when only the directory names it


def entries(data: bytes) -> tuple[tuple[Entry, ...], bool]:
    """Every entry of either list, by name, and whether there were more than the 1,000 that are kept."""
    found: dict[str, Entry] = {}
    cut = False
    for one in _local(data):
        cut = cut or len(found) >= _NAMES
        if len(found) < _NAMES:
            found.setdefault(one.name, one)
    for one in _central(data):
        known = found.get(one.name)
        if known is None and len(found) >= _NAMES:
            cut = True
        elif known is None:
            found[one.name] = one
        elif not known.packed:
            found[one.name] = Entry(
                one.name, known.method, known.encrypted or one.encrypted, one.packed, one.size, known.start
            )
    return tuple(found.values()), cut


def content(data: bytes, entry: Entry, most: int) -> bytes:
    """The first bytes of an entry, at most that many; b"" when it is encrypted or packed in another way."""
    if entry.encrypted or entry.start < 0 or entry.method not in {0, 8}:
        return b""
    if entry.method == 8:
        ends = entry.start + (entry.packed or most) + 64
        return inflated(data[entry.start : ends], most, -zlib.MAX_WBITS)
    if entry.packed:
        return data[entry.start : entry.start + min(entry.packed, most)]
    ends = data.find(b"PK", entry.start, entry.start + most)
    return data[entry.start : ends if ends > 0 else entry.start + most]


def _local(data: bytes) -> Iterator[Entry]:
    at = -1
    for _ in range(_TRIED):
        at = data.find(b"PK\x03\x04", at + 1)
        if at < 0 or at + _LOCAL.size > len(data):
            return
        _, version, flags, method, _, _, _, packed, size, name_size, extra = _LOCAL.unpack_from(data, at)
        raw = data[at + _LOCAL.size : at + _LOCAL.size + name_size]
        if version & 255 > 100 or not 0 < name_size <= 1024 or b"\x00" in raw or len(raw) < name_size:
            continue
        start = at + _LOCAL.size + name_size + extra
        yield Entry(_name(raw, flags), method, bool(flags & 1), _known(packed), _known(size), start)
        if (
            packed
            and packed != 0xFFFFFFFF
            and start + packed <= len(data)
            and data[start + packed : start + packed + 2] == b"PK"
        ):
            at = start + packed - 1  # the header's own word for where the next one is, once it holds true


def _central(data: bytes) -> Iterator[Entry]:
    at = -1
    for _ in range(_TRIED):
        at = data.find(b"PK\x01\x02", at + 1)
        if at < 0 or at + _CENTRAL.size > len(data):
            return
        _, _, _, flags, method, _, _, _, packed, size, name_size, *_ = _CENTRAL.unpack_from(data, at)
        raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
        if 0 < name_size <= 1024 and b"\x00" not in raw and len(raw) == name_size:
            yield Entry(_name(raw, flags), method, bool(flags & 1), _known(packed), _known(size), -1)


def _known(size: int) -> int:
    return 0 if size == 0xFFFFFFFF else size


def _name(raw: bytes, flags: int) -> str:
    """UTF-8 where bit 11 says so or where it fits, else code page 437 (APPNOTE, appendix D)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
