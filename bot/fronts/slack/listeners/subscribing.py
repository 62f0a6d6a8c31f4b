"""Subscribing to tips: the page's section, the boxes, and `/legit tips`. What is to be done is written down first."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.shapes import Job, Person, Place, To
from bot.flows.subscribing import Deed
from bot.flows.tip_shapes import QUIZ, TIPS
from bot.fronts.slack import names
from bot.fronts.slack.counter import Asked, Counter, Errand
from bot.fronts.slack.payloads import Body, answer_url_of, channel_of, part, person_of, told_apart, used
from bot.fronts.slack.tips import names as tips
from bot.fronts.slack.tips.subscribing.asking import Asking
from bot.fronts.slack.tips.subscribing.box import Shape, shape_of
from bot.fronts.slack.tips.subscribing.commands import GET, LIST, command_of
from bot.fronts.slack.tips.subscribing.handed_in import answer_to_box, box_done, menu_done, pause_done
from bot.fronts.slack.tips.subscribing.listed import menu_chosen
from bot.fronts.slack.tips.subscribing.opening import box_opened, list_opened, list_or_box_opened, one_opened, redrawn
from bot.fronts.slack.tips.subscribing.typed import command_done, whose_chosen


def register(app: AsyncApp, counter: Counter) -> None:
    """Comes before "any button of an answer"."""
    _boxes(app, counter)

    @app.action(tips.TIPS_MENU)
    async def menu(ack: AsyncAck, body: dict[str, Any]) -> None:
        found = menu_chosen(_chosen(body))
        if found and found[0] in (Deed.CHANGE, Deed.PAUSE):
            counter.soon(one_opened(_asking(counter, body), body, found[0], found[1]))
        elif found:
            own = told_apart(body)
            await counter.take("tips-menu", f"tips-menu:{own['trigger_id']}", own)
        await ack()

    for kind in (tips.TIPS_HERE, tips.TIPS_MINE):
        app.action(names.PRESSED + kind)(_whose_button(counter, kind))

    @app.view(tips.TIPS_VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(**await _taken(counter, "tips-box", body))

    @app.view(tips.TIPS_PAUSE_VIEW)
    async def paused(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(**await _taken(counter, "tips-pause", body))

    _errands(counter)


def _whose_button(counter: Counter, kind: str) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await counter.take(kind, _presser(body)[2], body)
        await ack()

    return pressed


def _boxes(app: AsyncApp, counter: Counter) -> None:
    """What opens a box, or shows more of it: nothing is written."""

    @app.action(tips.TIPS_GET)
    async def get(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        here = part(body, "view").get("private_metadata")  # of the list; the page has none
        counter.soon(box_opened(_asking(counter, body), body, Shape(here=here if isinstance(here, str) else "")))

    @app.action(tips.TIPS_WHOSE)
    async def whose(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(redrawn(_asking(counter, body), body, shape_of(body)))

    @app.action(tips.TIPS_MORE)
    async def more(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(redrawn(_asking(counter, body), body, replace(shape_of(body), more=True)))


def _errands(counter: Counter) -> None:
    async def typed(job: Job, body: Body) -> None:
        await command_done(Asking(counter, *_typer(body), job.taken_at), body, _words(body), _content(body))

    async def here(job: Job, body: Body) -> None:
        await whose_chosen(Asking(counter, *_presser(body), job.taken_at), body, here=True)

    async def mine(job: Job, body: Body) -> None:
        await whose_chosen(Asking(counter, *_presser(body), job.taken_at), body, here=False)

    async def menu(job: Job, body: Body) -> None:
        await menu_done(Asking(counter, *_in_view(body), job.taken_at), body, _chosen(body))

    async def box(job: Job, body: Body) -> None:
        await box_done(Asking(counter, *_in_view(body), job.taken_at), body)

    async def pause(job: Job, body: Body) -> None:
        await pause_done(Asking(counter, *_in_view(body), job.taken_at), body)

    counter.errands["tips-typed"] = Errand(typed, _typer, _a_wish)
    counter.errands[tips.TIPS_HERE] = Errand(here, _presser, _a_press)
    counter.errands[tips.TIPS_MINE] = Errand(mine, _presser, _a_press)
    counter.errands["tips-menu"] = Errand(menu, _in_view, _a_wish)
    counter.errands["tips-box"] = Errand(box, _in_view, _a_wish)
    counter.errands["tips-pause"] = Errand(pause, _in_view, _a_wish)


async def take_tips(counter: Counter, body: Body, text: str) -> None:
    """`/legit tips`, or `/legit quiz`, with these words behind it."""
    asking, channel = Asking(counter, *_typer(body), counter.desk.now()), channel_of(body)
    name = command_of(text)[0]
    if name == GET:
        new = Shape(here=channel, content=_content(body))
        opened = box_opened(asking, body, new) if text else list_or_box_opened(asking, body, channel)
        counter.soon(opened)
    elif name == LIST:
        counter.soon(list_opened(asking, body, channel))
    else:
        own = told_apart(body)
        await counter.take("tips-typed", str(own["trigger_id"]), own)


async def _taken(counter: Counter, kind: str, body: Body) -> dict[str, Any]:
    """What Slack is told of a box; where all is right, it was written down, once for each box."""
    asking = _asking(counter, body)
    if answer := await answer_to_box(asking, body):
        return answer
    await counter.take(kind, asking.slot, body)
    return {}


def _asking(counter: Counter, body: Body) -> Asking:
    return Asking(counter, *_in_view(body), counter.desk.now())


def _a_wish(body: Body) -> Asked:
    return Asked.A_WISH


def _a_press(body: Body) -> Asked:
    return Asked.A_PRESS


def _typer(body: Body) -> tuple[Person, To, str]:
    person = person_of(body)
    to = To(Place(person.workspace, channel_of(body)), person.id, answer_url_of(body))
    return person, to, str(body.get("trigger_id") or "")


def _presser(body: Body) -> tuple[Person, To, str]:
    """A button of our question in a channel: pressed twice, it counts once."""
    person, to, _ = _typer(body)
    container = part(body, "container")
    slot = f"{to.place.channel}:{container.get('message_ts')}:{used(body).get('action_id')}:{person.id}"
    return person, to, f"tips:{person.workspace}:{slot}"


def _in_view(body: Body) -> tuple[Person, To, str]:
    """What is done in a view is told to the person directly. A box counts once, a page for every press."""
    person, view = person_of(body), part(body, "view")
    pressed = body.get("type") == "block_actions"
    which = body.get("trigger_id") if pressed else view.get("id") or body.get("trigger_id")
    return person, To(Place(person.workspace, ""), person.id), f"tips:{person.workspace}:{which}"


def _content(body: Body) -> str:
    return QUIZ if str(body.get("text") or "").strip().lower().startswith(QUIZ) else TIPS


def _words(body: Body) -> str:
    return str(body.get("text") or "").strip().partition(" ")[2].strip()


def _chosen(body: Body) -> str:
    return str(part(used(body), "selected_option").get("value") or "")
