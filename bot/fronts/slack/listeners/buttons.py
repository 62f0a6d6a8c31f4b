"""The buttons under an answer: "I clicked", "This helped", "Add the sender", and all of a long answer."""

import json
import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.ask import Prepared, Question, answer
from bot.flows.shapes import Conversation, Heard, How, Outcome, Person, Place, To
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter, Errand, is_stranger
from bot.fronts.slack.listeners.colleague import (
    ABOUT_COLLEAGUE,
    ANSWERED,
    about_colleague,
    answered_by_colleague,
    asking_colleague,
)
from bot.fronts.slack.listeners.reporting import reported
from bot.fronts.slack.payloads import (
    Body,
    answer_url_of,
    channel_of,
    part,
    person_of,
    told_apart,
    typed,
    used,
    value_of,
    workspace_of,
)
from bot.fronts.slack.views import long_answer, sender_box


def register(app: AsyncApp, counter: Counter) -> None:
    """Every button that an answer can have, and the box for a sender."""

    @app.action(names.SHOW_ALL)
    async def show_all(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_shown(counter, body))

    @app.action(names.PRESSED + names.ADD_SENDER)
    async def add_sender(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.open_box(body, sender_box(json.dumps(_way_back(body))))

    @app.view(names.SENDER_VIEW)
    async def sender(ack: AsyncAck, body: dict[str, Any]) -> None:
        own = told_apart(body)
        await counter.take("sender", _namer(own)[2], own)
        await ack()

    @app.action(re.compile(f"^{re.escape(names.PRESSED)}[a-z-]+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await counter.take("pressed", _slot(body), body)
        await ack()

    counter.errands["pressed"] = Errand(lambda job, body: _pressed(counter, body), _presser)
    counter.errands["sender"] = Errand(lambda job, body: _sender_named(counter, body), _namer)


async def _pressed(counter: Counter, body: Body) -> Outcome | None:
    which = used(body)["action_id"].removeprefix(names.PRESSED)
    if which in ANSWERED:
        await answered_by_colleague(counter, body, which)
        return None
    person, to, slot = _presser(body)
    heard, stranger = Heard(How.MESSAGE, pressed=which), is_stranger(counter, body)
    question = await _question(counter, person, to, slot, heard, value_of(body), stranger=stranger)
    if which in ABOUT_COLLEAGUE:
        await about_colleague(counter, question)
        return None
    if which == names.REPORT:
        await reported(counter, question)
        return None
    return await answer(question, counter.desk)


async def _sender_named(counter: Counter, body: Body) -> Outcome | None:
    person, to, slot = _namer(body)
    text = str(typed(body, names.SENDER, names.VALUE) or "")
    heard = Heard(How.MESSAGE, text, pressed=names.ADD_SENDER)
    conversation = str(_private(body).get("conversation") or "")
    stranger = is_stranger(counter, body)
    question = await _question(counter, person, to, slot, heard, conversation, stranger=stranger)
    return await answer(question, counter.desk)


async def _question(
    counter: Counter, person: Person, to: To, slot: str, heard: Heard, conversation: str, *, stranger: bool
) -> Question:
    async def prepare() -> Prepared:
        return Prepared(heard, await counter.people.asker(person, stranger=stranger))

    return Question(
        person=person, to=to, slot=slot, how=heard.how, prepare=prepare, read_along=False,  # in public: see _presser
        conversation=await _conversation(counter, person, conversation), adjust=asking_colleague(counter, person),
    )  # fmt: skip


async def _conversation(counter: Counter, person: Person, conversation_id: str) -> Conversation | None:
    """The conversation that a button names. Ids come back from Slack, so it must be one of this workspace."""
    found = (
        await counter.desk.store.conversations.by_id(conversation_id, counter.desk.now()) if conversation_id else None
    )
    return found if found and found.place.workspace == person.workspace else None


def _presser(body: Body) -> tuple[Person, To, str]:
    """In public, what somebody did is answered to them alone."""
    person = person_of(body)
    message: Mapping[str, Any] = part(body, "message")
    container: Mapping[str, Any] = part(body, "container")
    channel = channel_of(body)
    thread = str(message.get("thread_ts") or container.get("thread_ts") or message.get("ts") or "")
    ephemeral = container.get("is_ephemeral") is True
    place = Place(person.workspace, channel, "" if ephemeral and not container.get("thread_ts") else thread)
    private = ephemeral or not channel.startswith("D")
    return person, To(place, person.id if private else "", answer_url_of(body) if ephemeral else ""), _slot(body)


def _way_back(body: Body) -> dict[str, str]:
    """Where the answer goes, for a box to bring back."""
    _, to, slot = _presser(body)
    return {
        "conversation": value_of(body), "channel": to.place.channel, "thread": to.place.thread,
        "private": to.private_to, "url": to.answer_url, "slot": slot,
    }  # fmt: skip


def _namer(body: Body) -> tuple[Person, To, str]:
    person, back = person_of(body), _private(body)
    place = Place(person.workspace, back.get("channel", ""), back.get("thread", ""))
    view_id = part(body, "view").get("id") or body.get("trigger_id")
    return person, To(place, back.get("private", ""), back.get("url", "")), f"sender:{view_id}"


def _private(body: Body) -> dict[str, str]:
    try:
        found = json.loads(part(body, "view").get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


async def _shown(counter: Counter, body: Body) -> None:
    person = person_of(body)
    conversation = await _conversation(counter, person, value_of(body))
    asker = await counter.people.asker(person, stranger=is_stranger(counter, body))
    memory = conversation.memory if conversation else b""
    turned = await counter.desk.analyst.turn(Heard(pressed="show-all"), memory, asker, person)
    if turned.reply:
        counter.open_box(body, long_answer(turned.reply))


def _slot(body: Body) -> str:
    """One press, one answer: whoever presses a button twice hears it once."""
    message: Mapping[str, Any] = part(body, "message") or part(body, "container")
    stands = message.get("ts") or message.get("message_ts") or part(body, "container").get("view_id") or ""
    action = used(body).get("action_id")
    return f"{workspace_of(body)}:{channel_of(body)}:{stands}:{action}:{person_of(body).id}"
