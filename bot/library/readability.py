"""How old must a reader be? Measured by a library that only whoever writes content needs to install.

The figure is the Flesch-Kincaid grade: 4 to 5 is what children of nine to eleven read. It knows English only.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.library.mistake import Mistake
from bot.library.wording import sentences

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Bound:
    """The highest grades that texts of a kind may have, all together and each alone."""

    folder: str
    what: str
    all: float
    one: float


TIPS = Bound("en/tips", "tips", 5.0, 8.0)
QUESTIONS = Bound("en/quizzes", "questions", 4.0, 7.0)  # shorter sentences: their reader has a mail to read as well


@dataclass(frozen=True, slots=True)
class Readability:
    """The grade over all texts together and of each one, by name."""

    all: float
    each: Mapping[str, float]

    def mistakes(self, bound: Bound) -> Iterator[Mistake]:
        """The texts that are too hard, and all together where they are."""
        for name, grade in self.each.items():
            if grade > bound.one:
                write = f"reads like grade {grade:.1f}; use shorter words and sentences, grade {bound.one} at most"
                yield Mistake(name, "text", write)
        if self.all > bound.all:
            write = f"all {bound.what} together read like grade {self.all:.1f}; they may be {bound.all} at most"
            yield Mistake(bound.folder, "text", write)


def readability(texts: Mapping[str, str]) -> Readability | None:
    """The grades of texts in English, by name; None where textstat is not installed, or there is nothing to read."""
    try:
        syllables = _syllables()
    except ImportError:
        return None
    if not texts:
        return None
    counts = {name: _counts(text, syllables) for name, text in texts.items()}
    together = [sum(column) for column in zip(*counts.values(), strict=True)]
    return Readability(_grade(*together), {name: _grade(*one) for name, one in counts.items()})


def _syllables() -> Callable[[str], int]:
    """How many syllables a word has: textstat's dictionary, and where that has no such word, its hyphenation.

    Before version 0.7.8 a word that its dictionary lacks ends in a KeyError (issue 212 of textstat).
    """
    from pyphen import Pyphen  # type: ignore[import-untyped]  # it brings no types
    from textstat import textstat  # type: ignore[import-untyped]  # it brings no types

    hyphens = Pyphen(lang="en_US")

    @cache
    def syllables(word: str) -> int:
        try:
            return int(textstat.syllable_count(word))
        except KeyError:
            return len(hyphens.positions(word)) + 1

    return syllables


def _counts(text: str, syllables: Callable[[str], int]) -> tuple[int, int, int]:
    """Sentences, words, syllables. We count sentences as we limit them: a "?" within quotes ends none."""
    spoken = [_WORD.findall(one.lower().replace("’", "'")) for one in sentences(text)]
    words = [word for sentence in spoken for word in sentence]
    return sum(1 for sentence in spoken if sentence), len(words), sum(map(syllables, words))


def _grade(sentences: int, words: int, syllables: int) -> float:
    """Kincaid and others, 1975."""
    return 0.39 * words / max(sentences, 1) + 11.8 * syllables / max(words, 1) - 15.59
