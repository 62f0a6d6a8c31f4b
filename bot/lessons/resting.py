"""What is learnt fades, and each reminder makes it fade more slowly: a topic rests longer each time it was shown.

Gaps that expand retain best (Luo); the effect holds four months and is gone by six (Reinheimer 2020). So no topic
comes back within its gap, and none stays away for more than four months, as long as the schedule has room for both.
"""

from collections.abc import Callable, Collection, Mapping

from bot.lessons.past import Past

# All in days.
WEEK = 7.0
FOUR_WEEKS = 28.0
FOUR_MONTHS = 120.0  # the shortest: February to May
# After the first time, the second, the third, and from then on. The last ends a fortnight before four months are over:
# room for a week without a tip, for one that its season brings, and for a topic that the team needs more.
GAPS = (WEEK, 21.0, 60.0, 105.0)
LEEWAY = 0.5  # a weekly tip may go out minutes earlier than the last one did, or an hour, when clocks change
_MOST_SHORTENED = 0.75  # the weakest topic rests a quarter of its gap: a month in the end

Weak = Mapping[str, float]
Chance = Callable[[str], bytes]


def next_topic(topics: Collection[str], past: Past, weak: Weak, chance: Chance) -> str:
    """Which of the topics (at least one) comes next; `chance` decides between equals.

    What would otherwise wait for more than four months; else what is due and most overdue for its gap; where nothing
    is due, since tips come often, what has rested longest for its gap, and not within a week if there is another.
    """
    if pressed(topics, past):
        return _longest_waiting(topics, past, weak, chance)
    due = [topic for topic in topics if _due(topic, past, weak)]
    if pressed(topics, past, GAPS[-1]):
        weak_and_due = [topic for topic in due if _shortened(topic, weak) < 1.0]
        if not weak_and_due:
            return _longest_waiting(topics, past, weak, chance)
        due = weak_and_due
    return most_overdue(due or _rested(topics, past), past, weak, chance)


def most_overdue(topics: Collection[str], past: Past, weak: Weak, chance: Chance) -> str:
    """The topic that has rested longest in proportion to its gap. One that was never shown has become due just now."""

    def order(topic: str) -> tuple[float, bytes, str]:
        rest = (past.topics[topic] + LEEWAY) / _gap(topic, past) if topic in past.topics else 1.0
        return -rest / _shortened(topic, weak), chance(topic), topic

    return min(topics, key=order)


def rested_a_week(topic: str, past: Past) -> bool:
    """Was the topic not shown for about a week? No reason makes one come back sooner, unless there is no other."""
    return topic not in past.topics or past.topics[topic] + LEEWAY >= WEEK


def pressed(topics: Collection[str], past: Past, within: float = FOUR_MONTHS) -> bool:
    """Would some topic wait for more than so many days, if one came out of turn now and then all in their turn?"""
    waits = sorted((past.topic(topic) for topic in topics), reverse=True)
    return any(wait + turn * past.pace > within + LEEWAY for turn, wait in enumerate(waits, start=1))


def _longest_waiting(topics: Collection[str], past: Past, weak: Weak, chance: Chance) -> str:
    """The topic whose turn it is. Where four months are out of reach (one tip a month), weak ones get more turns."""
    in_reach = len(topics) * past.pace <= FOUR_MONTHS + LEEWAY

    def order(topic: str) -> tuple[float, bool, float, bytes, str]:
        shortened = _shortened(topic, weak)
        wait = past.topic(topic) / (1.0 if in_reach else shortened)
        return -wait, topic in past.topics, shortened, chance(topic), topic

    return min(_rested(topics, past), key=order)


def _rested(topics: Collection[str], past: Past) -> Collection[str]:
    return [topic for topic in topics if rested_a_week(topic, past)] or topics


def _due(topic: str, past: Past, weak: Weak) -> bool:
    if topic not in past.topics:
        return True
    return past.topics[topic] + LEEWAY >= max(WEEK, _gap(topic, past) * _shortened(topic, weak))


def _gap(topic: str, past: Past) -> float:
    return GAPS[min(past.times[topic], len(GAPS)) - 1]


def _shortened(topic: str, weak: Weak) -> float:
    """What part of its gap a topic rests: 1, and less where the team is weak."""
    return 1.0 - _MOST_SHORTENED * min(1.0, max(0.0, weak.get(topic, 0.0)))
