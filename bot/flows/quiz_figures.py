"""A team's figures, month by month: each is reckoned once, when the month is over, and stays as it is.

So there are never two figures of one month that differ by the answers of somebody who left, or was forgotten since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from bot.lessons.groups import GroupFigures, Rate

SETTLED = timedelta(hours=1)  # after a month's end: an answer that was under way is written by then
MOST_MONTHS = 24  # that are shown
FIRST_HOUR, LAST_HOUR = 10, 16  # on a working day, in which the monthly message may come
LAST_DAY = 10  # of the next month: after that it is no news
ANCHORS, OVERALL = "anchors", "overall"  # what is measured over time


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month that is over, like "2026-11" (of UTC)."""

    month: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class Digest:
    """A company wants its figures told in a channel every month. It names nobody."""

    channel: str
    zone: str  # by whose clock it comes; "" for UTC
    language: str
    month: str  # the next one that is to be told
    why: str = ""  # it stopped: the platform's word


class QuizFigures(Protocol):
    """Figures of months that are over, and where they are told. Nobody's name stands in them."""

    async def reckon(self, now: datetime) -> int:
        """The last month that is over, wherever somebody answered in it and it is not reckoned yet. How many."""

    async def months(self, workspace: str, now: datetime) -> Sequence[MonthFigures]:
        """The last months since anybody answered, the oldest first; what was not reckoned yet is reckoned now."""

    async def digest(self, workspace: str) -> Digest | None:
        """What this company wished."""

    async def digests(self) -> Sequence[tuple[str, Digest]]:
        """All of them, by workspace."""

    async def save_digest(self, workspace: str, digest: Digest | None) -> None:
        """From now on it is so; None: no more messages."""

    async def told(self, workspace: str, digest: Digest, after: Digest) -> bool:
        """Write what holds after a message. False: somebody changed it meanwhile, and it stays as they want it."""


def month_of(at: datetime) -> str:
    """The month of a moment, in UTC: "2026-11"."""
    return f"{at.astimezone(UTC):%Y-%m}"


def last_over(now: datetime) -> str:
    """The last month of which every answer is written by now."""
    return month_before(month_of(now - SETTLED))


def month_before(month: str) -> str:
    """The month before this one."""
    return month_of(bounds(month)[0] - timedelta(days=1))


def month_after(month: str) -> str:
    """The month after this one."""
    return month_of(bounds(month)[1])


def bounds(month: str) -> tuple[datetime, datetime]:
    """The first moment of it, and the first one after it."""
    start = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    return start, (start + timedelta(days=31)).replace(day=1)


def months_between(first: str, last: str) -> Sequence[str]:
    """All months from one to the other, both of them too; none where the first comes later."""
    months: list[str] = []
    while first <= last:
        months.append(first)
        first = month_after(first)
    return months


def written(figures: GroupFigures) -> str:
    """The figures as they are kept: JSON."""
    return msgspec.json.encode(figures).decode()


def read(text: str) -> GroupFigures:
    """What `written` made."""
    return msgspec.json.decode(text, type=GroupFigures)


def yardstick(months: Sequence[MonthFigures]) -> str:
    """What the months are compared by: ANCHORS where each one that can be shown has them, else OVERALL.

    One line never mixes the two.
    """
    sides = [side for one in months for side in (one.figures.spotting, one.figures.trusting)]
    fits = all(side.anchors or not side.overall for side in sides) and any(side.anchors for side in sides)
    return ANCHORS if fits else OVERALL


def over_time(months: Sequence[MonthFigures]) -> Sequence[tuple[str, Rate | None, Rate | None]]:
    """Spotting and trusting of each month by the `yardstick`; months without either are left out."""
    by = yardstick(months)
    rows = [(one.month, getattr(one.figures.spotting, by), getattr(one.figures.trusting, by)) for one in months]
    return [row for row in rows if row[1] or row[2]]


def due(digest: Digest, now: datetime) -> str:
    """The month that is to be told there now; "" for none.

    At a decent hour of a working day, early in the month; what could not be sent by then is not sent any more.
    """
    local = now.astimezone(_zone(digest.zone))
    decent = local.weekday() < 5 and FIRST_HOUR <= local.hour < LAST_HOUR and local.day <= LAST_DAY
    month = last_over(now)
    return month if decent and not digest.why and digest.month <= month else ""


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
