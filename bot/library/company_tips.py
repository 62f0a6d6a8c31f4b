"""Tips that a company wrote in Slack, beside ours: checked as a file would be, and never in the way of the others."""

from collections.abc import Iterator, Mapping

from bot.library.front_matter import PageBroken, page_of
from bot.library.tip_facts import Known
from bot.library.tip_files import TipPage, tip_page, typed_in_slack
from bot.library.tips import Living, Tips


def with_company(living: Living, written: Mapping[str, str]) -> Tips:
    """All tips, with those that a company wrote (text by id); one of ours with the same id gives way."""
    return living.beside(pages_of(written, living.tips.known))


def pages_of(written: Mapping[str, str], known: Known) -> Iterator[TipPage]:
    """Those that are in order."""
    for id_, text in written.items():
        try:
            found, _ = tip_page(typed_in_slack(id_), page_of(text), known)
        except PageBroken:
            continue
        if found:
            yield found
