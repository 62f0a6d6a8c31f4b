"""Outlook saves a mail as a .msg: a small file system of MAPI properties. As RFC 5322 bytes, `mime` reads it.

Read with olefile stream by stream, and only the streams that are needed: a hostile file of 10 MB can list the
same bytes thousands of times, and a reader that loads every stream asks for gigabytes.
Sources: MS-OXMSG (layout), MS-OXPROPS (property numbers).
"""

import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO
from typing import Any

from bot.mail.charset import decoded
from bot.mail.mime import DEEPEST
from bot.mail.rich_text import decompressed, html_or_text

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SMALLEST = 1536  # bytes: a header, an allocation table and a directory
_MOST_ATTACHMENTS = 200
_MOST_READ = 20_000_000  # bytes of all streams together

_HEADERS, _SUBJECT, _BODY, _HTML, _RTF = 0x007D, 0x0037, 0x1000, 0x1013, 0x1009
_SENDER = (
    (0x0042, 0x5D02),
    (0x0C1A, 0x5D01),
    (0x0042, 0x0065),
    (0x0C1A, 0x0C1F),
)  # (name, address), best first
_MESSAGE_ID, _TO, _CC, _SENT, _DELIVERED, _CODEPAGE = 0x1035, 0x0E04, 0x0E03, 0x0039, 0x0E06, 0x3FDE
_DATA, _LONG_NAME, _SHORT_NAME, _MIME, _CONTENT_ID, _SHOWN_NAME = (
    0x3701,
    0x3707,
    0x3704,
    0x370E,
    0x3712,
    0x3001,
)
_RECIPIENT_NAME, _RECIPIENT_SMTP, _RECIPIENT_ADDRESS, _RECIPIENT_TYPE = 0x3001, 0x39FE, 0x3003, 0x0C15
_OWN = ("content-", "mime-version")  # headers that describe a structure which Outlook did not keep


class MsgUnreadable(Exception):
    """A .msg file that could not be read; its text is a sentence for the person who sent it."""


def message_from_msg(data: bytes) -> bytes:
    """The mail in a .msg file as RFC 5322 bytes.

    The transport headers are taken over as they are, so they can be believed as far as those of an .eml;
    a mail without them (a draft, internal mail) gets From, To, Subject and Date from its properties.
    Raises MsgUnreadable, and nothing else.
    """
    if not data.startswith(_SIGNATURE) or len(data) < _SMALLEST or not _is_plausible(data):
        raise MsgUnreadable("This .msg file is damaged. Save the mail again, or send it as an attachment.")
    try:
        import olefile  # slow to import, and few inputs need it
    except ImportError:
        raise MsgUnreadable("To read .msg files, install the package olefile.") from None
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            store = _Store(ole, ole.root, [], _Budget(_MOST_READ))
            return _mail(store, hashlib.sha256(data).hexdigest(), 0)
    except Exception as error:  # olefile raises anything on damage: IndexError, RecursionError
        raise MsgUnreadable("This .msg file is damaged. Save the mail again as .eml.") from error


def _is_plausible(data: bytes) -> bool:
    """Does the allocation table fit the file? One that lists itself over and over would fill the memory."""
    tables, chained = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 72)[0]
    return bool(tables * 512 * 64 <= len(data) + 512 * 128 and chained <= tables // 100 + 1)


@dataclass(slots=True)
class _Budget:
    left: int


@dataclass(frozen=True, slots=True)
class _Store:
    """A folder of the compound file: a message, an attachment or a recipient."""

    ole: Any  # olefile has no types
    entry: Any
    path: list[str]
    budget: _Budget

    def stream(self, name: str) -> bytes:
        """A stream's bytes; b"" where there is none, or none of the budget is left."""
        found = self.entry.kids_dict.get(name.lower())
        if found is None or found.entry_type != 2 or found.size > self.budget.left:
            return b""
        self.budget.left -= found.size
        with self.ole.openstream([*self.path, name]) as opened:
            return bytes(opened.read())

    def folder(self, name: str) -> "_Store | None":
        found = self.entry.kids_dict.get(name.lower())
        if found is None or found.entry_type != 1:
            return None
        return _Store(self.ole, found, [*self.path, found.name], self.budget)

    def folders(self, prefix: str) -> list["_Store"]:
        names = [kid.name for kid in self.entry.kids if kid.name.lower().startswith(prefix)]
        return [found for found in map(self.folder, names[:_MOST_ATTACHMENTS]) if found is not None]

    def binary(self, tag: int) -> bytes:
        return self.stream(f"__substg1.0_{tag:04X}0102")

    def text(self, tag: int) -> str:
        """A string property, in UTF-16 or the message's code page."""
        wide = self.stream(f"__substg1.0_{tag:04X}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\0", "")
        narrow = self.stream(f"__substg1.0_{tag:04X}001E")
        return decoded(narrow) if narrow else ""

    def line(self, tag: int) -> str:
        return " ".join(self.text(tag).split())

    def fixed(self, tag: int, header: int) -> int | None:
        """A number or time of the properties stream, whose entries of 16 bytes begin after a header."""
        entries = self.stream("__properties_version1.0")[header:]
        for start in range(0, min(len(entries) - 15, 16_000), 16):
            if struct.unpack_from("<H", entries, start + 2)[0] == tag:
                return int(struct.unpack_from("<Q", entries, start + 8)[0])
        return None


def _mail(store: _Store, mark: str, depth: int) -> bytes:
    """The message as RFC 5322 bytes. No file can hold its own hash, the `mark`, so boundaries are safe."""
    boundary = f"=_{mark}-{len(store.path)}-{depth}"
    head = _headers(store, 24 if depth else 32)
    parts = [*_bodies(store, boundary), *_attachments(store, mark, depth)]
    lines = [*head, "MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{boundary}"', "", ""]
    opening = "\n".join(lines).encode("utf-8", "replace")
    between = f"--{boundary}\n".encode()
    return opening + b"".join(between + part + b"\n" for part in parts) + f"--{boundary}--\n".encode()


def _headers(store: _Store, properties_start: int) -> list[str]:
    transport = store.text(_HEADERS).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    found: list[str] = []
    for line in transport.split("\n"):
        if line[:1] in {" ", "\t"} and found:
            found[-1] += "\n" + line
        elif ":" in line and " " not in line.partition(":")[0].strip():
            found.append(line)
    found = [one for one in found if not one.lower().startswith(_OWN)]
    names = {one.partition(":")[0].strip().lower() for one in found}
    return found + [
        f"{name}: {value}" for name, value in _properties(store, properties_start) if name.lower() not in names
    ]


def _properties(store: _Store, start: int) -> list[tuple[str, str]]:
    """The headers that the properties tell."""
    people = {1: list[str](), 2: list[str]()}
    for one in store.folders("__recip_version1.0_#"):
        kind = (one.fixed(_RECIPIENT_TYPE, 8) or 1) & 0xFF
        address = one.line(_RECIPIENT_SMTP) or one.line(_RECIPIENT_ADDRESS)
        people.setdefault(kind, []).append(_written(one.line(_RECIPIENT_NAME), address))
    found = [
        ("From", _sender(store)),
        ("To", ", ".join(people[1]) or store.line(_TO)),
        ("Cc", ", ".join(people[2]) or store.line(_CC)),
        ("Subject", store.line(_SUBJECT)),
        ("Date", _date(store.fixed(_SENT, start) or store.fixed(_DELIVERED, start))),
        ("Message-ID", store.line(_MESSAGE_ID)),
    ]
    return [(name, value) for name, value in found if value]


def _sender(store: _Store) -> str:
    names = [(store.line(name), store.line(address)) for name, address in _SENDER]
    best = next(((name, address) for name, address in names if "@" in address), names[0])
    return _written(best[0] or names[1][0], best[1])


def _written(name: str, address: str) -> str:
    """`"Name" <address>`; an Exchange directory path (/o=...) is no address."""
    if "@" not in address:
        return f'"{_quoted(name)}"' if name else ""
    return f'"{_quoted(name)}" <{address}>' if name and name != address else f"<{address}>"


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _date(filetime: int | None) -> str:
    """100-nanosecond steps since 1601 as an RFC 5322 date; "" where there is none."""
    if not filetime:
        return ""
    try:
        return format_datetime(datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=filetime // 10))
    except (OverflowError, ValueError):
        return ""


def _bodies(store: _Store, boundary: str) -> list[bytes]:
    """The text and the HTML of a message, as one multipart/alternative."""
    text, html = store.text(_BODY), _html(store)
    if not html:
        rich, is_html = html_or_text(decompressed(store.binary(_RTF)))
        html = rich.encode("utf-8", "replace") if is_html else b""
        text = text or ("" if is_html else rich)
    parts = []
    if text.strip() or not html:
        parts.append(b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode("utf-8", "replace"))
    if html:
        charset = "utf-8" if html.isascii() or _is_utf8(html) else f"cp{_codepage(store)}"
        parts.append(f"Content-Type: text/html; charset={charset}\n\n".encode() + html)
    if len(parts) < 2:
        return parts
    inner = f"{boundary}-alternative"
    opening = f'Content-Type: multipart/alternative; boundary="{inner}"\n\n'.encode()
    return [opening + b"".join(f"--{inner}\n".encode() + part + b"\n" for part in parts) + f"--{inner}--\n".encode()]


def _html(store: _Store) -> bytes:
    return store.binary(_HTML) or store.text(_HTML).encode("utf-8", "replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codepage(store: _Store) -> int:
    return (store.fixed(_CODEPAGE, 24 if store.path else 32) or 1252) & 0xFFFF


def _attachments(store: _Store, mark: str, depth: int) -> list[bytes]:
    parts: list[bytes] = []
    for one in store.folders("__attach_version1.0_#"):
        name = one.line(_LONG_NAME) or one.line(_SHORT_NAME) or one.line(_SHOWN_NAME)
        inner = one.folder("__substg1.0_3701000D")
        if inner is not None and depth < 2 * DEEPEST:
            parts.append(b"Content-Type: message/rfc822\n\n" + _mail(inner, mark, depth + 1))
            continue
        content_id = one.line(_CONTENT_ID)
        lines = [
            f"Content-Type: {_type(one.line(_MIME))}",
            f'Content-Disposition: {"inline" if content_id else "attachment"}; filename="{_quoted(name)}"',
            *([f"Content-ID: <{content_id}>"] if content_id else []),
            "Content-Transfer-Encoding: binary\n\n",
        ]
        parts.append("\n".join(lines).encode("utf-8", "replace") + one.binary(_DATA))
    return parts


def _type(declared: str) -> str:
    """Not multipart or message: what Outlook keeps as a file is one file."""
    kind = declared.partition(";")[0].strip().lower()
    is_leaf = "/" in kind and not kind.startswith(("multipart/", "message/"))
    return kind if is_leaf else "application/octet-stream"
