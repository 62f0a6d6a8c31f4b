"""Everything from `messages/` that a check needs, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.library import ideas
from bot.library.brands import Brands
from bot.library.content import content_root
from bot.library.languages import spoken
from bot.library.replies import Replies
from bot.library.scams import Scams
from bot.library.topics import TipWords, words_by_language
from bot.library.words import Words


@dataclass(frozen=True)
class Library:
    """Typed content, each part loaded when it is first needed."""

    root: Path

    @classmethod
    def load(cls, root: Path | None = None) -> "Library":
        return cls(root or content_root())

    @cached_property
    def words(self) -> Words:
        return Words.load(self.root)

    @cached_property
    def brands(self) -> Brands:
        return Brands.load(self.root)

    @cached_property
    def scams(self) -> Scams:
        return Scams.load(self.root)

    @cached_property
    def replies(self) -> Replies:
        return Replies(self.root)

    def quiz_words(self, language: str) -> TipWords:
        """The words around quizzes ("frame", "ideas"), in this language or in English."""
        return self._quiz_words[spoken(language, self._quiz_words)]

    @cached_property
    def _quiz_words(self) -> Mapping[str, TipWords]:
        return words_by_language(self.root, ideas.WORDS)
