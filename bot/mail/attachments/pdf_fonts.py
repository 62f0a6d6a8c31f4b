"""How bytes of a PDF's text become letters: encodings, ToUnicode maps, widths (ISO 32000-1, 9.6 to 9.10)."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any

from bot.mail.attachments.pdf_streams import stream_bytes
from bot.mail.attachments.reading import Budget

_PREDEFINED = (  # ISO 32000-1, table 118: the start of a predefined CMap's name, and Python's codec
    ("Uni", "utf-16-be"),
    ("90ms", "cp932"),
    ("90pv", "cp932"),
    ("GBK", "gbk"),
    ("GB", "gb2312"),
    ("ETen", "big5"),
    ("B5", "big5"),
    ("KSC", "cp949"),
)
_ENTRIES = 20_000
_BLOCK = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end(?:codespacerange|bfchar|bfrange)", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]{0,64}+)>\s{0,9}+<([0-9A-Fa-f\s]{0,256}+)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]{1,8}+)>\s{0,9}+<([0-9A-Fa-f]{1,8}+)>\s{0,9}+(?:<([0-9A-Fa-f]{0,256}+)>|\[([^\]]{0,20000}+)\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f]{1,64}+)>")
_NARROW = frozenset("iljtfI.,:;'!|()[]/\\ `-")
_WIDE = frozenset("mwMW@%&")


@dataclass(slots=True)
class Font:
    """One font: what its codes mean and how far each moves the pen (in thousandths of the size)."""

    octets: int = 1  # bytes a code
    codec: str = ""  # Python's codec when the codes are a known encoding of several bytes
    letters: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual: float = 0.0  # the width of a code that `widths` does not name; 0: guess by the letter

    single: tuple[list[str], list[float]] | None = None  # letters and widths of all 256 codes, made when first used

    def shown(self, written: bytes) -> tuple[str, float, int]:
        """The letters of a shown string, their width in thousandths of the size, and the number of codes."""
        if self.codec:
            text = written.decode(self.codec, "ignore")
            return text, 1000.0 * len(text), len(text)
        if self.octets == 2:
            codes = struct.unpack(f">{len(written) // 2}H", written[: len(written) // 2 * 2])
            width = sum(map(self.widths.get, codes, repeat(self.usual or 560.0)))
            return "".join(map(self.letters.get, codes, repeat(""))), width, len(codes)
        letters, widths = self.single = self.single or self._all()
        return (
            "".join([letters[code] for code in written]),
            sum([widths[code] for code in written]),
            len(written),
        )

    def _all(self) -> tuple[list[str], list[float]]:
        letters = [self.letters.get(code, "") for code in range(256)]
        widths = [self.widths.get(code) or self.usual or _guessed(letter) for code, letter in enumerate(letters)]
        return letters, widths


def _guessed(letter: str) -> float:
    return 270.0 if letter in _NARROW else 850.0 if letter in _WIDE else 560.0


def font(resource: Any, budget: Budget) -> Font:
    """The font of a page's resources (a pypdf dictionary)."""
    made = _composite(resource) if resource.get("/Subtype") == "/Type0" else _simple(resource)
    to_unicode = resource.get("/ToUnicode")
    if to_unicode is not None and hasattr(to_unicode.get_object(), "get_data"):
        octets, letters = to_unicode_map(stream_bytes(to_unicode.get_object(), 400_000, budget))
        budget.all_of("work", len(letters) // 2)
        if letters:
            made.letters = {**made.letters, **letters}
            made.octets, made.codec = max(octets, 2 if resource.get("/Subtype") == "/Type0" else 1), ""
    return made


def to_unicode_map(source: bytes) -> tuple[int, dict[int, str]]:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3): bytes a code, and code to letters; at most 20,000 entries."""
    octets, letters = 1, dict[int, str]()
    for block in _BLOCK.finditer(source):
        kind, body = block.group(1), block.group(2)
        if kind == b"codespacerange":
            octets = max(
                (len(pair.group(2).split()[0]) // 2 for pair in _PAIR.finditer(body) if pair.group(2).strip()),
                default=1,
            )
        elif kind == b"bfchar":
            pairs = islice(_PAIR.finditer(body), _ENTRIES)
            letters.update((int(b"".join(p.group(1).split()) or b"0", 16), _utf16(p.group(2))) for p in pairs)
        else:
            for found in islice(_RANGE.finditer(body), _ENTRIES):
                letters.update(_spread(found))
                if len(letters) > _ENTRIES:
                    break
        if len(letters) > _ENTRIES:
            break
    return min(octets, 2), letters


def _spread(found: "re.Match[bytes]") -> Iterator[tuple[int, str]]:
    low, high = int(found.group(1), 16), int(found.group(2), 16)
    if found.group(4) is not None:
        for offset, one in enumerate(_HEX.finditer(found.group(4))):
            yield low + offset, _utf16(one.group(1))
        return
    first = _utf16(found.group(3) or b"")
    if not first:
        return
    for code in range(low, min(high, low + 4096) + 1):
        last = ord(first[-1]) + code - low
        yield code, first[:-1] + (chr(last) if last < 0x110000 else "")


def _utf16(digits: bytes) -> str:
    digits = b"".join(digits.split())
    if len(digits) <= 2:
        return chr(int(digits or b"0", 16)) if digits.strip(b"0") else ""
    return bytes.fromhex((digits + b"0" * (-len(digits) % 2)).decode("ascii")).decode("utf-16-be", "ignore")


def _simple(resource: Any) -> Font:
    made = Font(letters=_encoding(resource.get("/Encoding")))
    first, widths = resource.get("/FirstChar"), resource.get("/Widths")
    if isinstance(first, int) and widths is not None:
        listed = list(islice(widths.get_object(), 256))
        scale = 1000.0 * abs(_number(resource["/FontMatrix"][0]) or 0.001) if "/FontMatrix" in resource else 1.0
        made.widths = {first + at: _number(width) * scale for at, width in enumerate(listed)}
    return made


def _number(value: Any) -> float:
    value = value.get_object() if hasattr(value, "get_object") else value
    return float(value) if isinstance(value, int | float) and abs(value) < 1e6 else 0.0


def _encoding(entry: Any) -> dict[int, str]:
    entry = entry.get_object() if entry is not None else None
    base = entry.get("/BaseEncoding", "") if hasattr(entry, "get") else entry
    codec = "mac_roman" if base == "/MacRomanEncoding" else "cp1252"
    letters = dict(enumerate(bytes(range(256)).decode(codec, "replace").replace("\ufffd", " ")))
    if hasattr(entry, "get") and entry.get("/Differences") is not None:
        letters.update(_differences(entry["/Differences"]))
    return letters


def _differences(entries: Any) -> Iterator[tuple[int, str]]:
    from pypdf._codecs import adobe_glyphs

    code = 0
    for entry in islice(entries, 2048):
        if isinstance(entry, int):
            code = int(entry)
        elif isinstance(entry, str):
            name = str(entry)
            plain = re.fullmatch(r"/u(?:ni)?([0-9A-Fa-f]{4,5})(?:\..{0,20})?", name)
            yield (
                code,
                chr(int(plain.group(1), 16)) if plain else adobe_glyphs.get(name.partition(".")[0] or name, ""),
            )
            code += 1


def _composite(resource: Any) -> Font:
    encoding = resource.get("/Encoding")
    name = encoding.get_object() if encoding is not None else ""
    plain = str(name).lstrip("/") if isinstance(name, str) else ""
    codec = next((codec for start, codec in _PREDEFINED if plain.startswith(start)), "")
    made = Font(octets=2, codec=codec, usual=1000.0)
    descendants = resource.get("/DescendantFonts")
    descendant = descendants.get_object()[0].get_object() if descendants is not None else {}
    made.usual = _number(descendant.get("/DW", 1000)) or 1000.0
    if descendant.get("/W") is not None:
        made.widths = _cid_widths(descendant["/W"])
    return made


def _cid_widths(entries: Any) -> dict[int, float]:
    """The /W array, ISO 32000-1, 9.7.4.3: `c [w1 w2 ...]` or `first last w`."""
    widths: dict[int, float] = {}
    pending: list[int] = []
    for entry in islice(entries, _ENTRIES):
        entry = entry.get_object() if hasattr(entry, "get_object") else entry
        if isinstance(entry, list) and pending:
            widths.update((pending[0] + at, _number(width)) for at, width in enumerate(islice(entry, 4096)))
            pending = []
        elif len(pending) == 2:
            widths.update(dict.fromkeys(range(pending[0], min(pending[1], pending[0] + 4096) + 1), _number(entry)))
            pending = []
        else:
            pending.append(int(_number(entry)))
        if len(widths) > _ENTRIES:
            break
    return widths
