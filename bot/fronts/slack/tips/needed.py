"""What a team asked about lately, it needs to hear about: tips and quizzes look at it."""

from collections.abc import Mapping
from datetime import timedelta

from bot.fronts.slack.counter import Counter

LATELY = timedelta(days=30)


async def weak_topics(counter: Counter, workspace: str) -> Mapping[str, float]:
    """Which topics people there asked about lately, the most asked about 1.0."""
    asked = await counter.desk.store.checks.asked_about(workspace, counter.desk.now() - LATELY)
    topics: dict[str, int] = {}
    for scam, people in asked.items():
        if topic := counter.shelf.living.tips.topic_of(scam):
            topics[topic] = topics.get(topic, 0) + people
    most = max(topics.values(), default=0)
    return {topic: people / most for topic, people in topics.items()}
