"""What a file really is, told by its content: the name and the declared type are the sender's claim.

Signatures are those of the formats' own specifications, most of them collected in file(1)'s magic.
"""

import re

from bot.mail.attachments.names import extension

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x01\x00", "image"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF", "cab"),
    (b"\x7fELF", "elf"),
    (b"\xfe\xed\xfa\xce", "macho"),
    (b"\xfe\xed\xfa\xcf", "macho"),
    (b"\xce\xfa\xed\xfe", "macho"),
    (b"\xcf\xfa\xed\xfe", "macho"),
    (b"dex\n", "apk"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (b"ITSF", "chm"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "onenote"),
    (b"vhdxfile", "disk"),
    (b"conectix", "disk"),
    (b"KDMV", "disk"),
    (b"QFI\xfb", "disk"),
    (b"#@~^", "script"),
    (b"\x00asm", "unknown"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"\x00\x01\x00\x00\x00", "font"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"#!AMR", "audio"),
    (b"MThd", "audio"),
    (b"\x1a\x45\xdf\xa3", "video"),
    (b"FLV\x01", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"{\\rt", "rtf"),
    (b"x\x9f\x3e\x22", "tnef"),
    (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", "rpmsg"),
    (b"-----BEGIN PGP", "signature"),
    (b"-----BEGIN PKCS7", "signature"),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MP4_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"hevc")
_OFFICE_PARTS = re.compile(rb"word/|xl/|ppt/|visio/|content\.xml|mimetypeapplication/vnd\.oasis")
_MACRO_PARTS = re.compile(rb"vbaProject\.bin|xl/macrosheets/|vbaData\.xml", re.IGNORECASE)
_MACRO_NAMES = frozenset("docm dotm xlsm xltm xlsb xlam pptm potm ppam ppsm sldm".split())
_ZIP_NAMES = frozenset("zip docx xlsx pptx jar apk docm xlsm".split())
_SCRIPT_NAMES = frozenset("js jse mjs vbs vbe wsf wsh hta bat cmd ps1 psm1 sh command scpt py pl reg sct inf".split())
_PAGE_NAMES = frozenset("html htm shtml xhtml xht mht hta svg".split())
_SCRIPT_WORDS = re.compile(
    rb"^#!|^@echo\b|WScript\.|CreateObject\s?\(|ActiveXObject|^\s{0,20}powershell|^Windows Registry Editor|"
    rb"Invoke-Expression|FromBase64String|<job\b|<package>|<scriptlet",
    re.IGNORECASE | re.MULTILINE,
)
_HTML_WORDS = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|script|meta|form|iframe|table|div|style|title|base|a\s|p\b|h[1-6]\b|"
    rb"img\s|center|font|span|br|input|object|embed|link)",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(
    rb"^(?:From|To|Subject|Date|Received|MIME-Version|Return-Path|Message-ID|Delivered-To|Content-Type|Reply-To|"
    rb"DKIM-Signature|Authentication-Results|X-[\w-]{1,40}|Thread-Topic|ARC-[\w-]{1,40}):",
    re.IGNORECASE | re.MULTILINE,
)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_HEAD = 8192


def real_kind(data: bytes, name: str = "") -> str:
    """The kind of a file by its content, "unknown" when nothing fits; the name only breaks ties.

    Kinds: archives (zip rar 7z gzip bzip2 xz zstd tar cab ace), disk images (iso disk), what runs (exe elf
    macho msi lnk url script jar apk chm), documents (pdf office office-macro ole rtf onenote), html svg xml
    mhtml calendar vcard eml msg text, image video audio font, signature tnef rpmsg, empty, unknown.
    """
    if not data.strip(b"\x00 \t\r\n") if len(data) < 4096 else False:
        return "empty"
    ending = extension(name)
    head = data[:_HEAD]
    if ending in _ZIP_NAMES and not head.startswith(b"MZ") and data.rfind(b"PK\x05\x06", -66_000) >= 0:
        return _zip_kind(data, ending)  # whatever stands before it, an unpacker reads a ZIP from its end
    return _by_signature(data, head, ending) or _by_place(data, head) or _by_text(head, ending) or "unknown"


def _by_signature(data: bytes, head: bytes, ending: str) -> str:
    if head.startswith(b"PK") and head[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"}:
        return _zip_kind(data, ending)
    if head.startswith(_OLE):
        return _ole_kind(data, ending)
    if head.startswith(b"MZ") and len(head) > 60 and not _is_text(head):
        return "exe"
    if head.startswith(b"\xca\xfe\xba\xbe"):
        return "jar" if head[4:6] == b"\x00\x00" and head[6:8] >= b"\x00\x2d" else "macho"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image", b"AVI ": "video"}.get(head[8:12], "audio")
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in _MP4_PICTURES else "audio" if head[8:11] == b"M4A" else "video"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return "image"
    return next((kind for magic, kind in _AT_START if head.startswith(magic)), "")


def _by_place(data: bytes, head: bytes) -> str:
    if head.startswith(b"0\x82") and b"\x2a\x86\x48\x86\xf7\x0d\x01\x07" in head[:64]:
        return "signature"  # PKCS #7, DER; 1.2.840.113549.1.7
    if head[257:262] == b"ustar":
        return "tar"
    if head[7:14] == b"**ACE**":
        return "ace"
    if any(data[at : at + 5] in {b"CD001", b"BEA01"} for at in (0x8001, 0x8801, 0x9001)):
        return "iso"
    if data[-512:-504] == b"conectix" or (head[510:512] == b"\x55\xaa" and head[:1] in {b"\xeb", b"\xe9", b"\xfa"}):
        return "disk"
    at = head.find(b"%PDF-", 0, 1100)
    if at >= 0 and not _HTML_WORDS.search(head[:at]):
        return "pdf"
    if head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"}:
        return "audio"
    return ""


def _by_text(head: bytes, ending: str) -> str:
    plain = _as_ascii(head)
    if not _is_text(plain):
        return ""
    start = _without_prologue(plain)
    if start[:1] == b"<" or ending in _PAGE_NAMES:
        return _marked_up(plain, start, ending)
    upper = start[:40].upper()
    if upper.startswith(b"BEGIN:VCALENDAR"):
        return "calendar"
    if upper.startswith(b"BEGIN:VCARD"):
        return "vcard"
    if upper.startswith(b"[INTERNETSHORTCUT") or (ending == "url" and b"url=" in plain.lower()):
        return "url"
    if upper.startswith(b"{\\RTF"):
        return "rtf"
    return _lines(plain, start, ending)


def _marked_up(plain: bytes, start: bytes, ending: str) -> str:
    lower = start[:4096].lower()
    if ending in {"hta", "wsf", "sct", "xsl"} or lower.startswith((b"<hta:", b"<job", b"<package", b"<scriptlet")):
        return "script"
    if lower.startswith(b"<svg") or (lower.startswith(b"<") and b"<svg" in lower[:600] and not _page_like(lower)):
        return "svg"
    if _HEADER_LINE.match(start) and ending not in _PAGE_NAMES:
        return "eml"
    if _page_like(lower) or ending in _PAGE_NAMES:
        return "svg" if ending == "svg" and b"<svg" in plain.lower() else "html"
    if plain.lstrip()[:5].lower() == b"<?xml" or lower.startswith(b"<"):
        return "xml" if ending in {"xml", ""} or b"<?xml" in plain[:100] else "text"
    return "text"


def _page_like(lower: bytes) -> bool:
    found = _HTML_WORDS.search(lower)
    return found is not None and found.start() < 1500


def _lines(plain: bytes, start: bytes, ending: str) -> str:
    if ending in _SCRIPT_NAMES:
        return "script"
    headers = {found.group(0).lower() for found in _HEADER_LINE.finditer(start[:4096])}
    first = _HEADER_LINE.match(start) or start.startswith((b"From ", b">From "))
    if first and (len(headers) >= 3 or ending in {"eml", "mht", "mhtml"}):
        return "mhtml" if ending in {"mht", "mhtml"} else "eml"
    if _SCRIPT_WORDS.search(start) and ending not in {"txt", "md", "log", "csv"}:
        return "script"
    if _page_like(start[:1500].lower()) and ending in {"", "bin", "dat"}:
        return "html"
    return "text"


def _without_prologue(plain: bytes) -> bytes:
    """The text after a BOM, white space, comments, XML declarations and DOCTYPEs other than HTML's."""
    rest = plain.removeprefix(b"\xef\xbb\xbf").lstrip()
    for _ in range(64):
        if rest.startswith(b"<!--"):
            rest = rest.partition(b"-->")[2].lstrip()
        elif rest.startswith(b"<?"):
            rest = rest.partition(b"?>")[2].lstrip()
        elif rest[:9].lower() == b"<!doctype" and b"html" not in rest[:30].lower():
            rest = rest.partition(b">")[2].lstrip(b" \t\r\n]>")
        else:
            break
    return rest or plain


def _as_ascii(head: bytes) -> bytes:
    """UTF-16 taken down to its bytes, so that the same patterns fit."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    if len(head) > 8 and head[1:8:2] == b"\x00" * 4:
        return head.decode("utf-16-le", "replace").encode("utf-8", "replace")
    if len(head) > 8 and head[0:7:2] == b"\x00" * 4 and head[1:8:2].strip(b"\x00"):
        return head.decode("utf-16-be", "replace").encode("utf-8", "replace")
    return head


def _is_text(head: bytes) -> bool:
    if not head:
        return False
    return len(head) - len(head.translate(None, _CONTROL)) <= len(head) // 50


def _zip_kind(data: bytes, ending: str) -> str:
    """Telling by names alone; the directory stands at the end, the first local header at the start."""
    seen = data[:_HEAD] + data[-66_000:]
    if b"AndroidManifest.xml" in seen or b"classes.dex" in seen:
        return "apk"
    if b"[Content_Types].xml" in seen or _OFFICE_PARTS.search(seen[:200]):
        macros = ending in _MACRO_NAMES or _MACRO_PARTS.search(seen)
        return "office-macro" if macros else "office"
    if b"META-INF/MANIFEST.MF" in seen and (ending == "jar" or b".class" in seen):
        return "jar"
    return "zip"


def _ole_kind(data: bytes, ending: str) -> str:
    """Compound files (MS-CFB) share one signature; the stream names, in UTF-16, tell them apart."""
    if b"_\x00_\x00s\x00u\x00b\x00s\x00t\x00g\x001\x00.\x000\x00_\x00" in data and ending not in {
        "doc",
        "xls",
        "ppt",
    }:
        return "msg"
    if ending in {"msi", "msp"} or b"\x84\x10\x0c\x00\x00\x00\x00\x00\xc0\x00\x00\x00\x00\x00\x00\x46" in data[:131072]:
        return "msi"  # the root entry's class: {000C1084-0000-0000-C000-000000000046}
    return "ole"
