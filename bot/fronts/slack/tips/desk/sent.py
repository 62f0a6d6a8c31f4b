"""What was sent, and how many people did something with it: never who."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from bot.flows.tip_shapes import WasSent
from bot.flows.week_shapes import of_quiz
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.tips.desk.frame import (
    Bold,
    Piece,
    Said,
    bullets,
    day_said,
    desk_words,
    heading,
    page,
    paragraph,
    places,
)

MOST_READ = 1_000  # places, newest first
MOST_SHOWN = 30  # tips
LEAST_COUNTED = 3  # of fewer people, a number says what each of them did
_COUNTS = {  # as the words name them, and as they are kept
    "got": "got", "more": "more", "test": "test", "right": "test-right", "fewer": "fewer", "reaction": "reaction",
}  # fmt: skip
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class SentTip:
    """A tip on one day, wherever it was sent."""

    at: datetime  # the first of that day, in the reader's zone
    tip: str
    channels: tuple[str, ...]
    people: int
    missing: int  # may not have arrived


def sent_tips(rows: Sequence[WasSent], zone: tzinfo) -> list[SentTip]:
    """By day and tip, newest first."""
    groups: dict[tuple[date, str], list[WasSent]] = defaultdict(list)
    for one in rows:
        groups[one.at.astimezone(zone).date(), one.tip].append(one)
    found = [_together(tip, ones, zone) for (_, tip), ones in groups.items()]
    return sorted(found, key=lambda one: (one.at, one.tip), reverse=True)[:MOST_SHOWN]


def sent_page(sent: Sequence[SentTip], titles: Mapping[str, str], counts: Counts, language: str = "en") -> Json:
    """The page; `titles` and `counts` by tip."""
    said = desk_words(language)
    words = said["sent"]
    if not sent:
        return page([heading(words["heading"]), paragraph(words["none"])], language, back="overview")
    crowd = _crowd(sent, counts)
    blocks = [heading(words["heading"]), paragraph(words["numbers"])]
    for day, ones in groupby(sent, key=lambda one: one.at.date()):
        rows = [_row(one, titles, counts, said, crowd) for one in ones]
        blocks.append(bullets(rows, day_said(day, said)))
    return page(blocks, language, back="overview")


def _together(tip: str, ones: Sequence[WasSent], zone: tzinfo) -> SentTip:
    return SentTip(
        at=min(one.at for one in ones).astimezone(zone), tip=tip,
        channels=tuple(dict.fromkeys(one.target for one in ones if not one.direct and one.target)),
        people=len({one.target for one in ones if one.direct}),
        missing=sum(not one.arrived for one in ones),
    )  # fmt: skip


def _crowd(sent: Sequence[SentTip], counts: Counts) -> set[str]:
    """The tips of which a number is nobody's own."""
    in_channels = {one.tip for one in sent if one.channels}
    return in_channels | {tip for tip, of in counts.items() if of.get("sent", 0) >= LEAST_COUNTED}


def _row(one: SentTip, titles: Mapping[str, str], counts: Counts, said: Said, crowd: Collection[str]) -> list[Piece]:
    words = said["sent"]
    if kind := of_quiz(one.tip):
        return _where(one, words[kind], said)  # nothing is counted of these
    title = titles.get(one.tip) or words["gone"]
    return _line(one, title, counts.get(one.tip, {}), said, few=one.tip not in crowd)


def _line(one: SentTip, title: str, counts: Mapping[str, int], said: Said, *, few: bool) -> list[Piece]:
    numbers = {name: counts.get(kept, 0) for name, kept in _COUNTS.items()}
    form = "few" if few else "response_right" if numbers["right"] else "response"
    return [*_where(one, title, said), said["sent"][form].format(**numbers)]


def _where(one: SentTip, title: str, said: Said) -> list[Piece]:
    words = said["sent"]
    line: list[Piece] = [f"{one.at:%H:%M} ", Bold(title)]
    if where := places(one.channels, one.people, said):
        line += [words["to"], *where]
    line.append(".")
    if one.missing:
        line.append(words["missing_one" if one.missing == 1 else "missing"].format(count=one.missing))
    return line
