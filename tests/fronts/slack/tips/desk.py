"""The desk of tips as an administrator uses it, for its tests."""

from datetime import UTC, datetime
from typing import Any

from bot.app.running import Time
from bot.flows.shapes import Person as Someone
from bot.flows.tip_shapes import Subscription, Wanted
from bot.fronts.slack.tips import names
from bot.localslack.people import Person
from bot.localslack.world.views import View
from bot.schedules import Calendar, read
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out

OPEN = names.DESK


def now(there: Company) -> datetime:
    return datetime.fromtimestamp(there.slack.clock.now(), UTC)


def time_of(there: Company) -> Time:
    """The clock of its Slack, for a bot that a test starts itself."""
    return Time(lambda: now(there), there.slack.clock.sleep)


async def subscribed(
    there: Company,
    target: str,
    when: str = "every Tuesday 10:00",
    *,
    direct: bool = False,
    setter: Person | None = None,
) -> Subscription:
    assert there.running
    wanted = Wanted(read(when), Calendar("Europe/London"))
    who = Someone(there.team.id, (setter or there.ann).id)
    return await there.running.store.subscriptions.add(who, target, wanted, now(there), direct=direct)


async def home(there: Company, person: Person, until: str = "") -> dict[str, Any]:
    """The person's page, opened now."""
    before = len(there.slack.calls)
    await person.opens(there.app)
    await there.slack.until(
        lambda: any(one.method == "views.publish" for one in there.slack.calls[before:])
        and person.home and until in str(person.home)
    )  # fmt: skip
    assert person.home
    return person.home


async def desk(there: Company, person: Person | None = None) -> View:
    """The first page of the desk."""
    person = person or there.ann
    before = person.view
    await person.presses(await home(there, person, OPEN), OPEN)
    await there.slack.until(lambda: person.view not in (None, before))
    return await there.box(person)


async def goes(there: Company, view: View, what: str, until: str, value: str | None = None) -> str:
    """Press a button of a page, and read what stands there then; `until` it says this."""
    person = next(one for one in (there.ann, there.bob) if one.id == view.user)
    await person.presses(view, names.DESK_PRESSED + what, value)
    await there.slack.until(lambda: until in seen(person.view))
    return seen(person.view)


def seen(view: View | None) -> str:
    """The view as it reads; of a field its label, and what stands in it while it is empty."""
    return "\n\n".join(map(_block, view.blocks)) if view else ""


def _block(block: dict[str, Any]) -> str:
    if block["type"] != "input":
        return read_out([block])
    empty = block["element"].get("placeholder", {}).get("text", "")
    return "\n".join([block["label"]["text"], f"____ {empty}", block.get("hint", {}).get("text", "")])


def fields(**values: Any) -> dict[str, dict[str, Any]]:
    return {name: {"value": value} for name, value in values.items()}
