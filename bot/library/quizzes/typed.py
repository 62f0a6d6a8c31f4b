"""Questions that a company made in Slack, beside ours: checked as a file would be, never in the way of the others."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.library.front_matter import PageBroken, page_of
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes.pages import QuestionFile, QuestionPage, question_page
from bot.library.quizzes.style import style_flaws
from bot.library.tip_facts import Known
from bot.library.tips import known_names
from bot.library.topics import tip_words


def own_question_mistakes(id: str, text: str, root: Path, today: date | None = None) -> tuple[Mistake, ...]:
    """What is wrong with a company's question that stands in no file; `text` is written as a file would be.

    Dates are compared with `today` where it is given.
    """
    known, file = known_names(root, tip_words(root)), _typed(id)
    try:
        found, mistakes = question_page(file, page_of(text), known)
    except PageBroken as error:
        return (Mistake(file.name, "-", str(error)),)
    flaws = style_flaws(found, root, today) if found else ()
    return (*mistakes, *(Mistake(file.name, flaw.field, flaw.write) for flaw in flaws))


def typed_pages(written: Mapping[str, str], known: Known) -> Iterator[QuestionPage]:
    """Those of a company's questions (text by id) that can be asked, for `Questions.beside`."""
    for id, text in written.items():
        try:
            found, _ = question_page(_typed(id), page_of(text), known)
        except PageBroken:
            continue
        if found:
            yield found


def _typed(id: str) -> QuestionFile:
    return QuestionFile(Path(f"{id}.md"), f"{id}.md", SOURCE_LANGUAGE, own=True)
