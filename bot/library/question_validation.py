"""Are the questions in order? Each mistake with file, field and what to write, as to an editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes import QuestionPage, question_pages
from bot.library.tip_facts import Flaw, Known
from bot.library.tip_tables import date_mistake
from bot.library.wording import Limit, official_hosts, too_long, unsuitable


@dataclass(frozen=True, slots=True)
class _Limits:
    text: Limit
    option: int  # characters: it stands on a button
    feedback: Limit


_IN_ENGLISH = _Limits(Limit(60, 25), 60, Limit(35, 25))
_TRANSLATED = _Limits(Limit(75, 30), 75, Limit(45, 30))


def question_mistakes(root: Path, known: Known, today: date | None = None) -> Iterator[Mistake]:
    """All mistakes in the questions below messages/; dates are compared with `today` where it is given."""
    found = list(question_pages(root, known))
    ids = {page.id: tuple(one.id for one in page.options) for page, _ in found if page and _is_source(page)}
    seen: dict[str, str] = {}
    for page, mistakes in found:
        yield from mistakes
        if page is None:
            continue
        for flaw in (*_style(page, root), *_facts(page, today)):
            yield Mistake(page.name, flaw.field, flaw.write)
        if not _is_source(page):
            yield from _translation(page, ids)
        elif (text := page.text.casefold()) in seen:
            yield Mistake(page.name, "text", f"{seen[text]} asks the same; write something new")
        else:
            seen[text] = page.name


def _is_source(page: QuestionPage) -> bool:
    return page.language == SOURCE_LANGUAGE


def _style(page: QuestionPage, root: Path) -> Iterator[Flaw]:
    limits, hosts = _IN_ENGLISH if _is_source(page) else _TRANSLATED, official_hosts(root)
    fields = [("text", page.text, limits.text)]
    for one in page.options:
        fields.append((f"options.{one.id}.feedback", one.feedback, limits.feedback))
        if len(one.text) > limits.option:
            count = len(one.text)
            yield Flaw(f"options.{one.id}", f"use at most {limits.option} characters, for a button; these are {count}")
        yield from (Flaw(f"options.{one.id}", write) for write in unsuitable(one.text, hosts))
    for field, text, limit in fields:
        yield from (Flaw(field, write) for write in too_long(text, limit))
        yield from (Flaw(field, write) for write in unsuitable(text, hosts))


def _facts(page: QuestionPage, today: date | None) -> Iterator[Flaw]:
    facts = page.page.facts
    if _is_source(page) and not facts.get("sources"):
        yield Flaw("sources", 'write at least one source: sources = ["avanan-2021"]')
    if write := date_mistake(facts.get("checked"), today):
        yield Flaw("checked", write)


def _translation(page: QuestionPage, ids: dict[str, tuple[str, ...]]) -> Iterator[Mistake]:
    if page.id not in ids:
        yield Mistake(page.name, "-", "there is no question of this name in en/quizzes; correct the name")
    elif (have := tuple(one.id for one in page.options)) != ids[page.id]:
        wanted = ", ".join(ids[page.id])
        yield Mistake(page.name, "options", f"keep the ids and their order: {wanted}; these are {', '.join(have)}")
