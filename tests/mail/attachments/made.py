"""Files made by hand for the tests: small, whole, and harmless."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import segno

from bot.mail.attachments import Budget, attachment
from bot.mail.email import Attachment


def read(name: str, data: bytes, declared: str = "application/octet-stream") -> Attachment:
    """The attachment, with a fresh budget."""
    return attachment(name, declared, data, inline=False, budget=Budget())[0]


def unread(name: str, data: bytes) -> set[str]:
    """Why parts of it could not be read."""
    return {one.why for one in attachment(name, "", data, inline=False, budget=Budget())[1]}


def pdf(
    content: str | bytes = "",
    *,
    notes: str = "",
    catalog: str = "",
    objects: Mapping[int, bytes] | None = None,
    resources: str = "",
    packed: bool = False,
) -> bytes:
    """A one-page PDF with this content stream; `notes` are annotations, `objects` more objects from 10 on."""
    body = content if isinstance(content, bytes) else content.encode("cp1252")
    stream = zlib.compress(body) if packed else body
    packing = "/Filter /FlateDecode " if packed else ""
    parts = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Annots [{notes}] "
            f"/Resources << /Font << /F1 5 0 R >> {resources} >> >>"
        ).encode(),
        4: f"<< {packing}/Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        **(objects or {}),
    }
    return _numbered(parts)


def _numbered(parts: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, part in parts.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010} 00000 n \n".encode()
    out += f"trailer\n<< /Size {max(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def lines(*texts: str) -> str:
    """A content stream that writes these lines below each other."""
    shown = "".join(f"({text}) Tj T* " for text in texts)
    return f"BT /F1 12 Tf 14 TL 72 700 Td {shown}ET"


def qr(text: str, **looks: Any) -> bytes:
    """A picture of a QR code."""
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", **{"scale": 4, **looks})
    return out.getvalue()


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these files, deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(files: Mapping[str, bytes | str]) -> bytes:
    """The same with every encryption bit set; the data are not really encrypted."""
    data = bytearray(zipped(files))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def rar4(*names: str, encrypted: bool = False) -> bytes:
    """A RAR 4 archive of empty files."""
    out = b"Rar!\x1a\x07\x00" + struct.pack("<HBHH", 0, 0x73, 0, 13) + bytes(6)
    for name in names:
        raw = name.encode()
        fields = struct.pack("<IIBIIBBHI", 0, 0, 0, 0, 0, 29, 0x30, len(raw), 0)
        out += struct.pack("<HBHH", 0, 0x74, 0x8000 | 4 * encrypted, 7 + len(fields) + len(raw)) + fields + raw
    return out


def rar5(*names: str) -> bytes:
    """A RAR 5 archive of empty files."""
    out = b"Rar!\x1a\x07\x01\x00"
    for name in names:
        raw = name.encode()
        body = bytes([2, 0, 0, 0, 0, 0, 0, len(raw)]) + raw
        out += bytes(4) + bytes([len(body)]) + body
    return out


def seven_zip(*names: str) -> bytes:
    """The header of a 7z archive whose list is not packed."""
    raw = b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)
    header = b"\x01\x05" + bytes([len(names), 0x11, len(raw) + 1, 0]) + raw + b"\0\0"
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(4) + struct.pack("<QQI", 0, len(header), 0) + header


def iso(*names: str) -> bytes:
    """An ISO 9660 image with these names in its root."""
    records = b"".join(_record(name.encode()) for name in (*("\0", "\1"), *names))
    volume = bytearray(2048)
    volume[0:6] = b"\x01CD001"
    volume[156:190] = _record(b"\0", place=20, size=len(records))
    return bytes(0x8000) + bytes(volume) + bytes(3 * 2048) + records.ljust(2048, b"\0")


def _record(name: bytes, place: int = 0, size: int = 0) -> bytes:
    body = struct.pack("<BIIII", 0, place, 0, size, 0) + bytes(14) + bytes([len(name)]) + name
    return bytes([len(body) + 1]) + body


def cab(*names: str) -> bytes:
    """A cabinet of empty files."""
    header = b"MSCF" + bytes(12) + struct.pack("<I", 36) + bytes(6) + struct.pack("<HHHH", 0, len(names), 0, 0)
    return header.ljust(36, b"\0") + b"".join(bytes(16) + name.encode() + b"\0" for name in names)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams; "a/b" puts one into a storage."""
    entries = _directory(streams)
    contents = [(stream + bytes(4096))[: max(4096, -(-len(stream) // 512) * 512)] for stream in streams.values()]
    directory_size = -(-len(entries) * 128 // 512)
    table = [0xFFFFFFFD, *range(2, directory_size + 1), 0xFFFFFFFE]
    starts = []
    for content in contents:
        starts.append(len(table))
        count = len(content) // 512
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
    raw = b""
    at = iter(zip(starts, contents, strict=True))
    for name, kind, left, right, child in entries:
        start, size = (0, 0)
        if kind == 2:
            start, content = next(at)
            size = len(content)
        label = name.encode("utf-16-le")
        raw += (label + b"\0\0").ljust(64, b"\0") + struct.pack("<HBBIII", len(label) + 2, kind, 1, left, right, child)
        raw += bytes(36) + struct.pack("<III", start if kind == 2 else 0xFFFFFFFE, size, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sectors = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return header + sectors + raw.ljust(directory_size * 512, b"\0") + b"".join(contents)


def _directory(streams: Mapping[str, bytes]) -> list[tuple[str, int, int, int, int]]:
    """(name, kind, left, right, child): every level is a chain of right siblings."""
    none = 0xFFFFFFFF
    labels, rows = ["Root Entry"], [[5, none, none, none]]
    storages: dict[str, int] = {"": 0}
    last: dict[str, int] = {}

    def add(name: str, kind: int, parent: str) -> int:
        labels.append(name)
        rows.append([kind, none, none, none])
        here = len(rows) - 1
        if parent in last:
            rows[last[parent]][2] = here
        else:
            rows[storages[parent]][3] = here
        last[parent] = here
        return here

    for path in streams:
        parent, _, name = path.rpartition("/")
        if parent not in storages:
            storages[parent] = add(parent, 1, "")
        add(name, 2, parent)
    labels += [""] * (-len(rows) % 4)
    rows += [[0, none, none, none]] * (-len(rows) % 4)
    return [(label, row[0], row[1], row[2], row[3]) for label, row in zip(labels, rows, strict=True)]


def invitation(*properties: str) -> bytes:
    """An .ics file with one event."""
    body: Sequence[str] = (
        "BEGIN:VCALENDAR",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        *properties,
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "\r\n".join(body).encode()
