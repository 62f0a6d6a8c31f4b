"""All questions, ours and a company's own, in every language that we have them in.

Facts stand once, in English or in the company's file; a translation brings only words, and only as long as they belong
to the words that are there now.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.library.languages import SOURCE_LANGUAGE, spoken
from bot.library.mistake import Mistake
from bot.library.quizzes.kinds import option_flaws
from bot.library.quizzes.pages import QuestionPage, question_pages
from bot.library.quizzes.question import Kind, Question
from bot.library.tip_facts import Known, named


class Questions:
    """All questions, read once; nothing in it changes afterwards."""

    def __init__(self, pages: Iterable[QuestionPage], known: Known) -> None:
        self._all = tuple(pages)
        self._known = known
        self._pages: Mapping[str, dict[str, QuestionPage]] = defaultdict(dict)
        for page in sorted(self._all, key=lambda one: one.own):  # a company's own goes before ours
            self._pages[SOURCE_LANGUAGE if page.own else page.language][page.id] = page
        self._said: dict[str, dict[str, Question]] = {}

    @classmethod
    def load(
        cls, root: Path, known: Known, on_mistake: Callable[[Mistake], None], own: Path | None = None
    ) -> "Questions":
        """The questions below messages/ and in a company's folder; a file that cannot be used is left out and told."""
        return cls(_usable(root, known, on_mistake, own), known)

    @property
    def known(self) -> Known:
        """The names that their facts may use."""
        return self._known

    def beside(self, pages: Iterable[QuestionPage]) -> "Questions":
        """These, and more of a company's own."""
        return Questions((*self._all, *pages), self._known)

    def all(self, language: str = SOURCE_LANGUAGE) -> tuple[Question, ...]:
        """Every question, sorted by id, each in this language or in English."""
        return tuple(self._in(language).values())

    def get(self, id: str, language: str = SOURCE_LANGUAGE) -> Question | None:
        """One question in this language or in English."""
        return self._in(language).get(id)

    def about(self, topic: str, language: str = SOURCE_LANGUAGE, kind: Kind | None = None) -> tuple[Question, ...]:
        """The questions about a topic: those in this language, or the English ones where it has none."""
        ones = [one for one in self.all(language) if one.topic == topic and kind in (None, one.kind)]
        return tuple([one for one in ones if one.language != SOURCE_LANGUAGE] or ones)

    def below_tip(self, topic: str, seed: str, language: str = SOURCE_LANGUAGE) -> Question | None:
        """A question without a mail in it, for a few buttons below a tip: for the same seed the same one."""
        possible = self.about(topic, language, Kind.DO)
        return min(possible, key=lambda one: hashlib.sha256(f"{seed}\n{one.id}".encode()).digest(), default=None)

    def stale(self, language: str) -> tuple[str, ...]:
        """Ids whose words in this language belong to an older English text, which is shown instead."""
        return tuple(id for id in sorted(self._pages.get(language, ())) if self._is_stale(id, language))

    def fingerprint(self, id: str) -> str:
        """What a translation of the words that are there now has to write; "" where there is no such question."""
        source = self._source(id)
        return source.page.fingerprint if source else ""

    def _source(self, id: str) -> QuestionPage | None:
        return self._pages.get(SOURCE_LANGUAGE, {}).get(id)

    def _in(self, language: str) -> dict[str, Question]:
        language = spoken(language, self._pages)
        if language not in self._said:
            sources = self._pages.get(SOURCE_LANGUAGE, {})
            self._said[language] = {id: self._question(sources[id], language) for id in sorted(sources)}
        return self._said[language]

    def _is_stale(self, id: str, language: str) -> bool:
        source, words = self._source(id), self._pages.get(language, {}).get(id)
        if language == SOURCE_LANGUAGE or source is None or words is None:
            return False
        if words.page.facts.get("of") != source.page.fingerprint or words.ids != source.ids:
            return True
        return any(flaw.breaks for flaw in option_flaws(source.page.facts["kind"], words.options, words.mails))

    def _question(self, source: QuestionPage, language: str) -> Question:
        own = None if source.own else self._pages.get(language, {}).get(source.id)
        words = source if own is None or self._is_stale(source.id, language) else own
        facts, known = source.page.facts, self._known.sources
        return Question(
            id=source.id, topic=facts["topic"], idea=facts.get("idea", facts["topic"]),
            scams=named(facts, "scams", self._known), right=facts["right"], kind=Kind(facts["kind"]),
            text=words.text, mails=words.mails, options=words.options, language=words.language,
            sources=tuple(known[one] for one in named(facts, "sources", self._known)), checked=facts.get("checked"),
            anchor=bool(facts.get("anchor")) and not source.own, cues=facts.get("cues", {}),
            premise=facts.get("premise", ""), misleading=named(facts, "misleading", self._known),
            where=facts.get("where", ""), own=source.own, version=_version(source),
        )  # fmt: skip


def _version(source: QuestionPage) -> str:
    return hashlib.sha256(f"{source.page.facts['right']}\n{source.page.words}".encode()).hexdigest()[:12]


def _usable(
    root: Path, known: Known, on_mistake: Callable[[Mistake], None], own: Path | None
) -> Iterator[QuestionPage]:
    for found, mistakes in question_pages(root, known, own):
        for one in mistakes:
            on_mistake(one)
        if found:
            yield found
