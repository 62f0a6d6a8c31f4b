"""Made-up quiz items, made-up people, and a year of quizzes that is played through in no time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from bot.lessons.memory import reviewed
from bot.lessons.quiz_choice import QuizWish, choose_questions
from bot.lessons.quiz_past import Answered

START = datetime(2027, 1, 5, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Item:
    id: str
    idea: str = "idea"
    topic: str = "topic"
    kind: str = "judge"
    genuine: bool = False
    difficulty: int = 1
    anchor: bool = False


def _pool() -> list[Item]:
    """As many as there are: 49 ideas of 15 topics with three items each, and 24 anchors; half of each side genuine."""
    made = []
    for idea in range(49):
        kinds = ("judge", "judge", ("judge", "do", "part", "do", "which")[idea % 5])
        for number, kind in enumerate(kinds):
            genuine = number == 1 or (number == 2 and kind in ("judge", "do") and idea % 2 == 0)
            name = f"item-{idea}-{number}"
            made.append(Item(name, f"idea-{idea}", f"topic-{idea % 15}", kind, genuine, 1 + (idea + number) % 3))
    for number in range(24):
        idea = number * 2 + (number >= 12)
        its = Item(f"anchor-{number}", f"idea-{idea}", f"topic-{idea % 15}", "judge", number % 2 == 0, 1 + number % 3)
        made.append(Item(its.id, its.idea, its.topic, its.kind, its.genuine, its.difficulty, anchor=True))
    return made


POOL = _pool()
Person = Callable[[Item, float, float], tuple[bool, int]]  # the item, its day, a chance of 0 to 1 -> right, sure


def answered(
    item: Item, right: bool = True, days_ago: float = 0, sure: int | None = 2, first: bool = True, at: datetime = START
) -> Answered:
    return Answered(
        item.id, item.idea, item.topic, item.kind, not item.genuine, right, sure, at - days_ago * DAY, first,
        item.anchor, item.difficulty,
    )  # fmt: skip


def judged(scam: bool, rights: Sequence[bool], first: bool = True, difficulty: int = 1) -> list[Answered]:
    """Answers to "legit or scam?" on as many items, each of an idea of its own that is in no pool."""
    side = "scam" if scam else "genuine"
    return [
        answered(Item(f"{side}-{n}-{id(rights)}", f"{side}-idea-{n}", genuine=not scam, difficulty=difficulty), right,
                 first=first)
        for n, right in enumerate(rights)
    ]  # fmt: skip


def knows(rate: float) -> Person:
    """Somebody who is right so often, and fairly sure."""
    return lambda item, day, chance: (chance < rate, 2)


def flags_everything(item: Item, day: float, chance: float) -> tuple[bool, int]:
    return (not item.genuine, 3) if item.kind in ("judge", "do") else (True, 2)


def trusts_everything(item: Item, day: float, chance: float) -> tuple[bool, int]:
    return (item.genuine, 3) if item.kind in ("judge", "do") else (True, 2)


def learns(item: Item, day: float, chance: float) -> tuple[bool, int]:
    return chance < 0.55 + 0.4 * min(1.0, day / 300), 2


@dataclass(slots=True)
class Year:
    """What a person answered, what was due then, and what came in one quiz."""

    past: list[Answered] = field(default_factory=list)
    quizzes: list[list[Item]] = field(default_factory=list)
    due: dict[str, datetime] = field(default_factory=dict)


def played(
    person: Person,
    weeks: int,
    count: int,
    wish: QuizWish | None = None,
    pool: Sequence[Item] = POOL,
    year: Year | None = None,
) -> Year:
    """One quiz of so many questions a week; the same each time it is called."""
    year = year or Year()
    cards: dict[str, str] = {}
    wish = wish or QuizWish(seed="T1/U1")
    chance = Random(f"person {wish.seed}").random
    for week in range(weeks):
        now = START + week * WEEK
        asked = choose_questions(pool, year.past, year.due, now, count, wish)
        year.quizzes.append(list(asked))
        for place, item in enumerate(asked):
            right, sure = person(item, 7.0 * week, chance())
            at = now + place * timedelta(seconds=40)
            remembered = reviewed(cards.get(item.idea, ""), right, sure, at)
            cards[item.idea], year.due[item.idea] = remembered.card, remembered.due
            first = all(one.item != item.id for one in year.past)
            year.past.append(answered(item, right, sure=sure, first=first, at=at))
    return year
