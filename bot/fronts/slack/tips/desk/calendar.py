"""What comes in the next weeks: each day with what is due on it, and where."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby, takewhile

from bot.flows.tip_shapes import Subscription
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.tips.desk.frame import Piece, bullets, day_said, desk_words, heading, page, paragraph, places
from bot.schedules import CountryUnknown, Slot, ZoneUnknown, slots

LOOKS_AHEAD = timedelta(weeks=4)
MOST_LINES = 60
MOST_SUBSCRIPTIONS = 1_000


@dataclass(frozen=True, slots=True)
class Coming:
    """Where tips come at one moment."""

    at: datetime
    channels: tuple[str, ...]
    people: int


def coming(subscriptions: Iterable[Subscription], now: datetime) -> list[Coming]:
    """The next four weeks, ascending. Equal rules are reckoned once; a person gets one tip a day, whatever they wished.

    What is paused or skipped shows in `next`, from which each begins.
    """
    channels: dict[datetime, dict[str, None]] = defaultdict(dict)
    people: dict[datetime, dict[str, None]] = defaultdict(dict)
    known: dict[object, Sequence[Slot]] = {}
    had: set[tuple[str, str]] = set()
    for one in sorted((one for one in subscriptions if one.active and one.next), key=_due):
        key = (one.wanted.when, one.wanted.calendar, one.next)
        if key not in known:
            known[key] = _slots(one, now + LOOKS_AHEAD)
        for slot in known[key]:
            if one.direct and (one.target, slot.id[:10]) in had:
                continue
            had.add((one.target, slot.id[:10]))
            (people if one.direct else channels)[slot.at][one.target] = None
    moments = sorted({*channels, *people})
    return [Coming(at, tuple(channels.get(at, ())), len(people.get(at, ()))) for at in moments]


def calendar_page(
    ahead: Sequence[Coming], zone: tzinfo, zone_name: str, language: str = "en", *, part: bool = False
) -> Json:  # fmt: skip
    """The page; the days and times are those of this zone. `part`: there are more subscriptions than were reckoned."""
    said = desk_words(language)
    words = said["calendar"]
    if not ahead:
        return page([heading(words["heading"]), paragraph(words["none"])], language, back="overview")
    shown = ahead[:MOST_LINES]
    blocks = [heading(words["heading"]), paragraph(words["clock"].format(zone=zone_name or words["utc"]))]
    for day, ones in groupby(shown, key=lambda one: one.at.astimezone(zone).date()):
        rows: list[Sequence[Piece]] = [
            (f"{one.at.astimezone(zone):%H:%M}: ", *places(one.channels, one.people, said)) for one in ones
        ]
        blocks.append(bullets(rows, day_said(day, said)))
    if (more := len(ahead) - len(shown)) > 0:
        blocks.append(paragraph(said["more_lines"].format(count=more)))
    if part:
        blocks.append(paragraph(words["part"].format(count=f"{MOST_SUBSCRIPTIONS:,}")))
    return page(blocks, language, back="overview")


def _due(one: Subscription) -> tuple[datetime, int]:
    assert one.next is not None
    return one.next.at, one.id


def _slots(one: Subscription, until: datetime) -> Sequence[Slot]:
    """From its next time on; none where its zone or country is not known any more."""
    first = one.next
    if first is None or first.at >= until:
        return ()
    later = slots(one.wanted.when, one.wanted.calendar, first.at, sent=first.id)
    try:
        return (first, *takewhile(lambda slot: slot.at < until, later))
    except (ZoneUnknown, CountryUnknown):
        return (first,)
