"""What was I given? People drop originals, exports, screenshots and pasted source, often wrongly named.

So the content is looked at first and the file name second.
"""

import html
import re
from enum import StrEnum

from bot.mail.charset import decoded


class InputKind(StrEnum):
    """What the bytes are, which decides the reader and how far the headers can be believed."""

    EMPTY = "empty"
    EML = "eml"  # an RFC 5322 mail from its first header on
    MBOX = "mbox"  # several mails in one file: `first_of_mbox` gives the first
    MSG = "msg"  # Outlook's compound file
    SLACK = "slack"  # JSON with Slack's email file object
    HTML = "html"
    PASTED_SOURCE = "pasted_source"  # "show original", copied: `source_in` gives the mail in it
    PDF = "pdf"
    IMAGE = "image"
    FILE = "file"  # something else that is usually an attachment: an archive, an Office file, a calendar entry
    TEXT = "text"  # text from a mail client, with or without From/Subject/Date lines

    @property
    def is_attachment(self) -> bool:
        """Is it a file that mails carry, given without its mail?"""
        return self in {InputKind.PDF, InputKind.IMAGE, InputKind.FILE}


_HEAD = 65_536  # bytes that are looked at
_MOST_LINES = 400
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MSG_STREAM = "__substg1.0_".encode("utf-16-le")
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_FILES = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ",
    b"MZ", b"\x7fELF", b"{\\rtf", b"L\0\0\0\x01\x14\x02\0", b"MSCF", b"ITSF", b"x\x9f>\"",
    b"BEGIN:VCALENDAR", b"BEGIN:VCARD",
)  # fmt: skip
_SLACK_KEY = re.compile(rb'"(?:filetype|plain_text|pretty_type|preview_plain_text|files|file)"\s{0,9}:')
_HTML = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|style|table|div|p|center)\b",
    re.I | re.S,
)
_SVG = re.compile(rb"\s*(?:<\?xml[^>]{0,300}>\s*)?<svg\b", re.IGNORECASE)
_MBOX_LINE = re.compile(rb"^From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\r\n]{5,60}$", re.MULTILINE)
_MBOX_NEXT = re.compile(rb"\r?\n\r?\n(?=From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\r\n]{5,60}\r?\n)")
_LEAD = re.compile(rb"\s*(?:>?From [^\r\n]*(?:\r\n?|\n))?\s*")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]{0,3}:")
# What mail servers and programs write, and mail clients do not show above a copied text.
_TRANSPORT = frozenset(
    "received return-path delivered-to mime-version message-id content-type content-transfer-encoding "
    "dkim-signature authentication-results received-spf arc-seal arc-authentication-results "
    "arc-message-signature x-received x-mailer x-originating-ip list-unsubscribe list-id user-agent "
    "x-original-to in-reply-to references".split()
)
_SHOWN = frozenset("from to cc subject date reply-to sender".split())
_STRONG = frozenset("received return-path delivered-to mime-version message-id dkim-signature arc-seal".split())


def input_kind(data: bytes, name: str = "") -> InputKind:
    """What the bytes are; the name (of the file, or "") decides only where the content leaves it open."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decoded(data[: 4 * _HEAD]).encode("utf-8")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data[:_HEAD].strip(b"\0 \t\r\n\f\v") and not data.strip(b"\0 \t\r\n\f\v"):
        return InputKind.EMPTY
    return _by_magic(data) or _by_text(data, name.lower())


def _by_magic(data: bytes) -> InputKind | None:
    head = data[:_HEAD]
    if head.startswith(_CFB):
        return InputKind.MSG if _MSG_STREAM in data else InputKind.FILE
    if head.startswith(b"%PDF-"):
        return InputKind.PDF
    if head.startswith(_IMAGES) or head[8:12] == b"WEBP" or head[4:12] in {b"ftypheic", b"ftypavif", b"ftypmif1"}:
        return InputKind.IMAGE if not head.startswith(b"BM") or b"\0" in head[:64] else None
    if head.startswith(_FILES):
        return InputKind.FILE if not head.startswith(b"MZ") or b"\0" in head[:64] else None
    return InputKind.FILE if _SVG.match(head) else None


def _by_text(data: bytes, name: str) -> InputKind:
    head = data[:_HEAD]
    if head.lstrip()[:1] in {b"{", b"["} and _SLACK_KEY.search(data):
        return InputKind.SLACK
    lead = _LEAD.match(head)
    found = _header_names(decoded(head[lead.end() if lead else 0 :]).splitlines()[:_MOST_LINES])
    if found & _TRANSPORT or (found and name.endswith((".eml", ".mht", ".mhtml"))):
        if _MBOX_LINE.match(head.lstrip()) and _MBOX_NEXT.search(data):
            return InputKind.MBOX
        return InputKind.PASTED_SOURCE if name.endswith(".txt") else InputKind.EML
    if _HTML.match(head):
        return InputKind.HTML
    if b"%PDF-" in head[:1024]:
        return InputKind.PDF
    if source_in(data) is not None:
        return InputKind.PASTED_SOURCE
    if name.endswith(".eml"):
        return InputKind.EML
    if name.endswith((".html", ".htm")) and b"<" in head:
        return InputKind.HTML
    return InputKind.FILE if _is_binary(head) else InputKind.TEXT


def _is_binary(head: bytes) -> bool:
    """Is it no text? NULs and control characters tell; of UTF-16 without a mark every second byte is one."""
    controls = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    return controls * 20 > len(head) and not 40 <= 100 * head.count(0) // len(head) <= 60


def _header_names(lines: list[str]) -> frozenset[str]:
    """The names of the header lines at the top, in lower case; one stray line among them is passed over."""
    names: list[str] = []
    stray = 0
    for line in lines:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        match = _HEADER.match(line)
        if match:
            names.append(match.group(1).lower())
            continue
        stray += 1
        if stray > 1:
            break
    return frozenset(names)


def first_of_mbox(data: bytes) -> bytes:
    """The first mail of an mbox file, RFC 4155; everything where there is only one."""
    following = _MBOX_NEXT.search(data)
    return data[: following.start()] if following else data


def source_in(data: bytes) -> bytes | None:
    """The mail inside a copied "show original", or None: without lead-in, HTML escapes and indentation.

    A block of at least three header lines, two of them written by mail servers, is where the mail begins.
    """
    head = decoded(data[:_HEAD])
    if not any(f"{name}:" in head.lower() for name in _STRONG):
        return None
    lines = decoded(data).splitlines(keepends=True)
    start = _source_start(lines[: 5 * _MOST_LINES])
    if start is None:
        return None
    lines = lines[start:]
    top = "".join(lines[:_MOST_LINES])
    if "&lt;" in top and "<" not in top:
        lines = html.unescape("".join(lines)).splitlines(keepends=True)
    prefix = lines[0][: min(len(lines[0]) - len(lines[0].lstrip(" \t>")), 20)]
    if prefix:
        lines = [line.removeprefix(prefix) for line in lines]
    return "".join(lines).encode("utf-8", "replace")


def _source_start(lines: list[str]) -> int | None:
    """The number of the line where a block of raw headers begins."""
    start, names = 0, set[str]()
    for number, line in enumerate(lines):
        bare = line.lstrip(" \t>")
        match = _HEADER.match(bare)
        name = match.group(1).lower() if match else ""
        if name and (names or name in _TRANSPORT or name in _SHOWN or name.startswith(("x-", "arc-"))):
            start = start if names else number
            names.add(name)
        elif not bare.strip() or (names and line[:1] not in " \t"):
            names = set()
        if len(names) >= 3 and len(names & _TRANSPORT) >= 2 and names & _STRONG:
            return start
    return None
