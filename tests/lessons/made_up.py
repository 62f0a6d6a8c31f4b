"""Made-up tips, a made-up calendar, and a schedule that is played through in no time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.lessons.choose import Shown, Wish, choose

START = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)  # a Tuesday
DAY = timedelta(days=1)
ALL_YEAR = Wish(seed="T1/C1")


@dataclass(frozen=True, slots=True)
class Made:
    id: str
    topic: str
    scams: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    only_in_season: bool = False
    audience: tuple[str, ...] = ()


def tips(topics: int, each: int) -> list[Made]:
    return [Made(f"{topic}-{number}", f"topic-{topic}") for topic in range(topics) for number in range(each)]


# As many as there are: 80 tips over 15 topics, five or six in each.
EIGHTY = [Made(f"tip-{number}", f"topic-{number % 15}") for number in range(80)]


def season_at(now: datetime) -> Callable[[str], bool]:
    """Four seasons of the year, as long as real ones; one of them wraps over New Year."""
    day = (now.month, now.day)
    on = {
        "black-friday": (11, 10) <= day <= (12, 2),
        "holidays": day >= (12, 1) or day <= (1, 3),
        "tax-time": (1, 15) <= day <= (4, 20),
        "back-to-school": (8, 10) <= day <= (9, 15),
    }
    return lambda season: on[season]


def never(season: str) -> bool:
    return False


def played(
    among: Sequence[Made],
    every: float,
    turns: int,
    wish: Wish = ALL_YEAR,
    seasons: Callable[[datetime], Callable[[str], bool]] = lambda now: never,
    shown: Sequence[Shown] = (),
    start: datetime = START,
) -> list[Shown]:
    """What is shown at one tip every so many days; each is noted some seconds after it was due, as in life."""
    past = list(shown)
    for turn in range(turns):
        now = start + every * turn * DAY
        tip = choose(among, past[-110:], now, wish, seasons(now))
        assert tip is not None
        past.append(Shown(tip.id, tip.topic, now + timedelta(seconds=turn * 37 % 60)))
    return past[len(shown) :]


def days_by_topic(shown: Sequence[Shown]) -> dict[str, list[float]]:
    """For each topic the days on which it was shown, counted from the first of all."""
    days: dict[str, list[float]] = {}
    for one in shown:
        days.setdefault(one.topic, []).append((one.at - shown[0].at) / DAY)
    return days


def days_by_tip(shown: Sequence[Shown]) -> dict[str, list[float]]:
    return days_by_topic([Shown(one.tip, one.tip, one.at) for one in shown])


def rests(days: Sequence[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(days)]


def longest_wait(shown: Sequence[Shown], topics: int) -> float:
    """The most days that any topic waited: before its first time, between two, or until the end."""
    by_topic = days_by_topic(shown)
    assert len(by_topic) == topics, "some topic never came"
    end = (shown[-1].at - shown[0].at) / DAY
    return max(max(rests([0.0, *days, end])) for days in by_topic.values())


def rests_at_each_stage(shown: Sequence[Shown]) -> Iterator[tuple[int, float]]:
    """For each topic that came again: how often it had been shown, and how many days it had rested."""
    for days in days_by_topic(shown).values():
        yield from enumerate(rests(days), start=1)
