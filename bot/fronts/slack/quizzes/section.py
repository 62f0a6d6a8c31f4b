"""Quizzes on the app's page: what they are, the way in, and how the person is doing once enough is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.flows.quiz import GOES_ON
from bot.flows.quiz_shapes import Quiz
from bot.flows.say_grades import grades
from bot.flows.shapes import Person
from bot.fronts.slack.blocks import Json, all_of, button
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.quizzes.names import QUIZ_DOING, QUIZ_OPEN
from bot.fronts.slack.rich_text import paragraphs, rich_text
from bot.fronts.slack.words import words
from bot.lessons.grades import Grade, grade
from bot.lessons.quiz_past import Answered
from bot.library.library import Library
from bot.reply.reply import Block, Button, Kind, Span


async def quiz_section(counter: Counter, person: Person, language: str) -> list[Json]:
    """The part of the page."""
    store, now = counter.desk.store.quizzes, counter.desk.now()
    quiz = await store.open(person)
    past = await store.past(person)
    return quiz_blocks(counter.desk.library, language, past.answered, goes_on=_goes_on(quiz, now))


def quiz_blocks(library: Library, language: str, answered: Sequence[Answered], *, goes_on: bool) -> list[Json]:
    """At most ten blocks. Of how they are doing, nothing before the first answer."""
    said = words(language)["quiz"]
    top = [Block(Kind.HEADING, (Span(said["heading"]),)), Block(Kind.TEXT, (Span(said["what"]),))]
    buttons = [button(Button("", said["go_on" if goes_on else "start"]), action=QUIZ_OPEN)]
    if answered:
        buttons.append(button(Button("", said["doing"]), action=QUIZ_DOING))
    found = _in_short(library, language, answered) if answered else []
    return [{"type": "divider"}, *map(rich_text, paragraphs(top)), *found, {"type": "actions", "elements": buttons}]


def _goes_on(quiz: Quiz | None, now: datetime) -> bool:
    """Whether the next press goes on with an open one."""
    return quiz is not None and timedelta() <= now - quiz.started_at < GOES_ON


def _in_short(library: Library, language: str, answered: Sequence[Answered]) -> list[Json]:
    """The grade without how often they were right at each level of sureness: the box has these."""
    found = grade(answered)
    if isinstance(found, Grade):
        found = replace(found, sureness=replace(found.sureness, levels={}))
    return all_of(grades(library, language, found), language)
