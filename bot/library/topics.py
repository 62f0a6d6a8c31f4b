"""What tips and questions are about: `messages/topics.toml`, with names for people in `<language>/tips.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tomli

from bot.library.languages import SOURCE_LANGUAGE, spoken
from bot.library.toml_table import toml_table

FILE, WORDS = "topics.toml", "tips.toml"

TipWords = Mapping[str, Mapping[str, str]]
"""The sections of a language's tips.toml: "topics", "audiences", "frame"."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that tips and questions share."""

    id: str
    scams: tuple[str, ...]  # ids in scams.toml
    teaches: tuple[str, ...]  # what the signals say they teach
    names: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)  # by language

    def name(self, language: str = SOURCE_LANGUAGE) -> str:
        """What people call it, in this language or in English."""
        return self.names.get(spoken(language, self.names)) or self.id


def topics(root: Path, words: Mapping[str, TipWords]) -> tuple[Topic, ...]:
    """The topics in the order of the file; `words` as `tip_words` gives them."""
    data = tomli.loads((root / FILE).read_text("utf-8"))
    return tuple(
        Topic(
            one["id"],
            tuple(one["scams"]),
            tuple(one["teaches"]),
            {language: said["topics"][one["id"]] for language, said in words.items() if one["id"] in said["topics"]},
        )
        for one in data["topic"]
    )


def tip_words(root: Path) -> dict[str, TipWords]:
    """The words around the tips, by language; what a language lacks is there in English."""
    return words_by_language(root, WORDS)


def words_by_language(root: Path, file: str) -> dict[str, TipWords]:
    """The sections of a file of words in each language's folder; what a language lacks is there in English."""
    source = tomli.loads((root / SOURCE_LANGUAGE / file).read_text("utf-8"))
    sections = [name for name, section in source.items() if isinstance(section, dict)]
    found: dict[str, TipWords] = {}
    for path in sorted(root.glob(f"*/{file}")):
        own = toml_table(path)
        if isinstance(own, dict):  # else this language does with English; `legitbot content` tells the editor
            found[path.parent.name] = {name: source[name] | own.get(name, {}) for name in sections}
    return found
