"""What a mail says, found by the phrases in `messages/<language>/words.toml`.

    words = Words.load()
    words.said((Passage("body", "Please buy 5 gift cards"),))["gift-cards-asked"][0].quote

All phrases of a language are looked for in one pass over the words of the text, so time grows with the
text and hardly with the number of phrases.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.library.content import content_root
from bot.library.language import Stops, languages
from bot.library.patterns import Element, compiled
from bot.library.quotes import quote
from bot.library.tokens import END, Token, tokens
from bot.mail.email import Passage, Phone

NEVER, ROLE, TO_MACHINES = "never-asks", "organisation-role", "ai-instructions"
MOST_HIDDEN = 100_000  # characters of hidden text that are searched
MOST_A_CONCEPT = 12  # findings kept of one concept: enough to choose a quote from

_HELD_BACK_BY_NEVER = ("call-to-cancel", "safe-account", "courier-collects", "bypass-warning")


@dataclass(frozen=True, slots=True)
class Said:
    """A concept that the mail expresses, and the words that do it."""

    concept: str
    where: str
    quote: str  # the clause around the words, as it stands in the mail
    words: str  # only the words that matched
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    concept: str
    language: str
    row: tuple[Element, ...]
    anchor: int  # which element is looked up


class _Index:
    """The phrases of some languages, by the word that is rarest in each."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self.pairs: dict[tuple[str, str], list[_Phrase]] = defaultdict(list)
        self.single: dict[str, list[_Phrase]] = defaultdict(list)
        self.stems: dict[str, list[_Phrase]] = defaultdict(list)
        self.stem_lengths: tuple[int, ...] = ()
        self._cached: dict[str, tuple[_Phrase, ...]] = {}
        for phrase in phrases:
            self._add(phrase)
        self.stem_lengths = tuple(sorted({len(stem) for stem in self.stems}))

    def _add(self, phrase: _Phrase) -> None:
        first = phrase.row[phrase.anchor]
        after = phrase.row[phrase.anchor + 1] if phrase.anchor + 1 < len(phrase.row) else None
        if after and not after.gap and not first.stems and not after.stems and len(first.words) * len(after.words) <= 64:
            for one in first.words:
                for two in after.words:
                    self.pairs[one, two].append(phrase)
            return
        for word in first.words:
            self.single[word].append(phrase)
        for stem in first.stems:
            self.stems[stem].append(phrase)

    def starting(self, word: str) -> tuple[_Phrase, ...]:
        """Phrases whose anchor this word alone may be."""
        known = self._cached.get(word)
        if known is None:
            found = list(self.single.get(word, ()))
            for length in self.stem_lengths:
                if length <= len(word):
                    found += self.stems.get(word[:length], ())
            known = tuple(found)
            if len(self._cached) < 50_000:
                self._cached[word] = known
        return known


def _anchor(row: tuple[Element, ...]) -> int:
    """The element of the first unbroken run that will be met least often: long words, few alternatives."""
    best, best_cost = 0, 1e9
    for i, element in enumerate(row):
        if i and element.gap:
            break
        pair = i + 1 < len(row) and not row[i + 1].gap and not row[i + 1].stems and not element.stems
        shortest = min((len(word) for word in (*element.words, *element.stems)), default=1)
        cost = (1 if pair else 4) * (len(element.words) + 2 * len(element.stems)) / (1 + shortest)
        if cost < best_cost:
            best, best_cost = i, cost
    return best


class Words:
    """The word lists of every language, loaded one language at a time as mails need them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._concepts: dict[str, dict[str, list[_Phrase]]] = {}
        self._indexes: dict[tuple[str, ...], _Index] = {}

    @classmethod
    def load(cls, root: Path | None = None) -> "Words":
        return cls(root or content_root())

    @cached_property
    def stops(self) -> tuple[Stops, ...]:
        """The stop words of each language that has a words.toml, read from the head of the file."""
        found = []
        for path in sorted(self._root.glob("*/words.toml")):
            head = path.read_text("utf-8").split("\n[concepts]", 1)[0]
            data = tomllib.loads(head)
            found.append(Stops.of(str(data["language"]), data["stop"]))
        return tuple(found)

    def concepts(self, language: str) -> Mapping[str, Sequence[str]]:
        """The patterns of a language as they are written, by concept."""
        path = self._root / language / "words.toml"
        return dict(tomllib.loads(path.read_text("utf-8"))["concepts"])

    def _phrases(self, language: str) -> Iterator[_Phrase]:
        for concept, patterns in self.concepts(language).items():
            for pattern in patterns:
                for row in compiled(pattern):
                    yield _Phrase(concept, language, row, _anchor(row))

    def _index(self, chosen: tuple[str, ...]) -> _Index:
        if chosen not in self._indexes:
            self._indexes[chosen] = _Index(phrase for language in chosen for phrase in self._phrases(language))
        return self._indexes[chosen]

    def read(self, passages: Sequence[Passage], phones: Sequence[Phone] = ()) -> "Reading":
        """The passages as tokens, with their languages."""
        rows = []
        for passage in passages:
            places = [(phone.start, phone.end) for phone in phones if phone.where == passage.where]
            rows.append((passage, tokens(passage.text, places)))
        return Reading(tuple(rows), languages([token.text for _, row in rows for token in row], self.stops))

    def said(self, reading: "Reading") -> dict[str, tuple[Said, ...]]:
        """What the passages say, by concept, in the order in which it stands; asks that are denied are left out."""
        index = self._index(reading.languages)
        found: dict[str, list[Said]] = defaultdict(list)
        for passage, row in reading.rows:
            for said in _in_passage(index, passage, row):
                if len(found[said.concept]) < MOST_A_CONCEPT:
                    found[said.concept].append(said)
        return {concept: tuple(saids) for concept, saids in found.items()}

    def said_in_name(self, name: str, chosen: tuple[str, ...]) -> dict[str, tuple[Said, ...]]:
        """Which roles a sender's display name claims ("IT Help Desk"): the concept `organisation-role` alone."""
        return self._only(ROLE, Passage("header:From", name), chosen)

    def said_hidden(self, text: str, chosen: tuple[str, ...]) -> dict[str, tuple[Said, ...]]:
        """Words in hidden text that are aimed at a machine: the concept `ai-instructions` alone."""
        return self._only(TO_MACHINES, Passage("hidden", text[:MOST_HIDDEN]), chosen)

    def _only(self, concept: str, passage: Passage, chosen: tuple[str, ...]) -> dict[str, tuple[Said, ...]]:
        found = self.said(Reading(((passage, tokens(passage.text)),), chosen))
        return {concept: found[concept]} if concept in found else {}


@dataclass(frozen=True, slots=True)
class Reading:
    """Text broken into words, once, for everything that looks for words."""

    rows: tuple[tuple[Passage, list[Token]], ...]
    languages: tuple[str, ...]  # most likely first

    @property
    def language(self) -> str:
        return self.languages[0]


def _in_passage(index: _Index, passage: Passage, row: list[Token]) -> Iterator[Said]:
    hits = list(_hits(index, row))
    sentences = _sentences(row)
    denied = {sentences[start] for phrase, start, _ in hits if phrase.concept == NEVER}
    taken: dict[str, int] = {}
    for phrase, start, end in hits:
        if sentences[start] in denied and _can_be_denied(phrase.concept):
            continue
        if start < taken.get(phrase.concept, 0):
            continue
        taken[phrase.concept] = end
        first, last = row[start].start, row[end - 1].end
        text = passage.text
        yield Said(
            phrase.concept, passage.where, quote(text, first, last), text[first:last], phrase.language, first, last
        )


@lru_cache(maxsize=512)
def _can_be_denied(concept: str) -> bool:
    return concept.endswith("-asked") or concept in _HELD_BACK_BY_NEVER


def _sentences(row: list[Token]) -> list[int]:
    numbers, current = [], 0
    for token in row:
        numbers.append(current)
        current += token.text == END
    return numbers


def _hits(index: _Index, row: list[Token]) -> Iterator[tuple[_Phrase, int, int]]:
    """(phrase, first token, token after the last), in order of the first token's anchor."""
    words = [token.text for token in row]
    count = len(words)
    pairs, starting = index.pairs, index.starting
    for i, word in enumerate(words):
        if i + 1 < count and (both := pairs.get((word, words[i + 1]))):
            candidates: Iterable[_Phrase] = (*both, *starting(word))
        else:
            candidates = starting(word)
        if word.isdigit():
            candidates = (*candidates, *starting("#number"))
        for phrase in candidates:
            start = i - phrase.anchor
            if start >= 0 and (end := _end(phrase.row, words, start)):
                yield phrase, start, end


def _end(row: tuple[Element, ...], words: list[str], start: int) -> int:
    """The index after the last matching word, or 0."""
    at = {start}
    for element in row:
        reached = set()
        for place in at:
            for skipped in range(element.gap + 1):
                here = place + skipped
                if here >= len(words):
                    break
                if element.matches(words[here]):
                    reached.add(here + 1)
                if words[here] == END:
                    break
        if not reached:
            return 0
        at = reached
    return min(at)


