"""Questions of one item ("what would you do?"), a file each: people remember what they had to think about."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.library.front_matter import Page, PageBroken, page, unwrapped
from bot.library.languages import SOURCE_LANGUAGE, spoken
from bot.library.mistake import Mistake
from bot.library.sources import Source
from bot.library.tip_facts import Flaw, Known, fact_flaws, missing, named

FOLDER = "quizzes"
FIELDS = ("kind", "topic", "scams", "right", "sources", "checked")
KINDS = ("do",)
_OF_A_TRANSLATION = ("of",)
_OPTION = re.compile(r"^## ([a-z0-9]+(?:-[a-z0-9]+)*):[ \t]*(\S.*)$", re.M)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADING = re.compile(r"^##", re.M)
FEWEST, MOST = 2, 4  # options


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `feedback` is for whoever chose it."""

    id: str
    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question in one language. Where `scams` is empty, what it describes is genuine."""

    id: str
    topic: str
    scams: tuple[str, ...]
    right: str  # the id of an option
    text: str  # simple Markdown, a line for each paragraph
    options: tuple[Option, ...]
    kind: str  # of KINDS
    sources: tuple[Source, ...]
    checked: date | None
    language: str  # of the words

    def option(self, id: str) -> Option | None:
        """The option of this id."""
        return next((one for one in self.options if one.id == id), None)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What a file holds: English has the facts, a translation `of`."""

    id: str
    language: str
    name: str  # as people are told
    page: Page
    text: str
    options: tuple[Option, ...]


class Questions:
    """All questions, read once."""

    def __init__(self, pages: Mapping[str, Mapping[str, QuestionPage]], known: Known) -> None:
        self._pages, self._known = pages, known

    @classmethod
    def load(cls, root: Path, known: Known, on_mistake: Callable[[Mistake], None]) -> "Questions":
        """The questions below messages/; a file that cannot be understood is left out and told."""
        pages: dict[str, dict[str, QuestionPage]] = defaultdict(dict)
        for found, mistakes in question_pages(root, known):
            for one in mistakes:
                on_mistake(one)
            if found:
                pages[found.language][found.id] = found
        return cls(pages, known)

    def all(self, language: str = SOURCE_LANGUAGE) -> tuple[Question, ...]:
        """Every question, sorted by id, each in this language or in English."""
        language = spoken(language, self._pages)
        found = (self._question(id, language) for id in sorted(self._pages.get(SOURCE_LANGUAGE, ())))
        return tuple(one for one in found if one)

    def get(self, id: str, language: str = SOURCE_LANGUAGE) -> Question | None:
        """One question in this language or in English."""
        return self._question(id, spoken(language, self._pages))

    def about(self, topic: str, language: str = SOURCE_LANGUAGE) -> tuple[Question, ...]:
        """The questions about a topic: those in this language, or the English ones where it has none."""
        ones = [one for one in self.all(language) if one.topic == topic]
        return tuple([one for one in ones if one.language != SOURCE_LANGUAGE] or ones)

    def stale(self, language: str) -> tuple[str, ...]:
        """Ids whose words in this language belong to an older English text, which is shown instead."""
        return tuple(id for id in sorted(self._pages.get(language, ())) if self._is_stale(id, language))

    def fingerprint(self, id: str) -> str:
        """What a translation of the words that are there now has to write; "" where there is no such question."""
        source = self._pages.get(SOURCE_LANGUAGE, {}).get(id)
        return source.page.fingerprint if source else ""

    def _is_stale(self, id: str, language: str) -> bool:
        source = self._pages.get(SOURCE_LANGUAGE, {}).get(id)
        words = self._pages.get(language, {}).get(id)
        if language == SOURCE_LANGUAGE or source is None or words is None:
            return False
        return words.page.facts.get("of") != source.page.fingerprint or _ids(words) != _ids(source)

    def _question(self, id: str, language: str) -> Question | None:
        source = self._pages.get(SOURCE_LANGUAGE, {}).get(id)
        if source is None:
            return None
        own = self._pages.get(language, {}).get(id)
        words = source if own is None or self._is_stale(id, language) else own
        facts = source.page.facts
        known = self._known.sources
        return Question(
            id=id, topic=facts["topic"], scams=named(facts, "scams", self._known), right=facts["right"],
            text=words.text, options=words.options, kind=facts["kind"],
            sources=tuple(known[one] for one in named(facts, "sources", self._known)),
            checked=facts.get("checked"), language=words.language,
        )  # fmt: skip


def question_pages(root: Path, known: Known) -> Iterator[tuple[QuestionPage | None, tuple[Mistake, ...]]]:
    """Each file's page, or None where it cannot be used; and what is wrong with it."""
    for path in sorted(root.glob(f"*/{FOLDER}/*.md")):
        language = path.parents[1].name
        name = f"{language}/{FOLDER}/{path.name}"
        try:
            found, flaws = _page(path.stem, language, name, page(path), known)
        except PageBroken as error:
            found, flaws = None, (Flaw("-", str(error), breaks=True),)
        yield found, tuple(Mistake(name, flaw.field, flaw.write) for flaw in flaws)


def _page(id: str, language: str, name: str, read: Page, known: Known) -> tuple[QuestionPage | None, tuple[Flaw, ...]]:
    text, *rest = _HEADING.split(read.words, maxsplit=1)
    options = tuple(_options("##" + rest[0])) if rest else ()
    made = QuestionPage(id, language, name, read, unwrapped(text), options)
    flaws = (*_fact_flaws(made, known), *_option_flaws(made))
    return (None if any(flaw.breaks for flaw in flaws) else made), flaws


def _options(words: str) -> Iterator[Option]:
    heads = list(_OPTION.finditer(words))
    ends = [head.start() for head in heads[1:]] + [len(words)]
    for head, end in zip(heads, ends, strict=True):
        yield Option(head[1], head[2].strip(), unwrapped(words[head.end() : end]))


def _fact_flaws(made: QuestionPage, known: Known) -> Iterator[Flaw]:
    facts = made.page.facts
    if not _ID.fullmatch(made.id):
        yield Flaw("-", "name the file with lower-case letters, digits and single hyphens: new-invoice.md", breaks=True)
    if made.language != SOURCE_LANGUAGE:
        yield from fact_flaws(facts, known, _OF_A_TRANSLATION)
        yield from missing(facts, *_OF_A_TRANSLATION)
        return
    yield from fact_flaws(facts, known, FIELDS)
    yield from missing(facts, "kind", "topic", "right", breaks=True)
    yield from missing(facts, "scams", "sources", "checked")
    if facts.get("kind", KINDS[0]) not in KINDS:
        yield Flaw("kind", f"write one of: {', '.join(KINDS)}", breaks=True)
    ids = _ids(made)
    if ids and isinstance(facts.get("right"), str) and facts["right"] not in ids:
        yield Flaw("right", f"no option is called {facts['right']!r}; write one of: {', '.join(ids)}", breaks=True)


def _option_flaws(made: QuestionPage) -> Iterator[Flaw]:
    if not made.text:
        yield Flaw("text", "write the situation and the question below the second +++", breaks=True)
    if len(_HEADING.findall(made.page.words)) != len(made.options):
        yield Flaw("options", 'write each option as "## id: What to do", and its feedback below', breaks=True)
    if not FEWEST <= len(made.options) <= MOST:
        yield Flaw("options", f"write {FEWEST} to {MOST} options; these are {len(made.options)}", breaks=True)
    for alike, what in ((_ids(made), "id"), ([one.text.casefold() for one in made.options], "text")):
        if len(set(alike)) < len(alike):
            yield Flaw("options", f"two options have the same {what}; change one of them", breaks=what == "id")
    for one in made.options:
        if not one.feedback:
            yield Flaw(f"options.{one.id}", "write the feedback for whoever chose this", breaks=True)


def _ids(made: QuestionPage) -> tuple[str, ...]:
    return tuple(one.id for one in made.options)
