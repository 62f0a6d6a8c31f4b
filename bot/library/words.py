"""What a mail says, found by the phrases in `messages/<language>/words.toml`.

    words = Words.load()
    words.said((Passage("body", "Please buy 5 gift cards"),))["gift-cards-asked"][0].quote

All phrases of a language are looked for in one pass over the words of the text, so time grows with the
text and hardly with the number of phrases.
"""

import logging
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import tomli

from bot.library.content import content_root
from bot.library.language import Stops, languages
from bot.library.patterns import Node, PatternError, compiled, end_of, prepared
from bot.library.quotes import quote
from bot.library.tokens import END, MONEY, NUMBER, Token, tokens
from bot.mail.email import Passage, Phone

log = logging.getLogger(__name__)

NEVER, ROLE, TO_MACHINES = "never-asks", "organisation-role", "ai-instructions"
AMOUNT = "amount"  # every amount of money: seen by its form, so no words.toml lists it
MOST_HIDDEN = 20_000  # characters of hidden text that are searched
LONGEST_NUMBER = 9  # digits; a longer row of them is a number of something else
MOST_REMEMBERED = 50_000  # words whose stems are kept at hand
MOST_A_CONCEPT = 12  # findings kept of one concept: enough to choose a quote from

_HELD_BACK_BY_NEVER = (
    "call-to-cancel", "safe-account", "courier-collects", "bypass-warning", "moved-off-channel", "paid-off-platform",
)  # fmt: skip


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
    nodes: tuple[Node, ...]
    firsts: frozenset[str]  # any of these begins it
    telling: frozenset[str]  # any of these must be there: the words of its rarest node
    needed: tuple[frozenset[str], ...]  # and one of each of these
    before: int  # how many words may stand between its first and its telling one


class _Kinds(dict[str, tuple[str, ...]]):
    """What a word counts as besides itself: its stems ("verif*"), "#number". Each word is worked out once."""

    def __init__(self, stems: frozenset[str], lengths: tuple[int, ...]) -> None:
        super().__init__()
        self._stems, self._lengths = stems, lengths

    def __missing__(self, word: str) -> tuple[str, ...]:
        stems = (word[:length] + "*" for length in self._lengths if length <= len(word))
        kinds = tuple(stem for stem in stems if stem in self._stems)
        if word.isdigit() and len(word) < LONGEST_NUMBER:
            kinds += (NUMBER,)
        if len(self) < MOST_REMEMBERED:
            self[word] = kinds
        return kinds


class _Index:
    """The phrases of some languages, by the words without which they cannot be there."""

    def __init__(self, phrases: Iterable[_Phrase]) -> None:
        self.by_word: dict[str, list[_Phrase]] = defaultdict(list)
        stems: set[str] = set()
        vocabulary: set[str] = set()
        for phrase in phrases:
            for word in phrase.telling:
                self.by_word[word].append(phrase)
            vocabulary |= phrase.telling.union(phrase.firsts, *phrase.needed)
            stems |= {word for node in phrase.nodes for key, rests in node.firsts.items()
                      for word in (key, *(one for rest in rests for one in rest)) if word.endswith("*")}  # fmt: skip
        self.stems = frozenset(stems)
        self.vocabulary = frozenset(vocabulary)
        lengths = tuple(sorted({len(stem) - 1 for stem in stems}))
        self._kinds = _Kinds(self.stems, lengths)

    def hits(self, words: list[str]) -> list[tuple[_Phrase, int, int]]:
        """(phrase, first word's place, place after the last) wherever a phrase stands."""
        text, places = prepared(words, self.vocabulary, self._kinds.__getitem__)
        there = frozenset(places)
        possible = {id(phrase): phrase for word in there for phrase in self.by_word.get(word, ())}
        found = []
        for phrase in possible.values():
            for needed in phrase.needed:
                if needed.isdisjoint(there):
                    break
            else:
                ends = ((start, end_of(phrase.nodes, text, start)) for start in _starts(phrase, places))
                found += [(phrase, start, end) for start, end in ends if end]
        return found


def _starts(phrase: _Phrase, places: dict[str, list[int]]) -> set[int]:
    """Where the phrase may begin: at one of its first words, not too far before one of its telling words."""
    if not phrase.before:
        return {start for word in phrase.firsts & places.keys() for start in places[word]}
    telling = sorted(place for word in phrase.telling & places.keys() for place in places[word])
    starts = set()
    for word in phrase.firsts & places.keys():
        for start in places[word]:
            following = bisect_left(telling, start)
            if following < len(telling) and telling[following] - start <= phrase.before:
                starts.add(start)
    return starts


def _phrase(concept: str, language: str, nodes: tuple[Node, ...], stops: frozenset[str]) -> _Phrase:
    firsts: set[str] = set()
    for node in nodes:
        firsts |= node.firsts.keys()
        if not node.optional:
            break
    needed = sorted((node for node in nodes if not node.optional), key=lambda node: _commonness(node, stops))
    keys = tuple(frozenset(node.firsts) for node in needed)
    before = sum(node.gap + node.longest for node in nodes[: nodes.index(needed[0])]) + needed[0].gap
    return _Phrase(concept, language, nodes, frozenset(firsts), keys[0], keys[1:], before)


def _commonness(node: Node, stops: frozenset[str]) -> float:
    """How often a mail will have one of the node's words, roughly."""
    return sum(20.0 if word in stops else 1.0 + 8.0 / len(word) ** 2 for word in node.firsts)


class Words:
    """The word lists of every language, loaded one language at a time as mails need them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._indexes: dict[tuple[str, str], _Index] = {}

    @classmethod
    def load(cls, root: Path | None = None) -> "Words":
        return cls(root or content_root())

    @cached_property
    def stops(self) -> tuple[Stops, ...]:
        """The stop words of each language that has a words.toml, read from the head of the file."""
        found = []
        for path in sorted(self._root.glob("*/words.toml")):
            head = path.read_text("utf-8").split("\n[concepts]", 1)[0]
            data = tomli.loads(head)
            found.append(Stops.of(str(data["language"]), data["stop"]))
        return tuple(found)

    @lru_cache(maxsize=64)  # noqa: B019  # there is one Words a program
    def concepts(self, language: str) -> Mapping[str, Sequence[str]]:
        """The patterns of a language as they are written, by concept."""
        path = self._root / language / "words.toml"
        return dict(tomli.loads(path.read_text("utf-8"))["concepts"])

    def _phrases(self, language: str, only: str = "") -> Iterator[_Phrase]:
        stops = frozenset().union(*(one.words for one in self.stops if one.language == language))
        for concept, patterns in self.concepts(language).items():
            if concept != only if only else concept == ROLE:
                continue  # roles are looked for in names alone
            for pattern in patterns:
                try:
                    yield _phrase(concept, language, compiled(pattern), stops)
                except PatternError as error:  # `legitbot content` tells the editor; checks go on without it
                    log.warning("%s/words.toml, %s: %s", language, concept, error)

    def _index(self, language: str, only: str = "") -> _Index:
        """The phrases of a language, or of one concept of it."""
        if (language, only) not in self._indexes:
            self._indexes[language, only] = _Index(self._phrases(language, only))
        return self._indexes[language, only]

    def read(self, passages: Sequence[Passage], phones: Sequence[Phone] = ()) -> "Reading":
        """The passages as tokens, with their languages."""
        rows = []
        for passage in passages:
            places = [(phone.start, phone.end) for phone in phones if phone.where == passage.where]
            rows.append((passage, tokens(passage.text, places)))
        return Reading(tuple(rows), languages([token.text for _, row in rows for token in row], self.stops))

    def said(self, reading: "Reading") -> dict[str, tuple[Said, ...]]:
        """What the passages say, by concept, in the order in which it stands; asks that are denied are left out."""
        indexes = [self._index(language) for language in reading.languages]
        found: dict[str, list[Said]] = defaultdict(list)
        for passage, row in reading.rows:
            found[AMOUNT] += _amounts(passage, row, reading.language)
            for said in _in_passage(indexes, passage, row):
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
        indexes = [self._index(language, concept) for language in chosen]
        found = tuple(_in_passage(indexes, passage, tokens(passage.text)))[:MOST_A_CONCEPT]
        return {concept: found} if found else {}


@dataclass(frozen=True, slots=True)
class Reading:
    """Text broken into words, once, for everything that looks for words."""

    rows: tuple[tuple[Passage, list[Token]], ...]
    languages: tuple[str, ...]  # most likely first

    @property
    def language(self) -> str:
        return self.languages[0]


def _in_passage(indexes: Sequence[_Index], passage: Passage, row: list[Token]) -> Iterator[Said]:
    words = [token.text for token in row]
    hits = sorted((hit for index in indexes for hit in index.hits(words)), key=lambda hit: (hit[1], -hit[2]))
    sentences = _sentences(row)
    denied = {sentences[start] for phrase, start, _ in hits if phrase.concept == NEVER}
    taken: dict[str, int] = {}
    count: Counter[str] = Counter()
    for phrase, start, end in hits:
        if sentences[start] in denied and _can_be_denied(phrase.concept):
            continue
        if start < taken.get(phrase.concept, 0) or count[phrase.concept] >= MOST_A_CONCEPT:
            continue
        taken[phrase.concept] = end
        count[phrase.concept] += 1
        first, last = row[start].start, row[end - 1].end
        text = passage.text
        yield Said(
            phrase.concept, passage.where, quote(text, first, last), text[first:last], phrase.language, first, last
        )


def _amounts(passage: Passage, row: list[Token], language: str) -> Iterator[Said]:
    places = [(token.start, token.end) for token in row if token.text == MONEY]
    for start, end in places[:MOST_A_CONCEPT]:
        yield Said(
            AMOUNT, passage.where, quote(passage.text, start, end), passage.text[start:end], language, start, end
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
