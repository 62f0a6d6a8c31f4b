"""What a person says to the bot itself, found by the phrases in `messages/<language>/asking.toml`.

A conversation is short and typed in a hurry, so all languages are searched at once and one wrong letter in a longer
word is forgiven.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import tomli
from rapidfuzz.distance import OSA

from bot.library.content import content_root
from bot.library.patterns import Node, PatternError, compiled, end_of, prepared
from bot.library.tokens import END, NUMBER, Token, tokens

log = logging.getLogger(__name__)

FILE, SOURCE_LANGUAGE = "asking.toml", "en"
GROUPS = ("acts", "bare", "denied", "asks", "whole", "tells")
MOST_WORDS = 400  # of a message that are looked at: longer ones are mails
MOST_CORRECTED = 60  # words that are looked up with a wrong letter
_LONG_ENOUGH = 5  # letters, below which a wrong letter makes another word


@dataclass(frozen=True, slots=True)
class Meant:
    """Something that a person's words say: which group and name of asking.toml, and which words (first, after last)."""

    group: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message as words, and what they say."""

    row: tuple[Token, ...]
    meant: tuple[Meant, ...]

    @property
    def length(self) -> int:
        """The number of words; the ends of sentences are none."""
        return sum(token.text != END for token in self.row)

    def names(self, group: str) -> tuple[str, ...]:
        """What is said of this group, each once, in the order in which it is said."""
        return tuple(dict.fromkeys(one.name for one in self.meant if one.group == group))

    def meant_in(self, *groups: str) -> bool:
        """Whether anything of these groups is said."""
        return any(one.group in groups for one in self.meant)

    def says(self, group: str, *names: str) -> bool:
        """Whether at least one of these is said."""
        return any(one.group == group and one.name in names for one in self.meant)

    def share(self, group: str, *names: str, also: str = "") -> float:
        """The share of the words that say this (all of the group where no names are given), or are of `also`, 0..1."""
        covered: set[int] = set()
        for one in self.meant:
            if (one.group == also and also) or (one.group == group and (not names or one.name in names)):
                covered.update(range(one.start, one.end))
        words = [place for place, token in enumerate(self.row) if token.text != END]
        return sum(place in covered for place in words) / len(words) if words else 0.0


@dataclass(frozen=True, slots=True)
class _Phrase:
    group: str
    name: str
    nodes: tuple[Node, ...]


class Asking:
    """The phrases of every language, by the words that begin them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def load(cls, root: Path | None = None) -> "Asking":
        return cls(root or content_root())

    def heard(self, text: str) -> Utterance:
        """What the message says. Looks at its first words only, so it takes no longer for a whole mail."""
        row = tuple(tokens(text[: MOST_WORDS * 12])[:MOST_WORDS])
        words = [token.text for token in row]
        corrections = self._corrections(words)
        known, places = prepared(words, self._vocabulary, lambda word: self._kinds(word, corrections))
        found = set()
        for key in places:
            for phrase in self._by_first.get(key, ()):
                for start in places[key]:
                    if end := end_of(phrase.nodes, known, start):
                        found.add(Meant(phrase.group, phrase.name, start, end))
        return Utterance(row, tuple(sorted(found, key=lambda one: (one.start, -one.end, one.group, one.name))))

    def _kinds(self, word: str, corrections: Mapping[str, str]) -> tuple[str, ...]:
        kinds = tuple(stem for length in self._lengths if (stem := word[:length] + "*") in self._stems)
        kinds = (*kinds, NUMBER) if word.isdigit() else kinds
        return (*kinds, corrections[word]) if word in corrections else kinds

    def _corrections(self, words: Sequence[str]) -> dict[str, str]:
        """Words that are one letter away from one we know, with the known one."""
        found = {}
        unknown = dict.fromkeys(word for word in words if len(word) >= _LONG_ENOUGH and word not in self._all_words)
        if len(words) > MOST_CORRECTED:
            return {}
        for word in unknown:
            near = (*self._by_letter.get(word[0], ()),)
            best = next((one for one in near if OSA.distance(word, one, score_cutoff=1) <= 1), None)
            if best and word.isalpha():
                found[word] = best
        return found

    @cached_property
    def _phrases(self) -> tuple[_Phrase, ...]:
        return tuple(phrase for path in sorted(self._root.glob(f"*/{FILE}")) for phrase in _in_file(path))

    @cached_property
    def _by_first(self) -> dict[str, list[_Phrase]]:
        found: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            firsts: set[str] = set()
            for node in phrase.nodes:
                firsts |= node.firsts.keys()
                if not node.optional:
                    break
            for first in firsts:
                found[first].append(phrase)
        return dict(found)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._by_first)

    @cached_property
    def _all_words(self) -> frozenset[str]:
        nodes = [node for phrase in self._phrases for node in phrase.nodes]
        firsts = {first for node in nodes for first in node.firsts}
        return frozenset(firsts.union(*(rest for node in nodes for rests in node.firsts.values() for rest in rests)))

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """Our longer words by their first letter, which people seldom get wrong."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._all_words):
            if len(word) >= _LONG_ENOUGH and word.isalpha():
                found[word[0]].append(word)
        return dict(found)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(word for word in self._all_words if word.endswith("*"))

    @cached_property
    def _lengths(self) -> tuple[int, ...]:
        return tuple(sorted({len(stem) - 1 for stem in self._stems}))


def _in_file(path: Path) -> Iterator[_Phrase]:
    data = tomli.loads(path.read_text("utf-8"))
    for group in GROUPS:
        for name, patterns in data.get(group, {}).items():
            for pattern in patterns:
                try:
                    yield _Phrase(group, name, compiled(pattern))
                except PatternError as error:  # `legitbot content` tells the editor; talk goes on without it
                    log.warning("%s/%s, %s.%s: %s", path.parent.name, FILE, group, name, error)


def asking_mistakes(root: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong in the asking.toml files: (file, field, what to write instead)."""
    known = _names(root / SOURCE_LANGUAGE / FILE)
    for path in sorted(root.glob(f"*/{FILE}")):
        file = f"{path.parent.name}/{FILE}"
        try:
            data = tomli.loads(path.read_text("utf-8"))
        except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
            yield file, "-", f"this is not readable as TOML ({error})"
            continue
        if data.get("language") != path.parent.name:
            yield file, "language", f'write language = "{path.parent.name}", as the folder is called'
        for group, name, patterns in _lists(data):
            if known and (group, name) not in known:
                yield file, f"{group}.{name}", "English has no such name; see en/asking.toml"
            yield from ((file, f"{group}.{name}", wrong) for wrong in _wrong(patterns))


def _names(path: Path) -> set[tuple[str, str]]:
    """The groups and names of the English file; empty where it cannot be read, which is told apart."""
    try:
        return {(group, name) for group, name, _ in _lists(tomli.loads(path.read_text("utf-8")))}
    except (OSError, tomli.TOMLDecodeError, UnicodeDecodeError):
        return set()


def _lists(data: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    for group, table in data.items():
        if isinstance(table, Mapping):
            yield from ((group, name, patterns) for name, patterns in table.items())


def _wrong(patterns: object) -> Iterator[str]:
    if not isinstance(patterns, list) or not all(isinstance(one, str) for one in patterns):
        yield 'must look like ["one", "two"]'
        return
    for pattern in patterns:
        try:
            compiled(pattern)
        except PatternError as error:
            yield str(error)
