"""Are the tips in order, ours and a company's own? Each mistake with file, field and what to write, as to an editor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.library.front_matter import PageBroken, page_of
from bot.library.ideas import idea_mistakes
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes import Questions
from bot.library.quizzes.coverage import question_coverage, question_notices
from bot.library.quizzes.style import question_mistakes
from bot.library.tip_coverage import coverage_mistakes
from bot.library.tip_facts import Flaw
from bot.library.tip_files import TipPage, tip_page, typed_in_slack
from bot.library.tip_tables import date_mistake, table_mistakes
from bot.library.tips import Living, Tip, Tips, known_names
from bot.library.topics import tip_words
from bot.library.wording import Limit, official_hosts, too_long, unsuitable, words_in

FREE_TOPIC = "trust"  # its tips are about what is genuine, so they need no kind of scam


@dataclass(frozen=True, slots=True)
class _Limits:
    title: int
    text: Limit
    more: Limit


_IN_ENGLISH = _Limits(6, Limit(45, 18), Limit(110, 18))
_TRANSLATED = _Limits(9, Limit(55, 22), Limit(135, 22))  # other languages need more words for the same


def tip_mistakes(
    root: Path, own: Path | None = None, today: date | None = None, own_quizzes: Path | None = None
) -> Iterator[Mistake]:
    """All mistakes in the tips and questions below messages/, and in a company's own folders of them.

    Dates are compared with `today` where it is given.
    """
    tables = list(table_mistakes(root, today))
    yield from tables
    if tables:
        return  # what is built on them would be all mistakes
    living = Living(root, own)
    yield from living.mistakes
    for page in living.pages:
        yield from (Mistake(page.file.name, flaw.field, flaw.write) for flaw in _style(page, root, today))
    known = living.tips.known
    yield from coverage_mistakes(known.topics, [page for page in living.pages if not page.file.own])
    yield from idea_mistakes(root, {topic.id for topic in known.topics})
    yield from question_mistakes(root, known, today, own_quizzes)
    yield from question_coverage(_questions(living.tips).all(), known.ideas, known.topics)


def own_tip_mistakes(id: str, text: str, root: Path, today: date | None = None) -> tuple[Mistake, ...]:
    """What is wrong with a company's tip that stands in no file yet; `text` is written as a file would be."""
    known = known_names(root, tip_words(root))
    file = typed_in_slack(id)
    try:
        page, flaws = tip_page(file, page_of(text), known)
    except PageBroken as error:
        return (Mistake(file.name, "-", str(error)),)
    more = _style(page, root, today) if page else ()
    return tuple(Mistake(file.name, flaw.field, flaw.write) for flaw in (*flaws, *more))


def tip_notices(root: Path, own: Path | None = None) -> Iterator[Mistake]:
    """What is worth knowing and no mistake: translations of older words, ideas of which only one side is asked."""
    tips = Living(root, own).tips
    questions = _questions(tips)
    write = 'the English words have changed since; translate them again and write of = "{}"'
    for language in tips.languages[1:]:
        for id in tips.stale(language):
            yield Mistake(f"{language}/tips/{id}.md", "of", write.format(tips.fingerprint(id)))
        for id in questions.stale(language):
            yield Mistake(f"{language}/quizzes/{id}.md", "of", write.format(questions.fingerprint(id)))
    yield from question_notices(questions.all(), tips.known.ideas, tips.known.topics)


def texts_to_read(tips: Sequence[Tip]) -> dict[str, str]:
    """What readability is measured over, by file: our tips in English with "more on this".

    A company's own are left out: those at the top of its folder may be in any language.
    """
    ours = (tip for tip in tips if tip.language == SOURCE_LANGUAGE and not tip.own)
    return {f"en/tips/{tip.id}.md": f"{tip.text}\n{tip.more}" for tip in ours}


def _questions(tips: Tips) -> Questions:
    """Those that can be used; what is wrong with the others is told by `question_mistakes`."""
    return Questions.load(tips.root, tips.known, lambda _: None)


def _style(page: TipPage, root: Path, today: date | None) -> Iterator[Flaw]:
    if page.off:
        return
    limits = _IN_ENGLISH if page.file.language == SOURCE_LANGUAGE else _TRANSLATED
    yield from _words(page, limits)
    hosts = official_hosts(root)
    for field, text in (("title", page.title), ("text", page.text), ("more", page.more)):
        yield from (Flaw(field, write) for write in unsuitable(text, hosts, any_host=page.file.own))
    yield from _facts(page.facts, own=page.file.own, translated="topic" not in page.facts)
    if write := date_mistake(page.facts.get("checked"), today):
        yield Flaw("checked", write)


def _words(page: TipPage, limits: _Limits) -> Iterator[Flaw]:
    if (count := words_in(page.title)) > limits.title:
        yield Flaw("title", f"use at most {limits.title} words; these are {count}")
    if "\n" in page.text:
        yield Flaw("text", "write one paragraph; put the rest below the line ---")
    yield from (Flaw("text", write) for write in too_long(page.text, limits.text))
    if not page.more:
        yield Flaw("more", 'put a line --- below the tip, and "more on this" below it')
    yield from (Flaw("more", write) for write in too_long(page.more, limits.more))


def _facts(facts: Any, *, own: bool, translated: bool) -> Iterator[Flaw]:
    if facts.get("only_in_season") and not facts.get("seasons"):
        yield Flaw("only_in_season", 'name the season as well: seasons = ["holidays"]')
    if own or translated:
        return
    if facts.get("topic") != FREE_TOPIC and not facts.get("scams"):
        yield Flaw("scams", 'write at least one kind of scam that it is about: scams = ["fake-order"]')
    if not facts.get("sources"):
        yield Flaw("sources", 'write at least one source: sources = ["avanan-2021"]')
