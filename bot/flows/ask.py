"""The story of a question: think in a process of its own, answer once, remember the conversation."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.flows.check import Asker
from bot.flows.deliver import deliver
from bot.flows.keeping import Store
from bot.flows.ports import Analyst, Later, Messenger, Now, TooSlow
from bot.flows.report import with_report_button
from bot.flows.say import followed, trouble
from bot.flows.shapes import Conversation, Delivery, DeliveryState, Heard, How, Outcome, Person, To, Turned
from bot.library.library import Library
from bot.reply.reply import Reply
from bot.verdict.verdict import State

Adjust = Callable[[Turned, str], Awaitable[Turned]]  # the turn and the person's language
SLOW = 0.7  # seconds after which a person wants to see that we are at it


def _nothing_more(_question: "Question", turned: Turned, _language: str) -> Turned:
    return turned


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to answer somebody."""

    store: Store
    analyst: Analyst
    messenger: Messenger
    library: Library
    now: Now
    offers: "Offer" = _nothing_more  # what a platform sets below an answer, after all else


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was said, with what was handed over, and who asks."""

    heard: Heard
    asker: Asker


async def _stands() -> bool:
    return True


async def _as_it_is(turned: Turned, _language: str) -> Turned:
    return turned


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody said, where the answer goes, and what was said before."""

    person: Person
    to: To
    slot: str  # the platform's id of what was said: it is answered once
    how: How
    prepare: Callable[[], Awaitable[Prepared]]  # fetches what was handed over, and looks up who asks
    conversation: Conversation | None = None
    overheard: bool = False  # said to others in a thread that we know: we show nothing unless we have an answer
    read_along: bool = True  # others may see what is answered there
    stands: Callable[[], Awaitable[bool]] = _stands  # False once the person took it back or changed it
    adjust: Adjust = _as_it_is  # what the platform adds or cannot do


Offer = Callable[[Question, Turned, str], Turned]  # the turn, where it goes, and the person's language


async def answer(question: Question, desk: Desk) -> Outcome:
    """Answer the question, once. Raises NotSent, Later (see `deliver`)."""
    ledger = desk.store.deliveries
    delivery = await ledger.claim(question.person, question.to.place.channel, "answer", question.slot, desk.now())
    if seconds := desk.messenger.held(question.to):
        raise Later(seconds)
    turned, asker = await _turned(question, delivery, desk)
    turned, language = await question.adjust(turned, asker.language), asker.language
    turned = with_report_button(turned, asker.organisation, desk.library, language)
    if not await question.stands():
        return Outcome()
    question = await _kept_quiet(question, turned, desk)
    turned = desk.offers(question, turned, language)
    conversation = _continued(question, turned, delivery, desk)
    if turned.reply and not _is_nobodys(question):
        reply = await _with_lost(turned.reply, question, language, desk) if delivery.fresh else turned.reply
        await deliver(reply, question.to, question.person, delivery, ledger, desk.messenger, desk.now, conversation.id)
    elif not question.overheard:
        await desk.messenger.thinking(question.to, at_it=False)
    return Outcome(question.person, conversation, question.how.value, turned.judged, turned.feedback)


async def _kept_quiet(question: Question, turned: Turned, desk: Desk) -> Question:
    """Of their company's practice mail nobody hears but whoever asked: the others are to practise, too.

    The conversation is kept apart as well, or the next one in the thread would be told of it.
    """
    practice = any(one.state == State.SIMULATION for one in turned.judged)
    if not practice or not question.read_along or question.to.private_to:
        return question
    await desk.messenger.thinking(question.to, at_it=False)  # no answer will stand there, which would take it away
    return replace(question, to=replace(question.to, private_to=question.person.id))


def _is_nobodys(question: Question) -> bool:
    """A practice mail that was sent into a channel: nobody asked who could be told alone."""
    return question.how is How.EMAIL and bool(question.to.private_to)


async def _turned(question: Question, delivery: Delivery, desk: Desk) -> tuple[Turned, Asker]:
    """The turn and who asks; meanwhile the person sees that somebody is at it.

    Where a status is a message of its own (there is no thread that could show one), only a slow answer has one.
    """
    turning = asyncio.create_task(_turn(question, desk))
    try:
        quiet = question.overheard or delivery.state not in (DeliveryState.CLAIMED, DeliveryState.SENDING)
        if question.to.private_to and not quiet:
            await asyncio.wait([turning], timeout=SLOW)
        if not (quiet or turning.done()):
            await desk.messenger.thinking(question.to)
        return await turning
    finally:
        turning.cancel()


async def _turn(question: Question, desk: Desk) -> tuple[Turned, Asker]:
    prepared = await question.prepare()
    memory = question.conversation.memory if question.conversation else b""
    asker = prepared.asker
    try:
        return await desk.analyst.turn(prepared.heard, memory, asker, question.person), asker
    except TooSlow:
        return Turned(trouble(desk.library, asker.language, "too-slow"), memory), asker


def _continued(question: Question, turned: Turned, delivery: Delivery, desk: Desk) -> Conversation:
    """The conversation as it is now. A new one is named by its delivery, so that after a crash it has the same name."""
    known = question.conversation
    if known and known.place == question.to.kept_at:
        return replace(known, memory=turned.memory, last_at=desk.now())
    return Conversation(delivery.key, question.person, question.to.kept_at, turned.memory, desk.now())


async def _with_lost(reply: Reply, question: Question, language: str, desk: Desk) -> Reply:
    """The reply, and a word about an earlier answer that may never have arrived."""
    if await desk.store.deliveries.untold(question.person):
        return followed(reply, trouble(desk.library, language, "lost-answer"))
    return reply
