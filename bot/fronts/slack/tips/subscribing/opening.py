"""Opens and changes the boxes for tips; whoever waits for one is told where it can't be."""

from bot.flows import subscribing as story
from bot.flows.subscribing import Deed
from bot.flows.tip_shapes import Subscription
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.payloads import Body, part, workspace_of
from bot.fronts.slack.tips.subscribing.asking import Asking, choices_of
from bot.fronts.slack.tips.subscribing.box import CHANNEL, ME, Shape, pause_box, tips_box, told_box
from bot.fronts.slack.tips.subscribing.listed import list_box, listed
from bot.fronts.slack.words import words


async def box_opened(asking: Asking, body: Body, shape: Shape) -> None:
    """The box for new tips."""
    asking.counter.open_box(body, tips_box(shape, await choices_of(asking)))


async def list_opened(asking: Asking, body: Body, channel: str, note: str = "") -> None:
    """All that the person gets and has set up, and what comes to the channel where they are."""
    asking.counter.open_box(body, await listing(asking, channel, note))


async def list_or_box_opened(asking: Asking, body: Body, channel: str) -> None:
    """The list, where there is anything on it."""
    if await listed(asking.counter, asking.person, channel):
        await list_opened(asking, body, channel)
    else:
        await box_opened(asking, body, Shape(here=channel))


async def listing(asking: Asking, channel: str, note: str = "") -> Json:
    """The box with the list."""
    language = await asking.language()
    found = await listed(asking.counter, asking.person, channel, language)
    return list_box(found, await asking.now(), language, note=note, channel=channel)


async def one_opened(asking: Asking, body: Body, deed: Deed, id_: int) -> None:
    """The box that changes or pauses one; where they may not, why."""
    store, language = asking.counter.desk.store.subscriptions, await asking.language()
    found = await story.may_change(store, asking.person, id_, asking.is_admin)
    if found.what or found.one is None:
        view = told_box(mistake(found.what or "gone", language), language)
    elif deed is Deed.PAUSE:
        view = pause_box(found.one, language)
    else:
        view = tips_box(shape_for(found.one), await choices_of(asking), found.one)
    asking.counter.open_box(body, view)


async def redrawn(asking: Asking, body: Body, shape: Shape) -> None:
    """The open box with other fields; what was typed stays."""
    one = None
    if shape.id:
        one = await asking.counter.desk.store.subscriptions.get(asking.person.workspace, shape.id)
    view = tips_box(shape, await choices_of(asking), one)
    await asking.counter.change_box(workspace_of(body), str(part(body, "view").get("id") or ""), view)


def shape_for(one: Subscription) -> Shape:
    """All fields: what is changed may be any of them."""
    return Shape(one.id, ME if one.direct else CHANNEL, more=True)


def mistake(why: str, language: str) -> str:
    """The sentence for a key of [tips_mistakes] in slack.toml, as it stands below a field."""
    sentence: str = words(language)["tips_mistakes"][why]
    return sentence
