"""Office files carry macros, ask for a template from elsewhere, or just hold the lure's text and link."""

import html
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from bot.mail.attachments.links import link_to
from bot.mail.attachments.pdf_codes import picture_codes_in
from bot.mail.attachments.picture import code_links
from bot.mail.attachments.reading import Budget, Reading
from bot.mail.attachments.zipped import Entry, content, entries
from bot.mail.email import Link
from bot.mail.plain_links import links_in_text

_PART = 2_000_000  # bytes of one part, unpacked
_TEXT = 300_000  # characters
_SLIDES = 30
_TEXT_PARTS = re.compile(
    r"(?:word/(?:document|footnotes|header\d?|footer\d?)|xl/sharedStrings|xl/worksheets/sheet\d{1,2}|xl/drawings/drawing\d|"
    r"ppt/slides/slide\d{1,3}|content)\.xml$|^visio/pages/page\d{1,2}\.xml$"
)
_MACROS = re.compile(r"vbaProject\.bin$|vbaData\.xml$|macrosheets/|(?:^|/)Basic/.{1,200}\.xml$", re.IGNORECASE)
_ENDS_LINE = re.compile(r"</(?:w:p|a:p|si|row|text:p|text:h)>|<(?:w:br|a:br|text:line-break)\b[^>]{0,200}>")
_GAP = re.compile(r"<(?:w:tab|text:tab|text:s)\b[^>]{0,200}>|</(?:c|w:tc)>")
_TAG = re.compile(r"<[^<>]{0,20000}>")
_RELATION = re.compile(r"<Relationship\b([^<>]{1,20000})>")
_ATTRIBUTE = re.compile(r"\b(Target|TargetMode|Type)\s?=\s?(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')")
_FIELD = re.compile(r"HYPERLINK\s{1,9}(?:\\\w\s{1,9})?\\?[\"\u201c]([^\"\u201d]{4,2000})[\"\u201d]")
_ODF_LINK = re.compile(r"xlink:href=\"([^\"]{4,4000})\"")
_RUN_8 = re.compile(rb"[\x09\x0a\x0d\x20-\x7e\xa0-\xff]{6,100000}+")
_RUN_16 = re.compile(rb"(?:[\x09\x0a\x0d\x13-\x15\x20-\x7e\xa0-\xff]\x00){6,50000}+")
_OLE_TEXT = ("WordDocument", "Workbook", "Book", "PowerPoint Document")


def open_xml(data: bytes, name: str, budget: Budget) -> Reading:
    """Text, links, codes and macros of a docx, xlsx, pptx or OpenDocument file, from its ZIP's parts."""
    where = f"attachment:{name}"
    found, cut = entries(data)
    macros = any(_MACROS.search(one.name) for one in found)
    encrypted = any(one.encrypted for one in found)
    text, links, addressed = "", list[Link](), list[str]()
    for one in islice((entry for entry in found if _TEXT_PARTS.search(entry.name)), _SLIDES):
        source = _part(data, one, budget)
        addressed += [html.unescape(hit.group(1)) for hit in islice(_ODF_LINK.finditer(source), 100)]
        text = f"{text}\n{_stripped(source)}" if len(text) < _TEXT else text
    for one in islice((entry for entry in found if entry.name.endswith(".rels")), _SLIDES):
        addressed += _outside(_part(data, one, budget))
    addressed += [hit.group(1) for hit in islice(_FIELD.finditer(text), 50)]
    links += [
        link_to(url, "", where) for url in dict.fromkeys(addressed) if "://" in url[:12] or url.startswith("\\\\")
    ]
    links += links_in_text(text.strip(), where)
    codes = picture_codes_in(_pictures(data, found, budget), budget)
    unread = ("too many",) * cut + ("encrypted",) * encrypted + ("damaged",) * (not found)
    links += code_links(codes, name)
    return Reading(
        text.strip()[:_TEXT],
        links=tuple(links)[:500],
        encrypted=encrypted,
        macros=macros,
        codes=codes,
        unread=unread,
    )


def _part(data: bytes, entry: Entry, budget: Budget) -> str:
    inner = content(data, entry, min(_PART, budget.unpacked))
    budget.all_of("unpacked", len(inner))
    return inner.decode("utf-16" if inner[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")


def _pictures(data: bytes, found: tuple[Entry, ...], budget: Budget) -> Iterator[bytes]:
    media = [one for one in found if "/media/" in one.name or one.name.startswith("Pictures/")]
    for one in islice(sorted(media, key=lambda entry: entry.size), 12):
        inner = content(data, one, min(4_000_000, budget.unpacked))
        budget.all_of("unpacked", len(inner))
        yield inner


def _stripped(source: str) -> str:
    lines = _GAP.sub("\t", _ENDS_LINE.sub("\n", source))
    return "\n".join(line.strip() for line in html.unescape(_TAG.sub("", lines)).split("\n") if line.strip())


def _outside(source: str) -> Iterator[str]:
    """Targets of relationships that point outside the file: links, and templates that load when it opens."""
    for relation in islice(_RELATION.finditer(source), 500):
        said = {hit.group(1): hit.group(2) or hit.group(3) or "" for hit in _ATTRIBUTE.finditer(relation.group(1))}
        target = html.unescape(said.get("Target", ""))
        if said.get("TargetMode", "").lower() == "external" and not target.lower().startswith("mailto:"):
            yield target.removeprefix("mhtml:")


def compound(data: bytes, name: str, budget: Budget) -> Reading:
    """Macros, encryption and rough text of a doc, xls or ppt (MS-CFB). Raises olefile's errors."""
    import olefile  # lazily: few mails hold one

    with olefile.OleFileIO(BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as file:
        paths = ["/".join(path) for path in islice(file.listdir(), 2_000)]
        tops = {path.partition("/")[0] for path in paths}
        lower = [path.lower() for path in paths]
        if "EncryptedPackage" in tops:
            return Reading(encrypted=True, unread=("encrypted",))
        macros = any("vba/" in f"{path}/" or path.endswith("_vba_project") or "macros/" in path for path in lower)
        streams = {top: _stream(file, top, budget) for top in _OLE_TEXT if top in tops}
    book = streams.get("Workbook") or streams.get("Book") or b""
    text = _runs(streams)
    where = f"attachment:{name}"
    links = [link_to(hit.group(1), "", where) for hit in islice(_FIELD.finditer(text), 50)]
    links += links_in_text(text, where)
    encrypted = _sheets_locked(book)
    return Reading(
        "" if encrypted else text,
        links=tuple(links)[:200],
        encrypted=encrypted,
        macros=macros or _macro_sheet(book),
        unread=("encrypted",) * encrypted,
    )


def _stream(file: Any, path: str, budget: Budget) -> bytes:
    return bytes(file.openstream(path).read(budget.all_of("unpacked", _PART)))


def _runs(streams: dict[str, bytes]) -> str:
    """Letters that stand together in the streams, as text: 8 or 16 plain bits each in Word and PowerPoint."""
    pieces: list[str] = []
    for stream in streams.values():
        pieces += [run.group(0).decode("utf-16-le").strip() for run in islice(_RUN_16.finditer(stream), 2_000)]
        pieces += [run.group(0).decode("cp1252", "replace").strip() for run in islice(_RUN_8.finditer(stream), 2_000)]
    return "\n".join(piece for piece in pieces if _wordy(piece)).replace("\r", "\n")[:_TEXT]


def _wordy(piece: str) -> bool:
    letters = sum(mark.isalnum() or mark == " " for mark in piece[:200])
    return letters > 0.75 * len(piece[:200]) and len(piece) > 5


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    """BIFF records (MS-XLS 2.1.4) of the workbook's globals: number and body."""
    at = 0
    for _ in range(4_000):
        if at + 4 > len(book):
            return
        number, size = (
            int.from_bytes(book[at : at + 2], "little"),
            int.from_bytes(book[at + 2 : at + 4], "little"),
        )
        yield number, book[at + 4 : at + 4 + size]
        at += 4 + size


def _macro_sheet(book: bytes) -> bool:
    """A BoundSheet8 record (MS-XLS 2.4.28) of the type "Excel 4.0 macro sheet"."""
    return any(number == 0x85 and body[5:6] == b"\x01" for number, body in _records(book))


def _sheets_locked(book: bytes) -> bool:
    return any(number == 0x2F for number, _ in islice(_records(book), 10))  # FilePass, MS-XLS 2.4.117
