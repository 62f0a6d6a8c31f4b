"""The words of one language for times and days, from `messages/<language>/times.toml`."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import combining, normalize

import tomli

from bot.library.content import content_root
from bot.library.languages import spoken
from bot.schedules.days import DAY_NAMES

FILE = "times.toml"

# One letter for each meaning, so that a sentence becomes a short string that patterns can be tried on.
DAY, NTH, NUMBER, ORDINAL, CLOCK, NOTHING = "d", "q", "n", "N", "c", "."
LETTERS = {
    "every": "e", "other": "o", "and": "&", "to": "-", "at": "@", "on": NOTHING, "week": "k", "month": "m",
    "month_end": "L", "day": "y", "daily": "Y", "weekdays": "w", "weekend": "W", "hour": "h", "half_past": "s",
    "half_to": "u", "am": "a", "pm": "p", "morning": "i", "afternoon": "j", "evening": "v", "noon": "x",
    "midnight": "z", "yes": "b", "no": "B", "often": "t", "first": NTH, "second": NTH, "third": NTH, "fourth": NTH,
    "fifth": NTH, "last": NTH,
}  # fmt: skip
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase can stand for: one of the letters above, and its value where it has one."""

    letter: str
    value: int = 0


@dataclass(frozen=True, eq=False)
class Words:
    """A language's words, ready for use; `data` is the file."""

    language: str
    phrases: dict[tuple[str, ...], tuple[Meaning, ...]]
    longest: int  # words of the longest phrase
    lexeme: re.Pattern[str]
    data: dict[str, Any]

    def problem(self, problem: str, **facts: str) -> str:
        """The sentence for a problem."""
        sentence: str = self.data["problems"][problem]
        return sentence.format(**facts)


def words_of(language: str) -> Words:
    """The words of a language such as "de" or "pt-BR"; English where it has none of its own."""
    return _loaded(spoken(language, _languages()))


@cache
def _languages() -> frozenset[str]:
    return frozenset(path.parent.name for path in content_root().glob(f"*/{FILE}"))


@cache
def _loaded(language: str) -> Words:
    data = tomli.loads((content_root() / language / FILE).read_text("utf-8"))
    endings = sorted((plain(one) for one in data["endings"]["ordinal"]), key=len, reverse=True)
    lexeme = re.compile(
        r"(?<!\d)(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?|\d{4})(?!\d)"
        rf"|(?P<ordinal>\d{{1,2}})(?:{'|'.join(map(re.escape, endings))})(?!\w)"
        r"|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<sign>\S)"
    )
    phrases: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
    for phrase, meaning in _meanings(data):
        lexemes = tuple(found[0] for found in lexeme.finditer(plain(phrase)))
        if meaning not in phrases[lexemes]:
            phrases[lexemes].append(meaning)
    fixed = {phrase: tuple(found) for phrase, found in phrases.items()}
    return Words(language, fixed, max(map(len, fixed)), lexeme, data)


def _meanings(data: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    for day, phrases in data["days"].items():
        yield from ((phrase, Meaning(DAY, DAY_NAMES.index(day))) for phrase in phrases)
    for name, phrases in data["means"].items():
        yield from ((phrase, Meaning(LETTERS[name], NTHS.get(name, 0))) for phrase in phrases)
    for number, phrases in data["numbers"].items():
        yield from ((phrase, Meaning(NUMBER, int(number))) for phrase in phrases)


def plain(text: str) -> str:
    """Lower case, without accents, with one kind of dash and apostrophe."""
    bare = "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
    return re.sub("[’‘`´]", "'", re.sub("[‐‑‒–—−]", "-", bare))
