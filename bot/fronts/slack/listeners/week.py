"""The question that a channel was asked: who presses an option has answered before Slack hears "ok", and is told so.

All that a press needs stands in its message and in the store, so that it works after a restart. Register this before
the buttons of answers, whose listener hears all that is behind PRESSED.
"""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows import say_week
from bot.flows.ports import Later, MaybeSent, NotSent
from bot.flows.shapes import Person, To
from bot.flows.week_answer import Became, WeekDesk, answer_said, answered, visitor_said
from bot.fronts.slack import names as slack_names
from bot.fronts.slack.counter import Asked, Counter, Errand, is_stranger
from bot.fronts.slack.payloads import Body
from bot.fronts.slack.tips.below.press import Press, press
from bot.reply.reply import Reply

_KIND, _LATER = "week-answered", "week-later"
_BECAME = "became"  # in what is written down: what the press was worth
_DONE = (Became.NOTED, Became.BEFORE)


def register(app: AsyncApp, counter: Counter) -> None:
    """The options of a channel's question, and "Later" below an invitation."""
    pressed = re.escape(slack_names.PRESSED)

    @app.action(re.compile(f"^{pressed}{say_week.ANSWER}.+$"))
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        one = press(body, counter.desk.store.inbox.hidden)
        if is_stranger(counter, body):
            counter.soon(_told_visitor(counter, one))  # not written down, not even until it is said
        else:
            became = await answered(one.person, one.value, _option(one), _desk(counter))
            await counter.take(_KIND, one.key, {**body, _BECAME: became})
        await ack()

    @app.action(f"{slack_names.PRESSED}{say_week.LATER}")
    async def later(ack: AsyncAck, body: dict[str, Any]) -> None:
        await counter.take(_LATER, press(body, counter.desk.store.inbox.hidden).key, body)
        await ack()

    counter.errands[_KIND] = Errand(
        lambda job, body: _said(counter, body), lambda body: _presser(counter, body), _asked
    )
    counter.errands[_LATER] = Errand(
        lambda job, body: _put_off(counter, body), lambda body: _presser(counter, body), lambda _: Asked.A_PRESS
    )


async def _said(counter: Counter, body: Body) -> None:
    one = press(body, counter.desk.store.inbox.hidden)
    became = Became(str(body.get(_BECAME)))
    language = (await counter.people.asker(one.person)).language if became is Became.UNKNOWN else "en"
    reply = await answer_said(one.person, one.value, became, _desk(counter), language)
    await counter.say(reply, one.person, one.to, "answer", one.slot)


async def _put_off(counter: Counter, body: Body) -> None:
    one = press(body, counter.desk.store.inbox.hidden)
    asker = await counter.people.asker(one.person)
    reply = say_week.aside(counter.desk.library, asker.language, "put_off")
    await counter.say(reply, one.person, one.to, "answer", one.slot)


async def _told_visitor(counter: Counter, one: Press) -> None:
    """Said without a row anywhere: where it gets lost, they press again."""
    reply: Reply = await visitor_said(one.person.workspace, one.value, _desk(counter))
    nobody = Person(one.person.workspace, "")
    try:
        await counter.messenger.send(one.to, nobody, reply, "", "")
    except (NotSent, MaybeSent, Later):
        return


def _desk(counter: Counter) -> WeekDesk:
    desk = counter.desk
    return WeekDesk(
        desk.store.week_questions, desk.store.quizzes, counter.quizzes.content, desk.library, desk.now
    )  # fmt: skip


def _option(one: Press) -> str:
    return one.which.removeprefix(say_week.ANSWER)


def _asked(body: Body) -> Asked:
    """What counts is counted before the job begins: only a word about it may be missing."""
    return Asked.NOTHING if body.get(_BECAME) in _DONE else Asked.A_PRESS


def _presser(counter: Counter, body: Body) -> tuple[Person, To, str]:
    one = press(body, counter.desk.store.inbox.hidden)
    return one.person, one.to, one.slot
