"""What people do in a quiz, in a company with a Slack: open the box, choose, press."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.flows.quiz_shapes import QUIZ, Asked, NewSaid
from bot.flows.shapes import Person as Someone
from bot.fronts.slack import names
from bot.fronts.slack.quizzes.names import ANSWER, QUIZ_OPEN, SURE
from bot.fronts.slack.quizzes.shown import Shown, shown_in
from bot.lessons.quiz_past import Answered
from bot.library.quizzes import Kind, Question, Questions
from bot.localslack.people import Person
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out

CERTAIN = "3"


async def by_command(there: Company, person: Person) -> View:
    """The box that `/legit quiz` opens."""
    await there.quiet()
    before = person.view
    await person.runs(there.app, "/legit", "quiz", channel=there.general)
    await there.slack.until(lambda: person.view and person.view is not before)
    assert person.view
    return person.view


async def page(there: Company, person: Person) -> str:
    """The app's page, opened now: its part about quizzes."""
    await there.quiet()
    await person.opens(there.app)
    await there.quiet()
    return section(person)


def section(person: Person) -> str:
    """The part about quizzes of the page as it is."""
    return read_out((person.home or {})["blocks"]).partition("**Quizzes**")[2].partition("----")[0].strip()


async def by_page(there: Company, person: Person) -> View:
    """The box that the page's button opens."""
    await page(there, person)
    await person.presses(person.home or {}, QUIZ_OPEN)
    return await there.box(person)


async def by_button(there: Company, person: Person, message: Message, which: str) -> View:
    """The box that a button below a message opens."""
    await there.quiet()
    await person.presses(message, f"{names.PRESSED}{which}")
    return await there.box(person)


def read(view: View) -> str:
    """The box as a person reads it."""
    return read_out(view.blocks)


def shown(view: View) -> Shown:
    """The question that it shows."""
    found = shown_in({"view": view.body})
    assert found
    return found


def question_in(there: Company, view: View) -> Question:
    """The same, with its key."""
    found = questions(there).get(shown(view).item)
    assert found
    return found


def values(there: Company, view: View, *, right: bool = True, sure: str = CERTAIN) -> dict[str, Any]:
    """The fields of a question, filled in rightly or wrongly."""
    one = question_in(there, view)
    option = one.right if right else next(each.id for each in one.options if each.id != one.right)
    given = {}
    for block in view.blocks:
        if block["type"] == "input":
            given[block["block_id"]] = {names.VALUE: option if block["block_id"].startswith(ANSWER) else sure}
    return given


async def answers(there: Company, person: Person, view: View, *, right: bool = True, sure: str = CERTAIN) -> str:
    """Answer the question; what the box says then."""
    await person.submits(view, values(there, view, right=right, sure=sure))
    assert (view.trouble, view.errors) == ("", {})
    return read(view)


async def goes_on(person: Person, view: View) -> str:
    """Press "Next" or "Finish"."""
    await person.submits(view)
    assert (view.trouble, view.errors) == ("", {})
    return read(view)


async def kept(there: Company, person: Person) -> tuple[Answered, ...]:
    """Every answer of theirs that stands in the store."""
    assert there.running
    return tuple((await there.running.store.quizzes.past(someone(there, person))).answered)


def someone(there: Company, person: Person) -> Someone:
    return Someone(there.team.id, person.id)


def questions(there: Company) -> Questions:
    """Those that hold there."""
    assert there.running
    return there.running.front.counter.quizzes.living.questions


class Other(Questions):
    """The same questions, some edited or taken out meanwhile."""

    def __init__(self, before: Questions, edited: set[str], gone: set[str]) -> None:
        self._found = {
            one.id: replace(one, version="edited") if one.id in edited else one
            for one in before.all()
            if one.id not in gone
        }

    def all(self, language: str = "en") -> tuple[Question, ...]:
        return tuple(self._found.values())

    def get(self, id: str, language: str = "en") -> Question | None:
        return self._found.get(id)


def edit(there: Company, *, edited: set[str] | None = None, gone: set[str] | None = None) -> None:
    """Somebody changes files while the bot runs."""
    assert there.running
    there.running.front.counter.quizzes.living.questions = Other(questions(there), edited or set(), gone or set())


async def has_answered(there: Company, person: Person, scams: list[bool], genuine: list[bool], sure: int = 2) -> None:
    """Written as if they had played before: judged so many scams and genuine mails, rightly or wrongly."""
    assert there.running
    counter, who = there.running.front.counter, someone(there, person)
    judged = [one for one in questions(there).all() if one.kind is Kind.JUDGE]
    sides = ((scams, [one for one in judged if not one.genuine]), (genuine, [one for one in judged if one.genuine]))
    given = [pair for rights, pool in sides for pair in zip(rights, pool, strict=False)]
    at = counter.desk.now() - timedelta(days=30)
    store = counter.desk.store.quizzes
    quiz = await store.begin(who, [Asked(one.id, one.version) for _, one in given], at)
    for place, (right, one) in enumerate(given):
        option = one.right if right else next(each.id for each in one.options if each.id != one.right)
        await store.answer(who, NewSaid(quiz.id, place, QUIZ, one, option, sure), at)


def fields(view: View) -> list[str]:
    """The block_ids of what is to be filled in."""
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


def is_sure_field(block_id: str) -> bool:
    return block_id.startswith(SURE)
