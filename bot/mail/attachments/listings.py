"""Names of the files in tar, ISO 9660 and CAB files, which keep them in plain sight."""

from collections.abc import Iterator
from itertools import islice

NAMES = 1_000


def tar_names(data: bytes) -> tuple[str, ...]:
    """Names from the 512-byte headers (POSIX ustar, GNU long names left as they are cut); never raises."""
    return tuple(islice(_tar(data), NAMES + 1))


def _tar(data: bytes) -> Iterator[str]:
    at = 0
    while at + 512 <= len(data):
        block = data[at : at + 512]
        name = block[:100].split(b"\x00")[0]
        if not name:
            return
        prefix = block[345:500].split(b"\x00")[0] if block[257:262] == b"ustar" else b""
        try:
            size = max(0, int(block[124:136].split(b"\x00")[0].strip() or b"0", 8))
        except ValueError:
            size = 0
        if block[156:157] not in {b"x", b"g", b"L", b"K"}:
            yield (prefix + b"/" + name if prefix.strip(b" ") else name).decode("utf-8", "replace")
        at += 512 + (size + 511) // 512 * 512


def iso_names(data: bytes) -> tuple[str, ...]:
    """Names in the root directory of an ISO 9660 image, Joliet's long ones if it has them; never raises."""
    plain: tuple[str, ...] = ()
    for at in range(0x8000, min(0x8000 + 16 * 2048, len(data)), 2048):
        block = data[at : at + 2048]
        if block[1:6] != b"CD001" or block[:1] == b"\xff":
            continue
        joliet = block[:1] == b"\x02" and block[88:91] in {b"%/@", b"%/C", b"%/E"}
        if block[:1] == b"\x01" or joliet:
            start = int.from_bytes(block[158:162], "little") * 2048
            size = min(int.from_bytes(block[166:170], "little"), 200_000)
            names = tuple(islice(_records(data[start : start + size], joliet), NAMES + 1))
            if joliet and names:
                return names
            plain = plain or names
    return plain


def _records(directory: bytes, joliet: bool) -> Iterator[str]:
    at = 0
    while at < len(directory):
        size = directory[at]
        if size < 34:  # none crosses a sector: the rest of this one is padding
            at = (at // 2048 + 1) * 2048
            continue
        raw = directory[at + 33 : at + 33 + directory[at + 32]]
        if raw not in {b"\x00", b"\x01"}:
            yield raw.decode("utf-16-be" if joliet else "latin-1", "replace").partition(";")[0]
        at += size


def cab_names(data: bytes) -> tuple[str, ...]:
    """Names from the CFFILE entries of a cabinet (MS-CAB 2.4); never raises."""
    at, count = int.from_bytes(data[16:20], "little"), int.from_bytes(data[28:30], "little")
    names: list[str] = []
    for _ in range(min(count, NAMES + 1)):
        end = data.find(b"\x00", at + 16, at + 16 + 300)
        if end < 0:
            break
        names.append(data[at + 16 : end].decode("utf-8", "replace"))
        at = end + 1
    return tuple(names)
