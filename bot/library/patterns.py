"""The small pattern language of words.toml, compiled.

`(buy|pick up) .. gift card*` is a row of nodes: each holds alternatives of one or more words, and may have a gap
before it. Nothing is expanded, so a pattern costs what it is long, whatever it stands for.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.library.tokens import CJK, END, tokens

GAP_WORDS, GAP_CHARACTERS = 6, 14
MOST_NODES = 24
_TYPED = re.compile(r"#(?:money|phone|link|mail|number)")
_CJK = re.compile(f"[{CJK}]")
_GAP = re.compile(r"\.\.+")
_PARTS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[^\s()\[\]]+")

Rest = tuple[str, ...]


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a pattern: by their first word, the alternatives that may stand here."""

    firsts: dict[str, tuple[Rest, ...]]  # first word -> what must follow it, for each alternative
    gap: int = 0  # how many tokens may stand before it
    optional: bool = False

    @property
    def longest(self) -> int:
        """The number of words of its longest alternative."""
        return 1 + max(len(rest) for rests in self.firsts.values() for rest in rests)


@dataclass(frozen=True, slots=True)
class Text:
    """A row of words, prepared for matching."""

    words: list[str]
    more: dict[
        int, tuple[str, ...]
    ]  # place -> what else its word counts as: a stem ("verif*"), "#number", a pair of characters

    def is_at(self, place: int, word: str) -> bool:
        return place < len(self.words) and (self.words[place] == word or word in self.more.get(place, ()))


@lru_cache(maxsize=32768)
def words_of(written: str) -> Rest:
    """The tokens that a word of a pattern stands for: one, or several ("e-mail-address", Japanese)."""
    if written.isascii() and written.isalpha():
        return (written.lower(),)  # most are, and the reader of whole texts is slow for one word
    if written.endswith("*"):
        stem = [token.text for token in tokens(written[:-1]) if token.text != END]
        return (*stem[:-1], stem[-1] + "*") if stem else ()
    if _TYPED.fullmatch(written):
        return (written,)
    row = tuple(token.text for token in tokens(written) if token.text != END)
    if any(word[0] == "#" for word in row):
        raise PatternError(
            f"{written!r} would match every address or amount: write its words apart, or #link, #mail, #money"
        )
    return row


def compiled(pattern: str) -> tuple[Node, ...]:
    """The nodes of a pattern. Raises PatternError with a sentence for the editor."""
    if pattern.count("(") != pattern.count(")") or pattern.count("[") != pattern.count("]"):
        raise PatternError(f"{pattern!r} opens a bracket that it does not close")
    nodes = tuple(_nodes(_PARTS.findall(_GAP.sub(" .. ", pattern)), pattern))
    if not nodes or all(node.optional for node in nodes):
        raise PatternError(f"{pattern!r} has no word that must be there")
    if len(nodes) > MOST_NODES:
        raise PatternError(f"{pattern!r} is too long: write at most {MOST_NODES} words")
    return nodes


def _nodes(parts: list[str], pattern: str) -> Iterator[Node]:
    gap, started = 0, False
    for part in parts:
        if part == "..":
            if not started:
                raise PatternError(f"{pattern!r} begins with ..: begin with a word")
            gap = GAP_CHARACTERS if _CJK.search(pattern) else GAP_WORDS
            continue
        if node := _node(part, gap):
            yield node
            gap, started = 0, True
    if gap:
        raise PatternError(f"{pattern!r} ends with ..: end with a word")


def _node(part: str, gap: int) -> Node | None:
    bracketed = part[0] in "(["
    written = (part[1:-1] if bracketed else part).split("|")
    firsts: dict[str, list[Rest]] = defaultdict(list)
    optional = part[0] == "["
    for option in written:
        if ".." in option:
            raise PatternError(f"{part!r} holds a gap: write each alternative with a gap as a pattern of its own")
        row = tuple(word for piece in option.split() for word in words_of(piece))
        if row:
            firsts[_key(row)].append(row[1:])
        elif not option.strip():
            optional = True
    return Node({key: tuple(rests) for key, rests in firsts.items()}, gap, optional) if firsts else None


def _key(row: Rest) -> str:
    """What an alternative is looked up by: its first word, or its first two characters where words are not parted."""
    return row[0] + row[1] if len(row) > 1 and _CJK.match(row[0]) and _CJK.match(row[1]) else row[0]


def prepared(
    words: list[str], vocabulary: frozenset[str], kinds_of: Callable[[str], tuple[str, ...]]
) -> tuple[Text, dict[str, list[int]]]:
    """The row for matching, and where each word of the vocabulary (stem, pair) stands in it.

    `kinds_of` tells what a word counts as besides itself.
    """
    places: dict[str, list[int]] = defaultdict(list)
    more: dict[int, tuple[str, ...]] = {}
    for place, word in enumerate(words):
        if word in vocabulary:
            places[word].append(place)
        if kinds := kinds_of(word):
            more[place] = kinds
            for kind in kinds:
                places[kind].append(place)
    for place in range(len(words) - 1):
        if len(words[place]) == 1 and words[place] >= "\u3000" and len(words[place + 1]) == 1:
            pair = words[place] + words[place + 1]
            places[pair].append(place)
            more[place] = (*more.get(place, ()), pair)
    return Text(words, more), places


def end_of(nodes: tuple[Node, ...], text: Text, start: int) -> int:
    """The place after the last matching word, or 0 when the pattern does not stand at `start`."""
    at = [start]
    for node in nodes:
        reached: list[int] = []
        for place in at:
            _add_ends(reached, node, text, place)
        if node.optional:
            reached += at
        if not reached:
            return 0
        at = reached if len(reached) == 1 else list(set(reached))
    return min(at)


def _add_ends(reached: list[int], node: Node, text: Text, place: int) -> None:
    """Add every place after an alternative of the node that begins at `place` or within the gap."""
    # Written out flat: nine of ten calls end at the first look-up, and this is where a check spends its time.
    words, more, firsts = text.words, text.more, node.firsts
    for here in range(place, min(place + node.gap + 1, len(words))):
        word = words[here]
        rests = firsts.get(word, ())
        if here in more:
            for kind in more[here]:
                rests += firsts.get(kind, ())
        for rest in rests:
            if not rest or all(text.is_at(here + 1 + k, one) for k, one in enumerate(rest)):
                reached.append(here + 1 + len(rest))  # noqa: PERF401  # a comprehension here costs a call each time
        if word == END:
            break
