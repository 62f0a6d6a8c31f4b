"""Somebody answers the question of a channel: written down at once, counted once, and told to nobody else.

The first press counts. Whoever belongs to another company is answered, and nothing about them is kept.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.flows import say_week
from bot.flows.ports import Now
from bot.flows.quiz_keeping import Quizzes
from bot.flows.quiz_shapes import WEEK, NewSaid
from bot.flows.shapes import Person
from bot.flows.week_keeping import WeekQuestions
from bot.flows.week_shapes import WEEK_QUIZ, WeekQuestion
from bot.library.library import Library
from bot.library.quizzes import Question, Questions
from bot.reply.reply import Reply


class Became(StrEnum):
    """What became of a press."""

    NOTED = "noted"
    BEFORE = "before"  # their first answer counts
    OVER = "over"  # it is closed
    CHANGED = "changed"  # the question is another one by now, or none
    UNKNOWN = "unknown"  # no such question is known here any more
    VISITOR = "visitor"  # of another company: thanked, not counted


@dataclass(frozen=True, slots=True)
class WeekDesk:
    """What answering needs."""

    asked: WeekQuestions
    quizzes: Quizzes
    questions: Callable[[str], Awaitable[Questions]]  # that hold in a workspace
    library: Library
    now: Now


async def answered(person: Person, key: str, option: str, desk: WeekDesk) -> Became:
    """Write the answer down, where it counts."""
    week = await desk.asked.get(person.workspace, key)
    if week is None:
        return Became.UNKNOWN
    if week.is_over(desk.now()):
        return Became.OVER
    one = await _as_asked(week, desk)
    if one is None or one.option(option) is None:
        return Became.CHANGED
    new = NewSaid(WEEK_QUIZ + week.id, 0, WEEK, one, option, None)
    _, fresh = await desk.quizzes.answer(person, new, desk.now())
    return Became.NOTED if fresh else Became.BEFORE


async def answer_said(person: Person, key: str, became: Became, desk: WeekDesk, language: str = "en") -> Reply:
    """What this person alone is told. Nothing gives the answer away as long as the question is open.

    `language`: where the question is not known any more; otherwise it is the question's own.
    """
    week = await desk.asked.get(person.workspace, key)
    if week is None:
        return say_week.aside(desk.library, language, Became.UNKNOWN)
    one = await _as_asked(week, desk)
    if became in (Became.NOTED, Became.BEFORE):
        said = await desk.quizzes.said(person, WEEK_QUIZ + week.id)
        chosen = said[0].option if said else ""
        return say_week.noted(desk.library, week.language, became, one, chosen)
    if became is Became.OVER and one is not None:
        return say_week.too_late(desk.library, week.language, one)
    return say_week.aside(desk.library, week.language, Became.CHANGED if one is None else became)


async def visitor_said(workspace: str, key: str, desk: WeekDesk) -> Reply:
    """What somebody of another company is told: nothing of theirs is read or written."""
    week = await desk.asked.get(workspace, key)
    if week is None:
        return say_week.aside(desk.library, "en", Became.UNKNOWN)
    one = await _as_asked(week, desk)
    if one is not None and week.is_over(desk.now()):
        return say_week.too_late(desk.library, week.language, one)
    return say_week.aside(desk.library, week.language, Became.CHANGED if one is None else Became.VISITOR)


async def _as_asked(week: WeekQuestion, desk: WeekDesk) -> Question | None:
    """The question as it was asked; None where it was edited or taken out since."""
    found = (await desk.questions(week.workspace)).get(week.item, week.language)
    return found if found and found.version == week.version else None
