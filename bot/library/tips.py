"""The tips, ours and a company's own, typed and in every language that we have them in.

Facts stand once, in English or in the company's file; a translation brings only words, and only as long as they
belong to the words that are there now.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.library.ideas import cues, ideas
from bot.library.languages import SOURCE_LANGUAGE, spoken
from bot.library.mistake import Mistake
from bot.library.quizzes import Questions
from bot.library.replies import markdown_blocks
from bot.library.seasons import Seasons
from bot.library.sources import Source, sources
from bot.library.tip_facts import Known, named
from bot.library.tip_files import Shelf, TipPage
from bot.library.topics import TipWords, Topic, tip_words, topics
from bot.reply.reply import Reply

log = logging.getLogger(__name__)

_Pages = dict[str, dict[str, TipPage]]
"""By language, then by id."""


class TipsBroken(Exception):
    """The tables that all tips need cannot be read; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Tip:
    """A tip in one language; `text` and `more` are Markdown of the simplest kind, a line for each paragraph."""

    id: str
    topic: str
    scams: tuple[str, ...]
    seasons: tuple[str, ...]
    only_in_season: bool
    audience: tuple[str, ...]  # () = everybody
    report: tuple[str, ...]  # of reporting.FITS
    sources: tuple[Source, ...]
    checked: date | None  # when the sources were last read; a company need not say
    own: bool  # a company's own tip
    language: str  # of the words below
    title: str
    text: str
    more: str  # "" where a company wrote none

    def reply(self) -> Reply:
        """Title and tip."""
        return Reply(tuple(markdown_blocks(f"**{self.title}**\n{self.text}")))

    def more_reply(self, *, titled: bool = True) -> Reply:
        """ "More on this", below the title or without it; its first line is a block like any other."""
        _, *rest = markdown_blocks(f"**{self.title}**\n{self.more}")
        return Reply((*self.reply().blocks[:1], *rest) if titled else tuple(rest))


class Tips:
    """All tips, read once; nothing in it changes afterwards."""

    def __init__(self, root: Path, known: Known, words: Mapping[str, TipWords], pages: Iterable[TipPage]) -> None:
        self.root, self.known = root, known
        self.topics: tuple[Topic, ...] = known.topics
        self.seasons: Seasons = known.seasons
        self._words = words
        self._ours: _Pages = defaultdict(dict)
        self._own: _Pages = defaultdict(dict)
        for page in pages:
            (self._own if page.file.own else self._ours)[page.file.language][page.file.id] = page
        self._said: dict[str, dict[str, Tip]] = {}
        self._topic_of = {scam: topic.id for topic in reversed(self.topics) for scam in topic.scams}

    @classmethod
    def load(cls, root: Path, own: Path | None = None, on_mistake: Callable[[Mistake], None] | None = None) -> "Tips":
        """The tips in `root` (messages/) and in a company's folder; `on_mistake` hears about each broken file.

        Raises `TipsBroken`.
        """
        living = Living(root, own)
        for one in living.mistakes:
            (on_mistake or _noted)(one)
        return living.tips

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that there is at least one tip in, English first."""
        there = {language for pages in (self._ours, self._own) for language, ones in pages.items() if ones}
        return (SOURCE_LANGUAGE, *sorted(there - {SOURCE_LANGUAGE}))

    def all(self, language: str = SOURCE_LANGUAGE) -> tuple[Tip, ...]:
        """Every tip, sorted by id, each in this language or in English."""
        return tuple(self._in(language).values())

    def get(self, id: str, language: str = SOURCE_LANGUAGE) -> Tip | None:
        """One tip in this language or in English."""
        return self._in(language).get(id)

    def topic(self, id: str) -> Topic | None:
        """The topic of this id."""
        return next((one for one in self.topics if one.id == id), None)

    def topic_of(self, scam: str) -> str | None:
        """The id of the topic under which people learn about this kind of scam."""
        return self._topic_of.get(scam)

    def words(self, language: str = SOURCE_LANGUAGE) -> TipWords:
        """The words around a tip ("frame"), and the names of topics and audiences."""
        return self._words[spoken(language, self._words)]

    @cached_property
    def questions(self) -> Questions:
        """The questions that can be asked about the topics; read when they are first needed."""
        return Questions.load(self.root, self.known, _noted)

    def stale(self, language: str) -> tuple[str, ...]:
        """Ids whose words in this language belong to an older text. The newer English one is shown instead."""
        ids = {*self._ours.get(language, ()), *self._own.get(language, ())}
        return tuple(id for id in sorted(ids) if self._is_stale(id, language))

    def fingerprint(self, id: str) -> str:
        """What a translation of the words that are there now has to write; "" where there is no such tip."""
        source = self._source(id)
        return source.fingerprint if source else ""

    def _is_stale(self, id: str, language: str) -> bool:
        own = self._own.get(language, {}).get(id)
        words = own or self._ours.get(language, {}).get(id)
        source = self._source(id)
        if language == SOURCE_LANGUAGE or words is None or source is None or (own is None and source.file.own):
            return False
        return bool(words.facts.get("of", source.fingerprint) != source.fingerprint)

    def _in(self, language: str) -> dict[str, Tip]:
        language = spoken(language, self.languages)
        if language not in self._said:
            pages = (self._ours, self._own)
            ids = {id for one in (language, SOURCE_LANGUAGE) for folder in pages for id in folder.get(one, ())}
            found = {id: self._tip(id, language) for id in sorted(ids)}
            self._said[language] = {id: tip for id, tip in found.items() if tip}
        return self._said[language]

    def _source(self, id: str) -> TipPage | None:
        """The page with a tip's facts: a company's own goes before ours."""
        return self._own[SOURCE_LANGUAGE].get(id) or self._ours[SOURCE_LANGUAGE].get(id)

    def _tip(self, id: str, language: str) -> Tip | None:
        source = self._source(id)
        own = self._own.get(language, {}).get(id)
        if (own or source) is None or (own and own.off) or (source and source.off):
            return None
        if own and "topic" in own.facts:
            return _tip(own, own, self.known)
        if source is None:
            return None
        words = own or (None if source.file.own else self._ours.get(language, {}).get(id))
        return _tip(source, source if words is None or self._is_stale(id, language) else words, self.known)


class Living:
    """Tips that can be edited while the bot runs. `refreshed` touches the disk: call it beside the event loop.

    Raises `TipsBroken` where the tables behind the tips cannot be read; these are not watched.
    """

    def __init__(self, root: Path, own: Path | None = None) -> None:
        try:
            self._words = tip_words(root)
            self._shelf = Shelf(root, own, known_names(root, self._words))
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise TipsBroken(
                f"The tables for tips in {root} cannot be read. `legitbot content` says what to write."
            ) from error
        self.tips = Tips(root, self._shelf.known, self._words, ())
        self.refreshed()

    @property
    def pages(self) -> tuple[TipPage, ...]:
        """What the files hold, for whoever looks at the files themselves."""
        return self._shelf.pages

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the files now; where that breaks one, `tips` holds what it said before."""
        return (*self._shelf.mistakes, *_without_tip(self._shelf.pages))

    def beside(self, pages: Iterable[TipPage]) -> Tips:
        """The tips as they are, and these pages of a company's."""
        found = Tips(self.tips.root, self._shelf.known, self._words, (*self._shelf.pages, *pages))
        found.__dict__["questions"] = self.tips.questions  # read once, for all companies
        return found

    def refreshed(self) -> Tips:
        """The tips as the files are now. Where none has changed, they are the same object as before."""
        if self._shelf.read():
            questions = self.tips.__dict__.get("questions")
            self.tips = Tips(self.tips.root, self._shelf.known, self._words, self._shelf.pages)
            if questions is not None:
                self.tips.__dict__["questions"] = questions  # they have not been edited
        return self.tips


def known_names(root: Path, words: Mapping[str, TipWords]) -> Known:
    """The names that a tip or a question may use; `words` as `tip_words` gives them."""
    return Known(topics(root, words), Seasons.load(root), sources(root), ideas(root), cues(root))


def _tip(facts: TipPage, words: TipPage, known: Known) -> Tip:
    said: Mapping[str, Any] = facts.facts
    return Tip(
        id=facts.file.id,
        topic=said["topic"],
        scams=named(said, "scams", known),
        seasons=named(said, "seasons", known),
        only_in_season=bool(said.get("only_in_season")) and bool(named(said, "seasons", known)),
        audience=named(said, "audience", known),
        report=named(said, "report", known),
        sources=tuple(known.sources[id] for id in named(said, "sources", known)),
        checked=said.get("checked"),
        own=facts.file.own,
        language=words.file.language,
        title=words.title,
        text=words.text,
        more=words.more,
    )


def _without_tip(pages: Iterable[TipPage]) -> Iterator[Mistake]:
    """Words in another language for which there is no tip, so that nobody would ever see them."""
    pages = tuple(pages)
    there = {page.file.id for page in pages if page.file.language == SOURCE_LANGUAGE}
    for page in pages:
        if page.file.id not in there and "topic" not in page.facts and not page.off:
            yield Mistake(page.file.name, "-", "there is no tip of this name; correct the name, or add a topic")


def _noted(mistake: Mistake) -> None:
    log.warning("%s", mistake)
