"""Do the tips together cover what they should, each once? (The questions: `quizzes/coverage.py`.)"""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.tip_files import TipPage
from bot.library.topics import FILE, Topic

_ALIKE = 90  # of 100: the same sentence with a word or two changed


def coverage_mistakes(topics: Sequence[Topic], ours: Sequence[TipPage]) -> Iterator[Mistake]:
    """Topics without a tip, kinds of scam that no tip is about, and tips that stand twice.

    `ours` are the pages that ship; a company that turns some of them off need not fill the gap.
    """
    source = [page for page in ours if page.file.language == SOURCE_LANGUAGE]
    told = {page.facts.get("topic") for page in source}
    taught = {scam for page in source for scam in page.facts.get("scams", ())}
    for topic in topics:
        if topic.id not in told:
            yield Mistake(FILE, topic.id, "no tip has this topic; write one in en/tips")
        for scam in topic.scams:
            if scam not in taught:
                yield Mistake(FILE, f"{topic.id}.{scam}", "no tip is about this kind of scam; write one in en/tips")
    yield from _twice(source)


def _twice(pages: Sequence[TipPage]) -> Iterator[Mistake]:
    for place, page in enumerate(pages):
        for other in pages[:place]:
            if page.title.casefold() == other.title.casefold():
                yield Mistake(page.file.name, "title", f"{other.file.name} has the same; write another one")
            if fuzz.ratio(page.text, other.text, score_cutoff=_ALIKE):
                yield Mistake(page.file.name, "text", f"{other.file.name} says nearly the same; write something new")
