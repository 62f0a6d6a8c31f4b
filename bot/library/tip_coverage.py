"""Do the tips and questions together cover what they should, each once?"""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.quizzes import Questions
from bot.library.tip_files import TipPage
from bot.library.tips import Tips
from bot.library.topics import FILE

_ALIKE = 90  # of 100: the same sentence with a word or two changed


def coverage_mistakes(tips: Tips, questions: Questions, ours: Sequence[TipPage]) -> Iterator[Mistake]:
    """Topics without a tip or a question, kinds of scam that no tip is about, and tips that stand twice.

    `ours` are the pages that ship; a company that turns some of them off need not fill the gap.
    """
    source = [page for page in ours if page.file.language == SOURCE_LANGUAGE]
    told = {page.facts.get("topic") for page in source}
    taught = {scam for page in source for scam in page.facts.get("scams", ())}
    for topic in tips.topics:
        if topic.id not in told:
            yield Mistake(FILE, topic.id, "no tip has this topic; write one in en/tips")
        asked = questions.about(topic.id)
        if topic.scams and not any(one.scams for one in asked):
            yield Mistake(FILE, topic.id, "no question about a scam has this topic; write one in en/quizzes")
        if not topic.scams and not asked:
            yield Mistake(FILE, topic.id, "no question has this topic; write one in en/quizzes")
        for scam in topic.scams:
            if scam not in taught:
                yield Mistake(FILE, f"{topic.id}.{scam}", "no tip is about this kind of scam; write one in en/tips")
    yield from _twice(source)


def coverage_notices(tips: Tips, questions: Questions) -> Iterator[Mistake]:
    """Topics of which people only ever see scams asked about, and so learn to doubt everything."""
    for topic in tips.topics:
        asked = questions.about(topic.id)
        if asked and all(one.scams for one in asked):
            yield Mistake(FILE, topic.id, "all questions of this topic are about scams; add a genuine one (scams = [])")


def _twice(pages: Sequence[TipPage]) -> Iterator[Mistake]:
    for place, page in enumerate(pages):
        for other in pages[:place]:
            if page.title.casefold() == other.title.casefold():
                yield Mistake(page.file.name, "title", f"{other.file.name} has the same; write another one")
            if fuzz.ratio(page.text, other.text, score_cutoff=_ALIKE):
                yield Mistake(page.file.name, "text", f"{other.file.name} says nearly the same; write something new")
