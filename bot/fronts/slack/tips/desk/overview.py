"""The desk's first page: how many get tips, and what an administrator should look at."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from bot.flows.shapes import Gap
from bot.flows.tip_shapes import Subscription
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.quizzes.figures.page import opener
from bot.fronts.slack.tips.desk.frame import (
    Channel,
    Piece,
    Said,
    bullets,
    counted,
    desk_words,
    heading,
    moment_said,
    nav,
    number_of_places,
    page,
    paragraph,
    places,
    row,
    why_said,
)
from bot.library.mistake import Mistake

MOST_LINES = 10  # of each kind of trouble
PAGES = ("calendar", "sent", "now", "own", "questions", "all")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    subscriptions: Sequence[Subscription]
    gaps: Sequence[Gap]  # of tips, of the last days, newest first
    mistakes: Sequence[Mistake]
    names: Mapping[str, str]  # of those who set something up, by account; "" where nobody knows


def overview_page(seen: Overview, zone: tzinfo, language: str = "en") -> Json:
    """The first page; times in this zone."""
    said = desk_words(language)
    wrong = [*_wrong(seen, zone, said)]
    fine = [paragraph(said["overview"]["fine"])] if any(one.active for one in seen.subscriptions) else []
    buttons = row(*(nav(one, said["overview"][one]) for one in PAGES), opener(language))
    above = [heading(said["overview"]["wrong"]), *wrong] if wrong else fine
    return page([paragraph(*_getting(seen.subscriptions, zone, said)), *above, buttons], language)


def troubled(subscriptions: Sequence[Subscription]) -> list[Subscription]:
    """Those that stopped although nobody wished it."""
    return [one for one in subscriptions if not one.active and one.why]


def _getting(subscriptions: Sequence[Subscription], zone: tzinfo, said: Said) -> Iterator[Piece]:
    active = [one for one in subscriptions if one.active]
    channels = {one.target for one in active if not one.direct}
    people = {one.target for one in active if one.direct}
    if not active:
        yield said["overview"]["nobody"]
        return
    which = "getting_one" if len(channels) + len(people) == 1 else "getting"
    yield said["overview"][which].format(places=number_of_places(len(channels), len(people), said))
    if soon := min((one.next.at for one in active if one.next), default=None):
        yield " " + said["overview"]["next"].format(moment=moment_said(soon.astimezone(zone), said))


def _wrong(seen: Overview, zone: tzinfo, said: Said) -> Iterator[Json]:
    """A block for each kind of trouble."""
    if lines := [*_stopped(seen, said)]:
        yield bullets(_first(lines, said))
        yield paragraph(said["overview"]["stopped_hint"])
    if seen.gaps:
        count = len(seen.gaps)
        yield paragraph(said["overview"]["gap_one" if count == 1 else "gaps"].format(count=count))
        yield bullets(_first([*_gaps(seen, zone, said)], said))
    if seen.mistakes:
        lines = [(_mistake(one, said),) for one in seen.mistakes]
        yield paragraph(said["overview"]["mistakes"])
        yield bullets(_first(lines, said))


def mistake_lines(mistakes: Sequence[Mistake], said: Said) -> list[Sequence[Piece]]:
    """A line for each of the first mistakes, and how many more there are."""
    return _first([(_mistake(one, said),) for one in mistakes], said)


def _stopped(seen: Overview, said: Said) -> Iterator[Sequence[Piece]]:
    """Channels one by one; people only by how many."""
    stopped = troubled(seen.subscriptions)
    for one in stopped:
        if not one.direct:
            who = seen.names.get(one.setter) or said["somebody"]
            why = said["overview"]["stopped_why"].format(why=_upper(why_said(one.why, said)), who=who)
            yield (said["overview"]["stopped"], *places([one.target], 0, said), why)
    for why, count in Counter(why_said(one.why, said) for one in stopped if one.direct).most_common():
        yield (said["overview"]["stopped_people"].format(people=counted(count, "person", said), why=why),)


def _gaps(seen: Overview, zone: tzinfo, said: Said) -> Iterator[Sequence[Piece]]:
    people = 0
    for gap in seen.gaps:
        if not isinstance(places([gap.target], 0, said)[0], Channel):
            people += 1
            continue
        when = said["overview"]["gap_when"].format(moment=moment_said(gap.since.astimezone(zone), said))
        yield (*places([gap.target], 0, said), when)
    if people:
        yield (counted(people, "person", said),)


def _mistake(one: Mistake, said: Said) -> str:
    form = "mistake_file" if one.field == "-" else "mistake"
    text: str = said["overview"][form]
    return text.format(file=one.file, field=one.field, write=one.write.rstrip("."))


def _first(lines: Sequence[Sequence[Piece]], said: Said) -> list[Sequence[Piece]]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *(((said["more_lines"].format(count=more),),) if more > 0 else ())]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
