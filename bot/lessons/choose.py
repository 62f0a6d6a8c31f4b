"""Which tip comes next for a channel or a person: the one whose topic is about to fade, in season, for these people.

The same tips, past, moment and wish always give the same tip; another seed in the wish may give another.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Protocol, TypeVar

from bot.lessons.past import Past, Shown, past
from bot.lessons.resting import (
    FOUR_MONTHS,
    FOUR_WEEKS,
    LEEWAY,
    WEEK,
    Chance,
    most_overdue,
    next_topic,
    pressed,
    rested_a_week,
)

__all__ = ["Shown", "TipLike", "Wish", "choose", "going_round"]


class TipLike(Protocol):
    """What a choice asks of a tip. Ids are unique; `seasons`, `audience` and `scams` may be empty."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def scams(self) -> Collection[str]: ...
    @property
    def seasons(self) -> Collection[str]: ...
    @property
    def only_in_season(self) -> bool: ...
    @property
    def audience(self) -> Collection[str]: ...


T = TypeVar("T", bound=TipLike)
Seasons = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Wish:
    """What holds for a channel or a person."""

    topics: frozenset[str] = frozenset()  # only these; empty: all
    audience: frozenset[str] = frozenset()  # "finance", ...; empty: only tips that are for everybody
    weak: Mapping[str, float] = field(default_factory=dict)  # by topic, 0 to 1: how much the team needs it
    seed: str = ""  # two channels with different seeds need not get the same


def choose(tips: Sequence[T], shown: Sequence[Shown], now: datetime, wish: Wish, in_season: Seasons) -> T | None:
    """The tip to send now, or None where no tip fits the wish.

    `shown` is in the order of sending, oldest first (not sorted by time: a clock may have been wrong): all of the last
    year, or the last 100 where those reach further back. A tip comes even where all topics rest, since somebody asked
    for so many; one of the last four weeks comes again only where there is no other, and then the least lately shown.
    """
    seasonal = _seasonal(tips, in_season)
    fitting = [tip for tip in tips if _fits(tip, wish) and (tip.id in seasonal or not tip.only_in_season)]
    before, chance = past(shown, now), _chance(wish.seed)
    fresh = [tip for tip in fitting if before.tip(tip.id) + LEEWAY >= FOUR_WEEKS]
    if not fresh:
        return min(fitting, key=lambda tip: (-before.tip(tip.id), chance(tip.id)), default=None)
    topics = {tip.topic for tip in fresh}
    timely = _timely(fresh, before, seasonal)
    if timely and not (before.latest in seasonal and pressed(topics, before)):
        topic = most_overdue({tip.topic for tip in timely}, before, wish.weak, chance)
    else:
        topic = next_topic(topics, before, wish.weak, chance)
    return min((tip for tip in fresh if tip.topic == topic), key=_turn(before, seasonal, chance))


def going_round(
    tips: Sequence[T],
    scam: str,
    shown: Sequence[Shown],
    now: datetime,
    wish: Wish,
    in_season: Seasons = lambda season: False,
) -> T | None:
    """The tip that says most about one kind of scam, however lately its topic was shown; None where there is none.

    One of the last week comes only where there is no other. Before others come: what is about fewer other scams, what
    is for these people above all, what was shown least lately. The wish's topics and audience hold here as well.
    """
    before, chance = past(shown, now), _chance(wish.seed)

    def order(tip: T) -> tuple[bool, int, bool, float, bytes]:
        age = before.tip(tip.id)
        return age < WEEK, len(tip.scams), not tip.audience, -age, chance(tip.id)

    seasonal = _seasonal(tips, in_season)
    about = (tip for tip in tips if scam in tip.scams and (tip.id in seasonal or not tip.only_in_season))
    return min((tip for tip in about if _fits(tip, wish)), key=order, default=None)


def _fits(tip: TipLike, wish: Wish) -> bool:
    if wish.topics and tip.topic not in wish.topics:
        return False
    return not tip.audience or not wish.audience.isdisjoint(tip.audience)


def _seasonal(tips: Sequence[TipLike], in_season: Seasons) -> frozenset[str]:
    """The ids of the tips whose season it is."""
    now = {season: in_season(season) for season in {season for tip in tips for season in tip.seasons}}
    return frozenset(tip.id for tip in tips if any(now[season] for season in tip.seasons))


def _timely(fresh: Sequence[T], before: Past, seasonal: Collection[str]) -> list[T]:
    """The tips that their season brings before all others: once in a season, none of which lasts four months.

    A topic comes for its season before its gap is over, yet not within a week; and where another topic would
    wait for too long, every other turn is that one's.
    """
    return [
        tip
        for tip in fresh
        if tip.id in seasonal and before.tip(tip.id) >= FOUR_MONTHS and rested_a_week(tip.topic, before)
    ]


def _turn(
    before: Past, seasonal: Collection[str], chance: Chance
) -> Callable[[TipLike], tuple[bool, int, float, bytes]]:
    """The order of the tips within a topic: none twice in four months while there are others, then by season (what
    has its season at another time is kept for it), then the least lately shown.
    """

    def order(tip: TipLike) -> tuple[bool, int, float, bytes]:
        age = before.tip(tip.id)
        season = 0 if tip.id in seasonal else 2 if tip.seasons else 1
        return age < FOUR_MONTHS, season if age >= FOUR_MONTHS else 1, -age, chance(tip.id)

    return order


def _chance(seed: str) -> Chance:
    """Decides between equals: by seed and name alone, so the same on every machine and after every start."""
    return lambda name: sha256(f"{seed}\n{name}".encode("utf-8", "surrogatepass")).digest()
