"""What is done about what somebody typed behind `/legit tips`; all of it is answered to them alone."""

import json
from datetime import datetime, time

from bot.flows import subscribing as story
from bot.flows.pausing import PauseUnclear
from bot.flows.subscribing import Deed, Ended
from bot.flows.tip_shapes import QUIZ, TIPS, Subscription
from bot.fronts.slack.payloads import Body, value_of
from bot.fronts.slack.tips.names import TIPS_HERE, TIPS_MINE
from bot.fronts.slack.tips.subscribing import commands
from bot.fronts.slack.tips.subscribing.asking import Asking, choices_of, subscribed, why_not
from bot.fronts.slack.tips.subscribing.box import Shape
from bot.fronts.slack.tips.subscribing.form import usual
from bot.fronts.slack.tips.subscribing.opening import box_opened, list_opened
from bot.fronts.slack.words import words
from bot.library.replies import Untrusted
from bot.reply.reply import Button
from bot.schedules import NotUnderstood, When, read

_DEEDS = {
    commands.PAUSE: Deed.PAUSE, commands.SKIP: Deed.SKIP, commands.RESUME: Deed.RESUME, commands.STOP: Deed.STOP,
}  # fmt: skip


async def command_done(asking: Asking, body: Body, text: str, content: str = TIPS) -> None:
    """`/legit tips`, or `/legit quiz`, with these words behind it."""
    language, library = await asking.language(), asking.counter.desk.library
    name, rest = commands.command_of(text, language)
    if name in _DEEDS:
        await _done(asking, body, _DEEDS[name], rest, content)
    elif name == commands.WHEN:
        await _subscribed(asking, rest, language, content)
    elif name == commands.LIST:
        await list_opened(asking, body, asking.to.place.channel)
    elif name == commands.GET:
        await box_opened(asking, body, Shape(here=asking.to.place.channel, content=content))
    else:
        await asking.say(story.said(library, language, "help", content=content))


async def whose_chosen(asking: Asking, body: Body, *, here: bool) -> None:
    """For the channel where it was typed, or for the person."""
    found = _when(body)
    if found is None:
        return
    when, content = found
    channel = asking.to.place.channel
    if here and (why := await why_not(asking, channel, typed_there=True)):
        await asking.say_mistake(why)
        return
    choices = await choices_of(asking)
    await subscribed(asking, channel if here else "", usual(when, choices, direct=not here, content=content))


async def _subscribed(asking: Asking, text: str, language: str, content: str) -> None:
    library = asking.counter.desk.library
    try:
        when = read(text, language)
    except NotUnderstood as error:
        await asking.say(story.said(library, language, "unknown", content=content, sentence=Untrusted(str(error))))
        return
    if asking.to.place.channel.startswith("D"):
        await subscribed(asking, "", usual(when, await choices_of(asking), direct=True, content=content))
        return
    said = words(language)["tips"]
    here, mine = Button(TIPS_HERE, said["here"]), Button(TIPS_MINE, said["mine"])
    reply = story.asked_whose(library, language, here, mine, content)
    counter = asking.counter
    value = json.dumps({"when": str(when), "content": content})
    await counter.say(reply, asking.person, asking.to, "tips", asking.slot, value)


async def _done(asking: Asking, body: Body, deed: Deed, rest: str, content: str) -> None:
    """One that is meant is dealt with; of several, the person chooses."""
    until = None
    if deed is Deed.PAUSE:
        try:
            until = await _until(asking, rest)
        except PauseUnclear as error:
            await asking.say_mistake(error.why)
            return
    found = await _meant(asking, deed, content)
    if isinstance(found, Ended):
        await asking.tell(found)
    elif len(found) != 1:
        language = await asking.language()
        await list_opened(asking, body, asking.to.place.channel, words(language)["tips"]["which"] if found else "")
    else:
        store, now = asking.counter.desk.store.subscriptions, asking.counter.desk.now()
        await asking.tell(await story.act(store, asking.person, found[0].id, deed, now, asking.is_admin, until=until))


async def _until(asking: Asking, rest: str) -> datetime:
    now = await asking.now()
    end = commands.pause_typed_until(rest, now.date(), await asking.language())
    return datetime.combine(end, time(), now.tzinfo)


async def _meant(asking: Asking, deed: Deed, content: str) -> list[Subscription] | Ended:
    """Those that the person may mean: their own, and what they may change of the channel where they are.

    None where they only set up other channels: which one they mean is not guessed.
    """
    person, channel = asking.person, asking.to.place.channel
    store, now = asking.counter.desk.store.subscriptions, asking.counter.desk.now()
    mine = [one for one in await store.set_by(person) if one.wanted.content == content]
    there = await store.of_target(person.workspace, channel)
    here = [one for one in there if not one.direct and one.wanted.content == content]
    found = [one for one in mine if one.direct or one.target == channel]
    if not any(one.target == channel for one in found) and here and (not found or await asking.is_admin()):
        if not await asking.is_admin():
            return Ended("not-yours", here[0])
        found += here
    if not found:
        return [] if mine else Ended("none-quiz" if content == QUIZ else "none")
    fit = [one for one in found if _fits(one, deed, now)]
    if fit:
        return fit
    return Ended("there" if deed is Deed.RESUME else "stopped-before", found[0])


def _fits(one: Subscription, deed: Deed, now: datetime) -> bool:
    paused = one.paused_until is not None and one.paused_until > now
    return (not one.active or paused) if deed is Deed.RESUME else one.active


def _when(body: Body) -> tuple[When, str] | None:
    """The rule that the pressed button carries, and what is to come."""
    try:
        told = json.loads(value_of(body))
        return When.parse(str(told["when"])), QUIZ if told.get("content") == QUIZ else TIPS
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
