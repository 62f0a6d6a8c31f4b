"""A team that answers questions, for tests of what is said about it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from bot.flows.quiz_shapes import QUIZ, Asked, NewSaid
from bot.flows.shapes import Person
from bot.library.content import content_root
from bot.library.quizzes import Kind, Question
from bot.library.tips import Tips
from bot.store import OpenStore

NOVEMBER, DECEMBER = datetime(2026, 11, 10, 9, 0, tzinfo=UTC), datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
JANUARY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
TEAM = "T1"


@cache
def our_questions(count: int = 4) -> Sequence[Question]:
    """Mails to judge, as many scams as genuine ones; none of them is an anchor."""
    judged = [one for one in Tips.load(content_root()).questions.all("en") if one.kind is Kind.JUDGE and not one.anchor]
    scams, genuine = ([one for one in judged if one.genuine is real] for real in (False, True))
    found = [one for pair in zip(scams[:count], genuine[:count], strict=True) for one in pair]
    assert len(found) == 2 * count
    return found


async def answer(
    store: OpenStore, person: str, at: datetime, questions: Sequence[Question], *, wrong: int = 0, team: str = TEAM
) -> None:
    """They answer all of these, the first `wrong` of them wrong."""
    who = Person(team, person)
    quiz = await store.quizzes.begin(who, [Asked(one.id, one.version) for one in questions], at)
    for place, one in enumerate(questions):
        option = next(each.id for each in one.options if (each.id == one.right) != (place < wrong))
        await store.quizzes.answer(who, NewSaid(quiz.id, place, QUIZ, one, option, 2), at)


async def everybody(
    store: OpenStore, people: int, at: datetime, questions: Sequence[Question], team: str = TEAM
) -> None:
    """So many people answer all of these; the first of them gets everything wrong."""
    for number in range(people):
        await answer(store, f"U{number}", at, questions, wrong=0 if number else len(questions), team=team)
