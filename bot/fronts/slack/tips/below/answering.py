"""What is answered below a tip: thanks, more about it, a question, and what somebody's answer to that was worth.

All of it is counted per tip, and never who did it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.flows import say_tips
from bot.flows.check import Asker
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.quizzes.offering import with_more
from bot.fronts.slack.tips import names
from bot.fronts.slack.tips.below.press import Press
from bot.reply.reply import Reply


@dataclass(frozen=True, slots=True)
class Said:
    """What is said."""

    reply: Reply
    value: str = ""  # of its buttons
    slot: str = ""  # where it is not that of the press


Answering = Callable[[Counter, Press, Asker], Awaitable[Said]]

GOT, MORE, TEST, ANSWERED, RIGHT, WRONG = "got", "more", "test", "test-answered", "test-right", "test-wrong"
"""What is counted."""


async def count(counter: Counter, one: Press, tip: str, what: str, once: str = "") -> bool:
    """Count it for this tip, once for each person and message. False: it was counted before, or is a preview."""
    if one.is_preview:
        return False
    now = counter.desk.now()
    return await counter.desk.store.tip_counts.count(one.person.workspace, tip, what, once or one.once, now)


async def thanked(counter: Counter, one: Press, asker: Asker) -> Said:
    """ "Got it"; it is counted before it is acknowledged, so that a second press is not even taken in."""
    return _aside(counter, asker, "got")


def rehearsed(counter: Counter, asker: Asker) -> Said:
    """What would count or change something, pressed below a preview."""
    return _aside(counter, asker, "preview")


async def more(counter: Counter, one: Press, asker: Asker) -> Said:
    """ "More on this"."""
    tip = (await counter.shelf.content(one.person.workspace)).get(one.tip, asker.language)
    if tip is None:
        return _aside(counter, asker, "gone")
    await count(counter, one, tip.id, MORE)
    return Said(say_tips.tip_more(counter.desk.library, asker.language, tip, asker.region))


async def question(counter: Counter, one: Press, asker: Asker) -> Said:
    """ "Test me": everybody at this message gets the same question."""
    tips = await counter.shelf.content(one.person.workspace)
    tip = tips.get(one.tip, asker.language)
    if tip is None:
        return _aside(counter, asker, "gone")
    await count(counter, one, tip.id, TEST)
    asked = await asyncio.to_thread(lambda: tips.questions.below_tip(tip.topic, one.message, asker.language))
    if asked is None:
        return _aside(counter, asker, "no-question")
    counted = "" if one.is_preview else tip.id
    value = json.dumps([counted, asked.id, f"{one.channel}:{one.message}"])
    return Said(say_tips.tip_question(counter.desk.library, asker.language, asked), value)


async def feedback(counter: Counter, one: Press, asker: Asker) -> Said:
    """An option of a question. Only the first answer of a person to a tip's question counts."""
    tip, asked, origin = _question_of(one.value)
    tips = await counter.shelf.content(one.person.workspace)
    found = await asyncio.to_thread(lambda: tips.questions.get(asked, asker.language))
    if found is None:
        return _aside(counter, asker, "question-gone")
    option = found.option(one.which.removeprefix(names.ANSWER))
    if option is None:
        return _aside(counter, asker, "option-gone")
    once = f"{origin}:{one.person.id}"
    if tip and await count(counter, one, tip, ANSWERED, once):
        await count(counter, one, tip, RIGHT if option.id == found.right else WRONG, once)
    return Said(with_more(say_tips.tip_feedback(option), asker.language))


def _aside(counter: Counter, asker: Asker, what: str) -> Said:
    return Said(say_tips.tip_aside(counter.desk.library, asker.language, what))


def _question_of(value: str) -> tuple[str, str, str]:
    """The tip ("" below a preview), the question, and the message it was asked for; empty where it is none of ours."""
    try:
        tip, asked, origin = json.loads(value)
    except (ValueError, TypeError):
        return "", "", ""
    return str(tip), str(asked), str(origin)
