"""What people do to subscribe, in a company with a Slack: open the box, fill it in, type, look at their page."""

from collections.abc import Sequence
from typing import Any

from bot.flows.tip_shapes import Subscription
from bot.fronts.slack import names
from bot.fronts.slack.tips import names as tips
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.views import View
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out

PLAIN = "every Tuesday 10:00"


def typed(**fields: Any) -> dict[str, dict[str, Any]]:
    """Fields of the box by their names without "tips-"."""
    found = {f"tips-{name.replace('_', '-')}": {names.VALUE: value} for name, value in fields.items()}
    if tips.WHOSE in found:
        found[tips.WHOSE] = {tips.TIPS_WHOSE: found[tips.WHOSE][names.VALUE]}
    return found


async def page(there: Company, person: Person, until: str = "Tips") -> str:
    """The person's page, opened now, once it says this."""
    before = len(there.slack.calls)
    await person.opens(there.app)
    await there.slack.until(
        lambda: (
            any(one.method == "views.publish" for one in there.slack.calls[before:])
            and until in read_out((person.home or {})["blocks"])
        )
    )
    return section(person)


def section(person: Person) -> str:
    """The lines about tips on the page as it is now."""
    said = read_out((person.home or {})["blocks"])
    return said.partition("**Tips**")[2].partition("----")[0].strip()


async def box(there: Company, person: Person, *, channel: bool = False, more: bool = False) -> View:
    """The box for new tips, opened from the page."""
    await page(there, person)
    await person.presses(person.home or {}, tips.TIPS_GET)
    view = await there.box(person)
    if channel:
        await person.presses(view, tips.TIPS_WHOSE, "channel")
        await there.slack.until(lambda: tips.WHERE in str(view.body["blocks"]))
    if more:
        await person.presses(view, tips.TIPS_MORE)
        await there.slack.until(lambda: tips.ZONE in str(view.body["blocks"]))
    return view


async def told(there: Company, person: Person, number: int = 1) -> str:
    """What the bot said to the person directly."""
    dm = there.dm(person)
    await there.slack.until(lambda: len(there.answers(dm)) >= number)
    return _whole(read_out(there.answers(dm)[number - 1].blocks))


async def says(there: Company, person: Person, text: str, channel: Channel) -> str:
    """`/legit tips` with these words, and the answer that only they see."""
    before = len(person.ephemerals(channel))
    await person.runs(there.app, "/legit", f"tips {text}", channel=channel)
    return await private(there, person, channel, before + 1)


async def private(there: Company, person: Person, channel: Channel, number: int) -> str:
    """What only they see in a channel."""
    return _whole(await there.private_answer(person, channel, number))


def _whole(said: str) -> str:
    """A channel's name inside bold words is no end of them."""
    return said.replace("**<#", "<#").replace(">**", ">")


async def kept(there: Company, target: str) -> Sequence[Subscription]:
    """What stands in the store for a channel or person."""
    await there.quiet()
    assert there.running
    return await there.running.store.subscriptions.of_target(there.team.id, target)


def menu(person_or_view: dict[str, Any], number: int) -> list[str]:
    """The values of the menu beside the tips of this id."""
    (block,) = [one for one in person_or_view["blocks"] if one.get("block_id") == f"tips-{number}"]
    return [one["value"] for one in block["accessory"]["options"]] if "accessory" in block else []


async def chooses(person: Person, where: View | dict[str, Any], number: int, deed: str) -> None:
    """From the menu beside the tips of this id."""
    body = where.body if isinstance(where, View) else where
    (value,) = [one for one in menu(body, number) if one.startswith(deed)]
    await person.presses(where, tips.TIPS_MENU, value, block_id=f"tips-{number}")
