"""What was shown, read for the questions that a choice asks: how long ago was this tip, how often that topic?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

_DAY = timedelta(days=1)
_LATEST = 8  # the pace is measured over so many messages: over a whole week of weekdays, not over one week-end
_TICK = 1e-9  # days; what was shown at one moment keeps its order


@dataclass(frozen=True, slots=True)
class Shown:
    """A tip that was sent to this channel or person, with its topic of then and the moment (with a time zone)."""

    tip: str
    topic: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """All that was shown; ages are in days, counted back from now, and never below 0."""

    tips: Mapping[str, float]  # since a tip was last shown
    topics: Mapping[str, float]  # since a topic was last shown
    times: Mapping[str, int]  # how often a topic was shown
    since: float = 0.0  # since the first was shown
    pace: float = 0.0  # days between two messages, of late
    latest: str = ""  # the tip that was shown last

    def tip(self, id: str) -> float:
        """Days since the tip was last shown; infinity where it never was."""
        return self.tips.get(id, inf)

    def topic(self, id: str) -> float:
        """Days that somebody has waited for the topic: since it was last shown, or else since the first tip."""
        return self.topics.get(id, self.since)


def past(shown: Sequence[Shown], now: datetime) -> Past:
    """What was shown, as seen from now. `shown` is in the order of sending, oldest first, whatever the clock said."""
    if not shown:
        return Past({}, {}, {})
    ages = _ages(shown, now)
    tips: dict[str, float] = {}
    topics: dict[str, float] = {}
    times: dict[str, int] = {}
    for one, age in zip(shown, ages, strict=True):
        tips[one.tip] = age
        topics[one.topic] = age
        times[one.topic] = times.get(one.topic, 0) + 1
    latest = min(_LATEST, len(shown))
    return Past(tips, topics, times, since=ages[0], pace=ages[-latest] / latest, latest=shown[-1].tip)


def _ages(shown: Sequence[Shown], now: datetime) -> list[float]:
    """Days since each was shown. A clock that was wrong for an hour may have noted a time that is still to come: such
    a tip counts as shown when the next one was, or else now, so that its topic does not rest until then.
    """
    ages = []
    least = 0.0
    for place, one in enumerate(reversed(shown)):
        age = (now - one.at) / _DAY
        if age >= 0.0:
            least = age
        else:
            age = least
        ages.append(age + place * _TICK)
    ages.reverse()
    return ages
