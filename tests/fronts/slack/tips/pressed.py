"""A tip that arrived, for tests to press its buttons."""

from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from tests.fronts.slack.company import Company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.test_arriving import subscribed, until_next

GOT, TEST, MORE, FEWER = "legit:tip-got", "legit:tip-test", "legit:tip-more", "legit:tip-fewer"
STOP, UNDO = "legit:tip-stop", "legit:tip-undo"


async def next_tip(there: Company, channel: Channel, target: str) -> Message:
    """The next tip that comes by what is subscribed."""
    await there.quiet()  # what Slack still waits for would be late when the clock has moved
    tips = len(_tips(there, channel))
    await until_next(there, target)
    await there.slack.until(lambda: len(_tips(there, channel)) > tips)
    await there.quiet()
    return _tips(there, channel)[-1]


async def channel_tip(there: Company, when: str = "every Tuesday 10:00") -> Message:
    """A tip in #general, which Ann set up."""
    there.bot.joins(there.general)
    await subscribed(there, there.general.id, when)
    return await next_tip(there, there.general, there.general.id)


async def own_tip(there: Company, when: str = "every Tuesday 10:00") -> Message:
    """A tip in Ann's direct messages."""
    await subscribed(there, there.ann.id, when, direct=True)
    return await next_tip(there, there.dm(), there.ann.id)


async def press(there: Company, person: Person, message: Message, button: str) -> None:
    """Press it, and wait for what comes of that."""
    await person.presses(message, button)
    await there.quiet()


def said_in_thread(there: Company, message: Message) -> list[str]:
    """What stands below a tip in a direct message."""
    return [read_out(one.blocks) for one in below(there, message)]


def below(there: Company, message: Message) -> list[Message]:
    """The messages in its thread, which it is no part of."""
    return [one for one in there.answers(message.channel, message.ts) if one.ts != message.ts]


def said_to(person: Person, channel: Channel) -> list[str]:
    """What only this person sees in a channel."""
    return [read_out(one.blocks) for one in person.ephemerals(channel)]


def option_buttons(message: Message) -> list[str]:
    """The buttons of a question."""
    return [
        one["action_id"]
        for block in message.blocks
        for one in block.get("elements", ())
        if one.get("action_id", "").startswith("legit:tip-answer-")
    ]


def tip_of(message: Message) -> str:
    """The tip's id, as its buttons carry it."""
    return next(
        str(one["value"]) for block in message.blocks if block["type"] == "actions" for one in block["elements"]
    )


async def counts(there: Company, message: Message) -> dict[str, int]:
    """What was counted for this message's tip, but for its sending."""
    assert there.running
    found = (await there.running.store.tip_counts.counts(there.team.id)).get(tip_of(message), {})
    return {what: number for what, number in found.items() if what != "sent"}


def _tips(there: Company, channel: Channel) -> list[Message]:
    return [one for one in there.answers(channel) if "[Got it]" in read_out(one.blocks)]
