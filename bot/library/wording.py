"""How words for people must read: short, calm, and with nothing in them that can be pressed by mistake."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.library.reporting import FILE as REPORTING
from bot.library.reporting import FITS
from bot.library.toml_table import toml_table

BRANDS = "brands.toml"

_WORD = re.compile(r"\S*\w\S*")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"'»”’)\]*]*\s+")
_ITEM = re.compile(r"^(?:- |\d+\. |#+ )")
_SCHEME = re.compile(r"\b(?:https?|ftp|mailto|tel|slack):|\bwww\.|\]\(|<(?:[@#!]|https?:)", re.I)
_HOST = re.compile(r"(?<![\w.@-])(?:[\w.+-]+@)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?![\w-])", re.I)
_FILE_ENDINGS = frozenset(
    "pdf html htm svg exe zip rar doc docx docm xls xlsx xlsm ppt pptx iso img lnk js vbs scr bat ps1 txt eml msg csv "
    "png jpg gif ics one".split()
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50-\u2b55\ufe0f]|(?<![\\w:]):[a-z][a-z0-9_+-]+:(?!\\w)")


@dataclass(frozen=True, slots=True)
class Limit:
    """The most words in a whole and in each of its sentences."""

    words: int
    sentence: int


def words_in(text: str) -> int:
    """How many words; a dash or a sign by itself is none."""
    return sum(1 for line in text.splitlines() for _ in _WORD.finditer(_ITEM.sub("", line)))


def sentences(text: str) -> list[str]:
    """The sentences; each paragraph and each list item ends one."""
    lines = (_ITEM.sub("", line.strip()) for line in text.splitlines())
    return [one for line in lines for one in _SENTENCE_ENDS.split(line.replace("**", "")) if one]


def too_long(text: str, limit: Limit) -> Iterator[str]:
    """What to write where the text or one of its sentences is longer than it may be."""
    if (count := words_in(text)) > limit.words:
        yield f"use at most {limit.words} words; these are {count}"
    for sentence in sentences(text):
        if (count := words_in(sentence)) > limit.sentence:
            yield f"use at most {limit.sentence} words a sentence; this one has {count}: {sentence!r}"


def unsuitable(text: str, official: Collection[str], *, any_host: bool = False) -> Iterator[str]:
    """What to write where a text shouts, decorates, or holds a live link.

    Hosts in `official` may stand there without "https://"; with `any_host`, all may: a company knows its own pages.
    """
    if "!" in text or "¡" in text:
        yield "end the sentence with a full stop; an exclamation mark sounds like the scam itself"
    if found := _EMOJI.search(text):
        yield f"take out {found[0]!r}; a picture is read differently by everybody, and not at all aloud"
    if found := _SCHEME.search(text):
        yield f"take out the link ({found[0]!r}); name the page, and let people open it themselves"
    for host in () if any_host else hosts_in(text):
        if not is_official(host, official):
            yield f"take out {host!r}: Slack makes a link of it. Only our own official hosts may stand here"


def hosts_in(text: str) -> list[str]:
    """The hosts that are written in a text, in lower case; names of files are none."""
    hosts = (found[1].lower() for found in _HOST.finditer(text))
    return [host for host in hosts if host.rpartition(".")[2] not in _FILE_ENDINGS]


def is_official(host: str, official: Collection[str]) -> bool:
    """Whether the host is one of these, or below it."""
    return any(host == one or host.endswith(f".{one}") for one in official)


@cache
def official_hosts(root: Path) -> frozenset[str]:
    """Hosts that we send people to ourselves: those of the reporting lines and of the brands we know."""
    regions, brands = toml_table(root / REPORTING), toml_table(root / BRANDS)
    lines = [line for one in _tables(regions, "region") for field in ("do", *FITS) for line in one.get(field, ())]
    hosts = {found[1].lower() for line in lines for found in _HOST.finditer(str(line))}
    return frozenset(hosts.union(*(one.get("domains", ()) for one in _tables(brands, "brand"))))


def _tables(data: dict[str, Any] | str, name: str) -> list[dict[str, Any]]:
    """The tables of this name; none where the file cannot be read, which is told where it is looked at."""
    return [one for one in data.get(name, ()) if isinstance(one, dict)] if isinstance(data, dict) else []
