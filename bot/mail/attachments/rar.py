"""Names of the files in RAR archives, versions 4 and 5, from their headers (rarlab.com/technote.htm)."""

import struct

_BLOCKS = 4_000
_NAMES = 1_000
_BLOCK4 = struct.Struct("<HBHH")


def rar_names(data: bytes) -> tuple[tuple[str, ...], bool]:
    """Names, and whether a password is wanted for a file or for the list itself. Never raises."""
    start = data.find(b"Rar!\x1a\x07", 0, 1_000_000)
    if start < 0:
        return (), False
    if data[start + 6 : start + 8] == b"\x01\x00":
        return _version5(data, start + 8)
    return _version4(data, start + 7)


def _version4(data: bytes, at: int) -> tuple[tuple[str, ...], bool]:
    names: list[str] = []
    encrypted = False
    for _ in range(_BLOCKS):
        if at + 7 > len(data) or len(names) >= _NAMES:
            break
        _, kind, flags, size = _BLOCK4.unpack_from(data, at)
        packed = int.from_bytes(data[at + 7 : at + 11], "little") if flags & 0x8000 else 0
        if kind == 0x73 and flags & 0x80:
            return (), True
        if kind == 0x74:
            encrypted = encrypted or bool(flags & 4)
            length = int.from_bytes(data[at + 26 : at + 28], "little")
            begin = at + (40 if flags & 0x100 else 32)
            raw = data[begin : begin + min(length, 1024)].split(b"\x00")[0]
            names.append(raw.decode("utf-8", "replace"))
        if size < 7:
            break
        at += size + packed
    return tuple(filter(None, names)), encrypted


def _version5(data: bytes, at: int) -> tuple[tuple[str, ...], bool]:
    names: list[str] = []
    encrypted = False
    for _ in range(_BLOCKS):
        if at + 7 > len(data) or len(names) >= _NAMES:
            break
        size, body = _number(data, at + 4)
        kind, next_at = _number(data, body)
        flags, next_at = _number(data, next_at)
        extra, next_at = _number(data, next_at) if flags & 1 else (0, next_at)
        packed, next_at = _number(data, next_at) if flags & 2 else (0, next_at)
        if kind == 4:
            return tuple(names), True
        if kind == 2:
            names.append(_name5(data, next_at))
            encrypted = encrypted or _locked5(data, body + size - extra, extra)
        if not size:
            break
        at = body + size + packed
    return tuple(filter(None, names)), encrypted


def _name5(data: bytes, at: int) -> str:
    flags, at = _number(data, at)
    _, at = _number(data, at)  # unpacked size
    _, at = _number(data, at)  # attributes
    at += (4 if flags & 2 else 0) + (4 if flags & 4 else 0)  # time, checksum
    _, at = _number(data, at)  # compression
    _, at = _number(data, at)  # system
    length, at = _number(data, at)
    return data[at : at + min(length, 1024)].decode("utf-8", "replace")


def _locked5(data: bytes, at: int, size: int) -> bool:
    """Is there a file encryption record (type 1) in the extra area?"""
    end = at + size
    for _ in range(20):
        if at >= end:
            return False
        length, kind_at = _number(data, at)
        if _number(data, kind_at)[0] == 1:
            return True
        at = kind_at + max(length, 1)
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer and where it ends: seven bits a byte, least first."""
    value = 0
    for shift in range(0, 70, 7):
        octet = data[at] if 0 <= at < len(data) else 0
        at += 1
        value |= (octet & 127) << shift
        if not octet & 128:
            break
    return value, at
