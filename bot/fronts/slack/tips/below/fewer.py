""" "Fewer of these": to a person alone it happens at once; in a channel whoever set the tips up is told of many."""

from collections.abc import Collection

from bot.flows import say_tips
from bot.flows.check import Asker
from bot.flows.fewer_tips import content_of, ends_of, own, read_steps, steps_of, take_steps, undo, written
from bot.flows.shapes import DeliveryState, Person, Place, To
from bot.flows.tip_shapes import QUIZ, TIPS
from bot.flows.week_shapes import INVITATION
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.tips.below.answering import Said, count
from bot.fronts.slack.tips.below.press import Press

FEWER = "fewer"
MANY = 3  # presses in a month, after which whoever set the tips up is told
_OVER = (DeliveryState.SENT, DeliveryState.LOST, DeliveryState.TOLD)


async def planned(counter: Counter, one: Press) -> str:
    """What this press means for the person's own tips, as they are now: the job does that, however often it is done."""
    if not one.is_direct or one.is_preview:
        return ""
    theirs = await own(counter.desk.store.subscriptions, one.person, _content(one))
    return written(steps_of(theirs, counter.desk.now()))


async def fewer(counter: Counter, one: Press, asker: Asker, plan: str) -> Said:
    """The person's own tips come half as often; each message takes one step, however often it is pressed."""
    desk = counter.desk
    await count(counter, one, one.tip, FEWER)
    if not one.is_direct:
        theirs = one.person.id in await _setters(counter, one)
        return Said(say_tips.tip_fewer_here(desk.library, asker.language, theirs=theirs))
    slot = "" if await _was_answered(counter, one) else _slot(one)
    steps = read_steps(plan) if slot else ()
    await take_steps(desk.store.subscriptions, one.person, steps, desk.now())
    left = [found.wanted.when for found in await own(desk.store.subscriptions, one.person, _content(one))]
    ended = sum(step.new is None for step in steps)
    reply = say_tips.tip_fewer(
        desk.library, asker.language, left, changed=bool(steps), ended=ended, content=_content(one)
    )  # fmt: skip
    return Said(reply, written(steps), slot)


async def stopped(counter: Counter, one: Press, asker: Asker) -> Said:
    """ "Stop these tips": all that this person gets."""
    desk = counter.desk
    subscriptions = desk.store.subscriptions
    before = read_steps(one.value)
    content = await content_of(subscriptions, one.person, before)
    steps = ends_of(await own(subscriptions, one.person, content), before)
    await take_steps(subscriptions, one.person, steps, desk.now())
    reply = say_tips.tip_fewer(
        desk.library, asker.language, (), changed=True, ended=len(steps), content=content
    )  # fmt: skip
    return Said(reply, written(steps))


async def undone(counter: Counter, one: Press, asker: Asker) -> Said:
    """ "Undo"."""
    desk = counter.desk
    steps = read_steps(one.value)
    await undo(desk.store.subscriptions, one.person, steps, desk.now())
    content = await content_of(desk.store.subscriptions, one.person, steps)
    left = [found.wanted.when for found in await own(desk.store.subscriptions, one.person, content)]
    return Said(say_tips.tip_back(desk.library, asker.language, left, content))


async def setters_told(counter: Counter, one: Press) -> None:
    """After so many presses in a channel, whoever set its tips up hears of it, once a month."""
    desk, workspace = counter.desk, one.person.workspace
    month = f"{desk.now():%Y-%m}"
    tip, what = f"channel:{one.channel}", f"{FEWER}-{month}"
    await count(counter, one, tip, what, f"{one.channel}:{one.person.id}")
    counts = await desk.store.tip_counts.counts(workspace)
    if counts.get(tip, {}).get(what, 0) < MANY:
        return
    for setter in sorted(await _setters(counter, one)):
        person = Person(workspace, setter)
        asker = await counter.people.asker(person)
        reply = say_tips.tip_fewer_told(desk.library, asker.language, f"<#{one.channel}>")
        await counter.say(reply, person, To(Place(workspace, ""), setter), "tips-fewer", f"{one.channel}/{month}")


async def _setters(counter: Counter, one: Press) -> Collection[str]:
    """Who set up the tips that come to this channel."""
    found = await counter.desk.store.subscriptions.of_target(one.person.workspace, one.channel)
    return {each.setter for each in found if each.active}


def _content(one: Press) -> str:
    """What it stands below: a tip, or an invitation to a quiz."""
    return QUIZ if one.tip == INVITATION else TIPS


def _slot(one: Press) -> str:
    """Of the answer to the first press at this message; it tells nothing by itself."""
    return one.hidden(FEWER, one.once)


async def _was_answered(counter: Counter, one: Press) -> bool:
    """Whether an earlier press at this message was answered, and so has taken its step."""
    desk = counter.desk
    found = await desk.store.deliveries.claim(one.person, one.channel, "answer", _slot(one), desk.now())
    return found.state in _OVER
