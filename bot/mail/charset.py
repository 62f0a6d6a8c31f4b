"""Mails lie about their charset, or say nothing; people read them all the same, and so must we."""

import codecs
import re
from functools import lru_cache

# What senders call a charset, against what the bytes are. Browsers and mail clients read these
# the same way (WHATWG Encoding Standard), because the narrow ones are declared and the wide ones sent.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "big5": "big5hkscs",
    "iso2022_jp": "iso2022_jp_ext",
}
_ALIASES = {
    "utf8mb4": "utf-8",
    "unicode": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf-8-mac": "utf-8",
    "x-utf-8": "utf-8",
    "cp-850": "cp850",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "unicode-1-1-utf-7": "utf-7",
    "dos-862": "cp862",
    "cp50220": "iso2022_jp_ext",
    "cp50221": "iso2022_jp_ext",
}
# Text codecs of Python that are no charset of a mail; punycode and idna are quadratic as well.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_META_WITHIN = 4096  # bytes; browsers look at the first 1024
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST = "\ufffd"


@lru_cache(maxsize=512)
def known_charset(name: str) -> str | None:
    """Python's name for a charset as mails write it, or None when it is no charset that we know."""
    name = name.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name.replace("-", "_") in _NOT_CHARSETS:
        return None
    return _WIDER.get(info.name, info.name)


def decoded(data: bytes, charset: str | None = None, content_type: str = "text/plain") -> str:
    """The text of a part, whatever it declares; never raises, holds no NUL and no lone surrogate.

    Tried in this order: a byte order mark, the declared charset, the one in an HTML `<meta>`, UTF-8,
    ISO-2022-JP by its escapes, Windows-1252.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _clean(data[len(bom) :].decode(name, "replace"))
    if data.isascii() and b"\x1b" not in data and not _stateful(charset):
        return _clean(data.decode("ascii"))
    return _clean(_by_charset(data, known_charset(charset or "") or _declared_in_html(data, content_type)))


def _stateful(charset: str | None) -> bool:
    """Is pure ASCII not what it seems in this charset?"""
    return charset is not None and (known_charset(charset) or "")[:5] in {
        "utf-7",
        "hz",
        "utf-1",
        "utf-3",
        "iso20",
    }


def _declared_in_html(data: bytes, content_type: str) -> str | None:
    if "htm" not in content_type and "xml" not in content_type and "svg" not in content_type:
        return None
    found = _META.search(data, 0, _META_WITHIN)
    name = known_charset(found.group(1).decode("ascii")) if found else None
    # A <meta> that can be read as ASCII proves that the page is in no UTF-16 or UTF-32.
    return None if name and name.startswith(("utf-16", "utf-32")) else name


def _by_charset(data: bytes, name: str | None) -> str:
    if name and name not in {"utf-8", "cp1252"}:
        text = data.decode(name, "replace")
        if text.count(_LOST) * 10 <= len(text):
            return text
    if name is None and b"\x1b$" in data and data.isascii():
        return data.decode("iso2022_jp_ext", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _mostly_utf8(data) if name != "cp1252" else data.decode("cp1252", "replace")


def _mostly_utf8(data: bytes) -> str:
    """A text that is UTF-8 with a few broken bytes, or else Windows-1252."""
    text = data.decode("utf-8", "replace")
    lost = text.count(_LOST)
    foreign = len(text) - lost - len(text.encode("ascii", "ignore"))
    return text if lost <= foreign else data.decode("cp1252", "replace")


def _clean(text: str) -> str:
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return _SURROGATE.sub(_LOST, text)
