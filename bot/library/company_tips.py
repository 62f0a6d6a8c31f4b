"""Tips that a company wrote in Slack, beside ours: checked as a file would be, and never in the way of the others."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.library.front_matter import PageBroken, page_of
from bot.library.languages import SOURCE_LANGUAGE
from bot.library.mistake import Mistake
from bot.library.tip_facts import Known
from bot.library.tip_files import TipFile, TipPage, tip_page
from bot.library.tips import Living, Tips


def with_company(living: Living, written: Mapping[str, str]) -> Tips:
    """All tips, with those that a company wrote (text by id); one of ours with the same id gives way."""
    return living.beside(pages_of(written, living.tips.known))


def pages_of(written: Mapping[str, str], known: Known) -> Iterator[TipPage]:
    """Those that are in order."""
    for id_, text in written.items():
        try:
            found, _ = tip_page(_file(id_), page_of(text), known)
        except PageBroken:
            continue
        if found:
            yield found


def mistakes_of(id_: str, text: str, known: Known) -> Iterator[Mistake]:
    """What is wrong with a tip that somebody wants to write, as to an editor."""
    try:
        _, flaws = tip_page(_file(id_), page_of(text), known)
    except PageBroken as error:
        yield Mistake(id_, "-", str(error))
        return
    for flaw in flaws:
        yield Mistake(id_, flaw.field, flaw.write)


def _file(id_: str) -> TipFile:
    return TipFile(Path(f"{id_}.md"), id_, SOURCE_LANGUAGE, own=True)
