"""A team whose month ends, and the page and message about it, for their tests."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.flows.quiz_figures import bounds, month_after, month_of
from bot.fronts.slack.quizzes.figures import names
from bot.localslack.people import Person
from bot.localslack.world.messages import Message
from bot.localslack.world.views import View
from tests.figures import everybody, our_questions
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import home, now, seen

STOP = "legit:figures-stop"


async def month_goes(there: Company, people: int) -> str:
    """So many people answer this month, and it ends. The month."""
    assert there.running
    month = month_of(now(there))
    await everybody(there.running.store, people, now(there), our_questions(), there.team.id)
    await there.later((bounds(month)[1] + timedelta(hours=2) - now(there)).total_seconds())
    return month


async def until_told(there: Company, month: str) -> None:
    """Move the clock to eleven o'clock on the first working day of the next month."""
    at = bounds(month_after(month))[0].replace(hour=11)
    while at.weekday() > 4:
        at += timedelta(days=1)
    if at > now(there):
        await there.later((at - now(there)).total_seconds())
    await a_minute(there)


async def a_minute(there: Company) -> None:
    """What is looked after once a minute is looked after."""
    assert there.running
    await there.running.front.postman.now_and_then()
    await there.quiet()


async def opened(there: Company, person: Person | None = None) -> View:
    """The page, from the app's own page."""
    person = person or there.ann
    before = person.view
    await person.presses(await home(there, person, names.FIGURES), names.FIGURES)
    await there.slack.until(lambda: person.view not in (None, before))
    assert person.view
    return person.view


async def pressed(there: Company, view: View, what: str, until: str) -> str:
    await there.ann.presses(view, names.FIGURES_PRESSED + what)
    await there.slack.until(lambda: until in seen(there.ann.view))
    return seen(there.ann.view)


async def chosen(there: Company, *channels: str) -> View:
    """The administrator chooses where it is told every month."""
    view = await opened(there)
    await pressed(there, view, names.MONTHLY, "In which channel?")
    form = there.ann.view
    assert form
    await there.ann.submits(form, {names.MONTHLY_CHANNEL: {"value": [*channels]}})
    return form


def images(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in blocks if one["type"] == "image"]


def files(there: Company) -> dict[str, Any]:
    return there.slack.core.workspaces[there.team.id].files


def calls(there: Company, method: str) -> int:
    return sum(one.method == method for one in there.slack.calls)


def told(there: Company) -> list[Message]:
    return [one for one in there.answers(there.general) if "How we did in" in read_out(one.blocks)]
