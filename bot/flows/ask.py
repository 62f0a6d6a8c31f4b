"""The story of a question: think in a process of its own, answer once, remember the conversation."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.flows.check import Asker
from bot.flows.deliver import deliver
from bot.flows.ports import (
    Analyst,
    Conversation,
    Delivery,
    DeliveryState,
    Heard,
    Messenger,
    Now,
    Outcome,
    Person,
    Store,
    To,
    TooSlow,
    Turned,
)
from bot.flows.say import trouble
from bot.library.library import Library
from bot.reply.reply import Kind, Reply


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to answer somebody."""

    store: Store
    analyst: Analyst
    messenger: Messenger
    library: Library
    now: Now


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody said, where the answer goes, and what was said before."""

    person: Person
    heard: Heard
    to: To
    slot: str  # the platform's id of what was said: it is answered once
    asker: Asker
    conversation: Conversation | None = None
    overheard: bool = False  # said to others in a thread that we know: we show nothing unless we have an answer
    stands: Callable[[], bool] = lambda: True  # False once the person took it back or changed it
    adjust: Callable[[Turned], Turned] = lambda turned: turned  # what the platform adds or cannot do


async def answer(question: Question, desk: Desk) -> Outcome:
    """Answer the question, once. Raises NotSent, Later (see `deliver`)."""
    ledger = desk.store.deliveries
    delivery = await ledger.claim(question.person, question.to.place.channel, "answer", question.slot, desk.now())
    turned, _ = await asyncio.gather(_turn(question, desk), _thinking(question, delivery, desk))
    turned = question.adjust(turned)
    conversation = _continued(question, turned, desk)
    if turned.reply is None or not question.stands():
        if not question.overheard:
            await desk.messenger.thinking(question.to, at_it=False)
    else:
        reply = await _with_lost(turned.reply, question, desk) if delivery.fresh else turned.reply
        await deliver(reply, question.to, question.person, delivery, ledger, desk.messenger, desk.now, conversation.id)
    return Outcome(conversation, question.heard.how.value, turned.judged, turned.feedback)


async def _turn(question: Question, desk: Desk) -> Turned:
    memory = question.conversation.memory if question.conversation else b""
    try:
        return await desk.analyst.turn(question.heard, memory, question.asker)
    except TooSlow:
        return Turned(trouble(desk.library, question.asker.language, "too-slow"), memory)


async def _thinking(question: Question, delivery: Delivery, desk: Desk) -> None:
    if delivery.state in (DeliveryState.CLAIMED, DeliveryState.SENDING) and not question.overheard:
        await desk.messenger.thinking(question.to)


def _continued(question: Question, turned: Turned, desk: Desk) -> Conversation:
    known = question.conversation
    if known and known.place == question.to.place:
        return replace(known, memory=turned.memory, last_at=desk.now())
    return Conversation(secrets.token_hex(8), question.person, question.to.place, turned.memory, desk.now())


async def _with_lost(reply: Reply, question: Question, desk: Desk) -> Reply:
    """The reply, after a word about an earlier answer that may never have arrived."""
    if not await desk.store.deliveries.untold(question.person):
        return reply
    lost = trouble(desk.library, question.asker.language, "lost-answer")
    return replace(reply, blocks=(*reply.blocks, *(replace(one, kind=Kind.TEXT) for one in lost.blocks)))
