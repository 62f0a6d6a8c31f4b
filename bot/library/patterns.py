"""The small pattern language of words.toml, compiled.

`(buy|get) .. gift card*` is a row of elements: each is a set of words, a stem, a typed piece or a gap.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from bot.library.tokens import CJK, tokens

GAP_WORDS, GAP_CHARACTERS, MOST_EXPANSIONS = 6, 14, 400
_TYPED = re.compile(r"#(?:money|phone|link|mail|number)")
_CJK = re.compile(f"[{CJK}]")
_GAP = re.compile(r"\.\.+")


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: any of these words, or any word that begins with one of these stems."""

    words: frozenset[str]
    stems: tuple[str, ...] = ()
    gap: int = 0  # how many tokens may stand before it

    def matches(self, word: str) -> bool:
        if word in self.words or ("#number" in self.words and word.isdigit() and len(word) < 9):
            return True
        return bool(self.stems) and word.startswith(self.stems)


def compiled(pattern: str) -> Iterator[tuple[Element, ...]]:
    """The rows of elements that a pattern stands for.

    Raises PatternError with a sentence for the editor.
    """
    alternatives = [_choices(part) for part in _parts(_GAP.sub(" .. ", pattern))]
    count = 1
    for choice in alternatives:
        count *= len(choice)
    if count > MOST_EXPANSIONS:
        raise PatternError(f"{pattern!r} stands for {count} phrases: write at most {MOST_EXPANSIONS}, in several patterns")
    for chosen in product(*alternatives):
        row = tuple(_elements([piece for pieces in chosen for piece in pieces], pattern))
        if row:
            yield row


def _parts(pattern: str) -> list[str]:
    """Top-level pieces: words, groups in round or square brackets, "..": each with its brackets."""
    if pattern.count("(") != pattern.count(")") or pattern.count("[") != pattern.count("]"):
        raise PatternError(f"{pattern!r} opens a bracket that it does not close")
    spaced = re.sub(r"([\])])(?=[^\s\])|])", r"\1 ", pattern)
    spaced = re.sub(r"(?<=[^\s\[(|])([\[(])", r" \1", spaced)
    return re.findall(r"\([^()]*\)|\[[^\[\]]*\]|[^\s()\[\]]+", spaced)


def _choices(part: str) -> list[list[str]]:
    if part.startswith("["):
        return [[], part[1:-1].split()]
    if not part.startswith("("):
        return [[part]]
    options = [option.split() for option in part[1:-1].split("|")]
    single = [option[0] for option in options if len(option) == 1 and option[0] != ".."]
    single = [word for word in single if len(_split(word)) == 1]
    rest = [option for option in options if not (len(option) == 1 and option[0] in single)]
    return ([["|".join(single)]] if single else []) + rest


def _split(word: str) -> list[str]:
    if word.endswith("*") or _TYPED.fullmatch(word):
        return [word]
    return [token.text for token in tokens(word) if token.text != "#end"]


def _elements(pieces: list[str], pattern: str) -> Iterator[Element]:
    gap = 0
    started = False
    for piece in pieces:
        if piece == "..":
            if not started:
                raise PatternError(f"{pattern!r} begins with ..: begin with a word")
            gap = GAP_CHARACTERS if _CJK.search(pattern) else GAP_WORDS
            continue
        for element in _of(piece, gap):
            yield element
            gap, started = 0, True
    if gap:
        raise PatternError(f"{pattern!r} ends with ..: end with a word")


def _of(piece: str, gap: int) -> Iterator[Element]:
    options = piece.split("|")
    words: set[str] = set()
    stems: list[str] = []
    for option in options:
        if option.endswith("*"):
            stems += [token.text for token in tokens(option[:-1])][-1:]
        elif _TYPED.fullmatch(option):
            words.add(option)
        else:
            split = _split(option)
            if len(options) == 1:
                for i, word in enumerate(split):
                    yield Element(frozenset({word}), gap=0 if i else gap)
                return
            words |= set(split)
    yield Element(frozenset(words), tuple(stems), gap)
