"""Mail clients announce what they forward or quote in their user's language; this knows their words.

The words stand in `header_words.toml`. Here they become questions about a line: is it a header line, a
banner, an attribution ("On ... wrote:"), the end of somebody's own words?
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import tomli

KINDS = ("from", "date", "to", "cc", "subject", "reply_to", "other")
_LINE_LIMIT = 2000  # no client writes a longer header line; the rest is body
_NAME_LIMIT = 40  # characters before the colon
_BANNER_LIMIT = 90
_AFTER_DATE = " \t\u00a0\u3000*).年月日時分г"  # what may cling to the last digit of a date
_BARS = "-=–—―_~*"
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "’": "'", "\u00ad": "", "\u200b": "", "\ufeff": ""}
)
_ZERO_WIDTH = "\ufeff\u200b\u200e\u200f\u202a\u202c\u2060"
_DECORATION = " \t*_|\u00a0\u3000>" + _ZERO_WIDTH
_DASHES = "-=–—―_~*#<>+"


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line that names itself: `Von: Ann <a@b.example>`."""

    kind: str  # one of KINDS
    value: str
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Banner:
    """A line in which the client says that a mail follows."""

    kind: str  # "banner" for a forward, "original" where replies have it too, "unknown" for strange words
    rest: str  # what stands behind it on the same line (Yahoo's headers)
    dashes: int  # how many stood before it; 0 for the form that ends in a colon
    languages: frozenset[str]


@lru_cache(maxsize=8192)
def plain(words: str) -> str:
    """The words without case, accents and double spaces, for looking them up."""
    decomposed = unicodedata.normalize("NFKD", words.translate(_PLAIN)).casefold()
    bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(bare.translate(_PLAIN).split())


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomli.load(file)


@cache
def _table(group: str) -> dict[str, frozenset[str]]:
    """Every word of one group, plain, with the languages that use it."""
    found: dict[str, set[str]] = {}
    for language, groups in _words().items():
        for word in groups[group]:
            found.setdefault(plain(word), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@cache
def _header_names() -> dict[str, dict[str, frozenset[str]]]:
    """Plain header name -> kind -> languages."""
    names: dict[str, dict[str, frozenset[str]]] = {}
    for kind in KINDS:
        for word, languages in _table(kind).items():
            names.setdefault(word, {})[kind] = languages
    return names


def split_name(line: str) -> tuple[str, str]:
    """`("Von", "Ann")` of `*Von :* Ann`; ("", "") for a line that begins with no short name and colon."""
    head = line.lstrip(_DECORATION)[: _NAME_LIMIT + 1]
    at = head.find(":")
    if at < 0:
        at = head.find("：")
    if at <= 0:
        return "", ""
    value = line.lstrip(_DECORATION)[at + 1 : _LINE_LIMIT]
    return head[:at].strip(_DECORATION), value.strip(_DECORATION.replace(">", ""))


def header_kinds(line: str) -> dict[str, HeaderLine]:
    """The readings of a header line by kind (a name may mean two things in two languages); {} for others."""
    name, value = split_name(line)
    if not name:
        return {}
    kinds = _header_names().get(plain(name), {})
    return {kind: HeaderLine(kind, value, languages) for kind, languages in kinds.items()}


def header(line: str, seen: frozenset[str] = frozenset()) -> HeaderLine | None:
    """The header line that this is, preferring a kind that was not seen yet; None when it is none."""
    readings = header_kinds(line)
    fresh = [reading for kind, reading in readings.items() if kind not in seen]
    return next(iter(fresh or readings.values()), None)


@cache
def _banner_words() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """(plain words, kind, languages), the longest first, so that a longer phrase wins over its beginning."""
    found = [(word, kind, langs) for kind in ("banner", "original") for word, langs in _table(kind).items()]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one[1])))


@cache
def _banner_exact() -> dict[str, tuple[str, frozenset[str]]]:
    return {word: (kind, languages) for word, kind, languages in reversed(_banner_words())}


def banner(line: str) -> Banner | None:
    """The banner that this line is: in dashes, or ending in a colon. None for every other line."""
    bare = line.strip(" \t\u00a0\u3000*|" + _ZERO_WIDTH)
    if not bare or len(bare) > _LINE_LIMIT:
        return None
    if bare[0] in _DASHES:
        return _dashed_banner(bare)
    if len(bare) <= _BANNER_LIMIT and bare[-1] in ":：":
        hit = _banner_exact().get(plain(bare[:-1]))
        return Banner(hit[0], "", 0, hit[1]) if hit else None
    return None


def _dashed_banner(bare: str) -> Banner | None:
    body = bare.lstrip(_DASHES + " ")
    opening = bare[: len(bare) - len(body)]
    dashes = len(opening.strip())
    head = body[: _BANNER_LIMIT + 2]
    end = next((at for at in range(len(head) - 1) if head[at] in _BARS and head[at + 1] in _BARS), -1)
    if dashes < 2 or end <= 0:
        return None
    words = plain(body[:end].strip(" :：*"))
    rest = body[end:].lstrip(_DASHES).strip()
    hit = _banner_exact().get(words)
    if hit is None:
        hit = next(
            ((kind, langs) for word, kind, langs in _banner_words() if len(word) > 7 and words.startswith(word + " ")),
            None,
        )
    if hit:
        return Banner(hit[0], rest, dashes, hit[1])
    return Banner("unknown", rest, dashes, frozenset()) if len(words) > 3 else None


@cache
def _one_line_names() -> dict[str, re.Pattern[str]]:
    """Per language, the header names in Yahoo's single line; literals only, so it cannot backtrack."""
    patterns = {}
    for language, groups in _words().items():
        english = _words()["en"]
        names = {name for kind in KINDS for name in (*groups[kind], *english[kind]) if len(name) > 1 or name in "AÀ"}
        longest = sorted(names, key=lambda name: (-len(name), name))
        patterns[language] = re.compile("(" + "|".join(map(re.escape, longest)) + r")[ \u00a0]?[:：]")
    return patterns


def headers_on_one_line(line: str, languages: frozenset[str]) -> Iterator[HeaderLine]:
    """The headers of a line that holds several: `Von: A <a@b>An: c@dGesendet: ...Betreff: ...`.

    The subject comes last and takes the rest. A short name must stand after a mark, space or digit.
    """
    line = line[:_LINE_LIMIT]
    found: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    for match in _one_line_names()[min(languages, default="en")].finditer(line):
        before = line[match.start() - 1 : match.start()]
        if len(match[1]) <= 3 and match[1] < "\u1100" and before.isalpha():
            continue
        reading = header(match[0] + " ", frozenset(seen))
        if reading is None or reading.kind in seen:
            continue
        found.append((reading.kind, match.start(), match.end()))
        seen.add(reading.kind)
        if reading.kind == "subject" and "from" in seen and len(seen) > 2:
            break
    for at, (kind, _, end) in enumerate(found):
        stop = found[at + 1][1] if at + 1 < len(found) else len(line)
        yield HeaderLine(kind, line[end:stop].strip(_DECORATION.replace(">", "")), languages)


@cache
def _wrote() -> re.Pattern[str]:
    """The verbs, as whole words where the script has words."""
    verbs = sorted((word for word in _table("wrote") if word), key=lambda word: (-len(word), word))
    spaced = [re.escape(verb) for verb in verbs if verb[0] < "\u0530"]
    packed = [re.escape(verb) for verb in verbs if verb[0] >= "\u1100"]  # Korean, Japanese, Chinese: no spaces
    return re.compile(r"(?:(?<!\w)(?:" + "|".join(spaced) + r")(?!\w)|" + "|".join(packed) + ")")


@cache
def _openings() -> tuple[str, ...]:
    return tuple(sorted({word + " " for word in _table("open")}))


def wrote_line(line: str) -> bool:
    """True for "On 3 May 2024 at 9:31, Ann <a@b> wrote:" in any of the languages."""
    bare = line.strip(" \t\u00a0\u3000*|" + _ZERO_WIDTH)
    if not 10 < len(bare) <= 400 or bare[-1] not in ":：" or not any(ch.isdigit() for ch in bare):
        return False
    words = plain(bare)
    if words.endswith(">:") and "@" in words:
        return True  # Gmail in Japanese and Russian: date, name and address, and no verb
    if not _wrote().search(words):
        return False
    return words.startswith(_openings()) or "@" in words or words[0].isdigit() or words.endswith("):")


def without_date(words: str) -> str:
    """The name in "On 28/10/2021 12:46 heeft Ann": what follows the last digit or comma, less filler."""
    stop = next((at for at in range(len(words) - 1, -1, -1) if words[at].isdigit() or words[at] in ",:،、"), -1)
    name = words[stop + 1 :].strip(_AFTER_DATE)
    verb_free = [part for part in name.split() if not _is_filler(part)]
    return " ".join(verb_free)


def _is_filler(word: str) -> bool:
    bare = plain(word)
    return bare in _table("filler") or bare.strip(".:") in _table("filler") or bool(_wrote().fullmatch(bare))


def signed_off(words: str) -> bool:
    """True when the last lines hold a closing such as "Regards," or a "-- " line."""
    lines = [line.strip() for line in words[-1500:].splitlines() if line.strip()]
    closings = _table("sign_off")
    for line in lines[-6:]:
        if line in {"--", "—"}:
            return True
        bare = plain(line[:60]).rstrip(" ,.!…、。:")
        if bare in closings or any(bare.startswith(word + " ") for word in closings if len(word) > 9):
            return True
    return False


@cache
def behalf_phrases() -> tuple[str, ...]:
    """What stands between two senders, in lower case: "on behalf of", "im Auftrag von"."""
    return tuple(sorted({word.lower() for groups in _words().values() for word in groups["behalf"] if " " in word}))


@cache
def words_of(group: str) -> frozenset[str]:
    """Every word of a group of the table, as `plain` writes it."""
    return frozenset(_table(group))


def languages_of(group: str, word: str) -> frozenset[str]:
    """The languages in which a group of the table holds a word."""
    return _table(group).get(plain(word), frozenset())


def asks(words: str) -> bool:
    """True for words of a person who wonders about a mail: "is this legit?", "betrug?"."""
    bare = plain(words[:300])
    return any(word in bare for word in _table("asking"))


def means_the_reader(words: str) -> bool:
    """True for the "to me" line of a web client, in any of the languages."""
    head, _, last = plain(words[:80].split(",")[0]).rpartition(" ")
    if not last or last not in _table("me"):
        return False
    return not head or head in _table("to") or head.rstrip(":") in _table("to") or head in {"to", "a", "naar", "til"}
