"""What people tell that happened to them, recognised by its kind: half of what the bot is asked is no mail at all.

`messages/<language>/situations.toml` lists how people say a thing (who, by which way, what they want);
`messages/situations.toml`, which knows no language, lists which of those things together make which scam.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli

from bot.library.brands import Brands
from bot.library.language import Stops, languages
from bot.library.patterns import PatternError, compiled
from bot.library.quotes import quote
from bot.library.tokens import END, tokens
from bot.library.words import AMOUNT, Reading, Said, Words
from bot.mail.email import Passage, Phone

FILE = "situations.toml"
FRAME, REPORT, LETTER, SELF, YOU = "frame", "report", "letter", "self", "you"
EXPECTED, DENIED, UNDONE, LEADS_TO_BRAND = "expected", "denied", "undone", "before-brand"
ACT = "did-"  # the beginning of the concepts that say what a person did already
LONGEST_DENIAL = 90  # characters after "they did not ask" in which an ask is denied
LONGEST_THING = 30  # characters of "bank details" and the like
_CAN_BE_DENIED, _WHO = "asks-", "who-"
# What is a part of one of these is not said by itself: "bank details" names no bank, "it says I bought" no order.
_THINGS = {
    _WHO: ("asks-card", "asks-transfer", "asks-forward", "asks-gift-card", "asks-bank-change"),
    EXPECTED: ("says-order",),
}


@dataclass(frozen=True, slots=True)
class Combination:
    """Things that are one scam when they are told together: one of each group, none of `unless`."""

    scam: str  # an id in scams.toml
    groups: tuple[frozenset[str], ...]
    unless: frozenset[str] = frozenset()
    sure: bool = False  # whether nothing honest sounds like it

    def met(self, told: frozenset[str]) -> bool:
        return not self.unless & told and all(group & told for group in self.groups)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells, by concept, in the order in which it stands."""

    said: Mapping[str, tuple[Said, ...]]
    reading: Reading

    @property
    def words(self) -> int:
        return sum(token.text != END for _, row in self.reading.rows for token in row)

    def first(self, concept: str) -> int:
        """The place of the first character that says this, or -1."""
        return min((said.start for said in self.said.get(concept, ())), default=-1)


class _Tellings(Words):
    """The same pattern language as words.toml, in other files."""

    @lru_cache(maxsize=64)  # noqa: B019  # there is one a program
    def concepts(self, language: str) -> Mapping[str, Sequence[str]]:
        path = self._root / language / FILE
        return dict(tomli.loads(path.read_text("utf-8"))["concepts"]) if path.is_file() else {}

    @cached_property
    def vocabularies(self) -> tuple[Stops, ...]:
        """What tells the language of a text of ten words: its stop words and whatever its patterns are made of."""
        return tuple(
            Stops(one.language, one.words.union(*map(_words_in, self.concepts(one.language).values())))
            for one in self.stops
        )

    def read(self, passages: Sequence[Passage], phones: Sequence[Phone] = ()) -> Reading:
        reading = super().read(passages, phones)
        words = [token.text for _, row in reading.rows for token in row]
        return replace(reading, languages=languages(words, self.vocabularies))


def _words_in(patterns: Sequence[str]) -> set[str]:
    """The words that may stand in these patterns, folded; stems left out."""
    words: set[str] = set()
    for pattern in patterns:
        try:
            nodes = compiled(pattern)
        except PatternError:  # `legitbot content` tells the editor
            continue
        words.update(word for node in nodes for key, rests in node.firsts.items()
                     for word in (key, *(one for rest in rests for one in rest)) if word.isalpha())  # fmt: skip
    return words


class Situations:
    """All that is known about situations."""

    def __init__(self, root: Path) -> None:
        data = tomli.loads((root / FILE).read_text("utf-8"))
        self._root = root
        self._tellings = _Tellings(root)
        usual = data["unless"]
        self.combinations = tuple(_combination(one, usual) for one in data["combination"])
        self.brand_kinds: Mapping[str, str] = data["brands"]
        self.steps_from: Mapping[str, str] = data["steps_from"]

    @cached_property
    def around(self) -> frozenset[str]:
        """The words, folded, that may stand beside a lone link or number, of all languages together."""
        found: set[str] = set()
        for path in self._root.glob(f"*/{FILE}"):
            for word in tomli.loads(path.read_text("utf-8")).get("around", ()):
                found |= {token.text for token in tokens(word)}
        return frozenset(found)

    @classmethod
    def load(cls, root: Path) -> "Situations":
        """The situations of a folder of content, read once."""
        return _loaded(root)

    def told(self, text: str, brands: Brands) -> Told:
        """What a text tells. Linear in its length."""
        reading = self._tellings.read((Passage("body", text),))
        found = {concept: list(saids) for concept, saids in self._tellings.said(reading).items()}
        found.pop(AMOUNT, None)
        for concept, said in self._named(reading, brands, found.get(LEADS_TO_BRAND, ())):
            found.setdefault(concept, []).append(said)
        denials = [said.end for said in found.get(DENIED, ())]
        things = {
            kind: [(said.start, said.end) for concept in concepts for said in found.get(concept, ())]
            for kind, concepts in _THINGS.items()
        }
        undone = [(said.start, said.end + 1) for said in found.get(UNDONE, ())]
        kept = {
            concept: tuple(_undenied(concept, _apart(concept, saids, things), denials))
            for concept, saids in found.items()
            if not (concept.startswith(ACT) and all(_begins_in(said, undone) for said in saids))
        }
        return Told({concept: saids for concept, saids in kept.items() if saids}, reading)

    def _named(self, reading: Reading, brands: Brands, leads: Sequence[Said]) -> Iterator[tuple[str, Said]]:
        """The brands of the text, as who it is about. An everyday name counts after "from" and the like."""
        led = {said.end for said in leads}
        for passage, row in reading.rows:
            for brand, first, last, _ in brands.named(row, strict=False):
                concept = self.brand_kinds.get(brand.kind, "")
                if not concept or (brand.everyday and first.start - 1 not in led):
                    continue
                text = passage.text
                yield (
                    concept,
                    Said(concept, passage.where, quote(text, first.start, last.end), text[first.start : last.end],
                         reading.language, first.start, last.end),
                )  # fmt: skip

    def likeliest(self, told: frozenset[str]) -> Combination | None:
        """The first combination that these concepts meet, the sure ones before the others."""
        met = [one for one in self.combinations if one.met(told)]
        return next((one for one in met if one.sure), met[0] if met else None)


@lru_cache(maxsize=4)
def _loaded(root: Path) -> Situations:
    return Situations(root)


def _combination(data: dict[str, Any], usual: Sequence[str]) -> Combination:
    groups = tuple(frozenset(group) for group in data["all"])
    return Combination(data["scam"], groups, frozenset(data.get("unless", usual)), data.get("sure", False))


def _begins_in(said: Said, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= said.start <= end for start, end in places)


def _apart(concept: str, saids: Sequence[Said], things: Mapping[str, Sequence[tuple[int, int]]]) -> Iterator[Said]:
    """What is said, without words that are a part of something else."""
    wholes = next((places for kind, places in things.items() if concept.startswith(kind)), ())
    for said in saids:
        if not any(start <= said.start and said.end <= end <= start + LONGEST_THING for start, end in wholes):
            yield said


def _undenied(concept: str, saids: Iterator[Said], denials: Sequence[int]) -> Iterator[Said]:
    for said in saids:
        denied = any(0 <= said.start - end <= LONGEST_DENIAL for end in denials)
        if not (denied and concept.startswith(_CAN_BE_DENIED)):
            yield said
