""" "Did you send this?": the mail is in a colleague's name, so ask them. The asker agrees first and is not named.

A colleague is asked once for each campaign, however many people got the mail; a "yes" is passed on as their word.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.flows import say
from bot.flows.ask import Adjust, Prepared, Question
from bot.flows.ports import NotSent
from bot.flows.shapes import Person, Place, To, Turned
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.incoming import SLACKBOT
from bot.fronts.slack.payloads import Body, channel_of, person_of
from bot.mail.email import Mailbox
from bot.reply.reply import Reply

OFFER = "ask-colleague"
_AGREED = "colleague-ask"
_DECLINED = "colleague-leave"
ABOUT_COLLEAGUE = (OFFER, _AGREED, _DECLINED)
ANSWERED = ("colleague-yes", "colleague-no")


def asking_colleague(counter: Counter, person: Person) -> Adjust:
    """Takes the offer to ask a colleague away where we could not ask: nobody of that name, or the asker's own."""

    async def adjusted(turned: Turned, _: str) -> Turned:
        if turned.reply is None or not any(one.id == OFFER for one in turned.reply.buttons):
            return turned
        user = _account(counter, person, turned.colleague)
        if user and user != person.id and person.id != SLACKBOT:
            return turned
        buttons = tuple(one for one in turned.reply.buttons if one.id != OFFER)
        return replace(turned, reply=replace(turned.reply, buttons=buttons))

    return adjusted


async def about_colleague(counter: Counter, question: Question) -> None:
    """The asker pressed "Ask NAME", or said yes or no to what the colleague would see."""
    memory = question.conversation.memory if question.conversation else b""
    prepared = await question.prepare()
    turned = await counter.desk.analyst.turn(prepared.heard, memory, prepared.asker, question.person)
    reply = await _reply(counter, question, prepared, turned)
    if reply is None:
        await counter.tell("colleague-unreachable", question.person, question.to, question.slot)
        return
    conversation = question.conversation.id if question.conversation else ""
    await counter.say(reply, question.person, question.to, "answer", question.slot, conversation)


async def _reply(counter: Counter, question: Question, prepared: Prepared, turned: Turned) -> Reply | None:
    library, language = counter.desk.library, prepared.asker.language
    box, user = turned.colleague, _account(counter, question.person, turned.colleague)
    if box is None or not user:
        return None
    if prepared.heard.pressed == OFFER:
        return say.colleague_consent(library, language, box)
    if prepared.heard.pressed == _DECLINED:
        return say.colleague_declined(library, language, box)
    return await _asked(counter, question, turned, box, Person(question.person.workspace, user), language)


async def _asked(
    counter: Counter, question: Question, turned: Turned, box: Mailbox, colleague: Person, language: str
) -> Reply | None:
    """Ask, unless the colleague was asked about this campaign before. None where they cannot be, or too often were."""
    library = counter.desk.library
    questions, place = counter.desk.store.questions, question.to.place
    if not turned.campaign or await questions.crowded(colleague, turned.campaign, counter.desk.now()):
        return None  # without a campaign, an answer about one mail would count for all
    first = await questions.wait(colleague, turned.campaign, question.person, place, counter.desk.now())
    if said := await questions.answer(colleague, turned.campaign):
        return say.colleague_answer(library, language, box, sent_it=said == "yes")
    if first and not await _question_stands(counter, colleague, turned):
        return None
    return say.colleague_asked(library, language, box, waiting=not first)


async def _question_stands(counter: Counter, colleague: Person, turned: Turned) -> bool:
    """Put the question into the colleague's direct messages; False where that cannot be."""
    desk, workspace = counter.desk, counter.workspaces.get(colleague.workspace)
    assert workspace is not None
    question = await desk.store.questions.id(colleague, turned.campaign)
    language = (await counter.people.asker(colleague)).language
    try:
        to = To(Place(colleague.workspace, await counter.messenger.direct_channel(workspace, colleague.id)))
    except NotSent:
        return False
    reply = say.colleague_question(desk.library, language, turned.subject)
    await counter.say(reply, colleague, to, "question", question, question)
    return True


async def answered_by_colleague(counter: Counter, body: Body, which: str) -> None:
    """Tell those who wait, each in the place where they asked; and thank the colleague."""
    desk, colleague = counter.desk, person_of(body)
    actions: list[Mapping[str, Any]] = body.get("actions") or [{}]
    question, sent_it = str(actions[0].get("value") or ""), which == "colleague-yes"
    box = Mailbox((await counter.people.profile(colleague)).name, "")
    waiting = await desk.store.questions.answered(question, colleague, "yes" if sent_it else "no", desk.now())
    for one in waiting:
        language = (await counter.people.asker(one.person)).language
        public = not one.place.channel.startswith("D")
        reply = say.colleague_answer(desk.library, language, box, sent_it=sent_it)
        to = To(one.place, one.person.id if public else "")
        await counter.say(reply, one.person, to, "colleague", f"{question}:{one.person.id}")
        await desk.store.questions.told(question, one.person)
    language = (await counter.people.asker(colleague)).language
    place = Place(colleague.workspace, channel_of(body), str((body.get("message") or {}).get("ts") or ""))
    thanks = say.colleague_thanks(desk.library, language, sent_it=sent_it)
    await counter.say(thanks, colleague, To(place), "thanks", question)


def _account(counter: Counter, person: Person, box: Mailbox | None) -> str:
    return counter.people.directory(person.workspace).user(box) if box else ""
