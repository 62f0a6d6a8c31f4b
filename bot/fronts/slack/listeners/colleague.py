""""Did you send this?": the mail is in a colleague's name, so ask them. The asker agrees first and is not named.

A colleague is asked once for each campaign, however many people got the mail; a "yes" is passed on as their word.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.flows import say
from bot.flows.ask import Question
from bot.flows.ports import NotSent, Outcome, Person, Place, To, Turned
from bot.fronts.slack.counter import Body, Counter, channel_of, person_of, workspace_for
from bot.fronts.slack.incoming import SLACKBOT

OFFER = "ask-colleague"
ASKED = "ask-yes"
ANSWERED = ("colleague-yes", "colleague-no")


def asking_colleague(counter: Counter, person: Person) -> Callable[[Turned], Turned]:
    """Takes the offer to ask a colleague away where we could not ask: nobody of that name, or the asker's own."""

    def adjusted(turned: Turned) -> Turned:
        if turned.reply is None or not any(one.id == OFFER for one in turned.reply.buttons):
            return turned
        user = counter.people.known_directory(person.workspace).user(turned.colleague) if turned.colleague else ""
        if user and user != person.id and person.id != SLACKBOT:
            return turned
        buttons = tuple(one for one in turned.reply.buttons if one.id != OFFER)
        return replace(turned, reply=replace(turned.reply, buttons=buttons))

    return adjusted


async def ask_colleague(counter: Counter, question: Question) -> Outcome | None:
    """The asker agreed: ask, unless the colleague was asked about this campaign before."""
    desk, person, to = counter.desk, question.person, question.to
    memory = question.conversation.memory if question.conversation else b""
    turned = await desk.analyst.turn(question.heard, memory, question.asker)
    user = counter.people.known_directory(person.workspace).user(turned.colleague) if turned.colleague else ""
    if not user or turned.colleague is None:
        await counter.tell("no-colleague", person, to, question.slot)
        return None
    colleague, name, language = Person(person.workspace, user), turned.colleague.name, question.asker.language
    said = await desk.store.questions.answer(colleague, turned.campaign)
    if said:
        reply = say.colleague_said(desk.library, language, name, said)
        await counter.say(reply, person, to, "answer", question.slot)
        return None
    first = await desk.store.questions.wait(colleague, turned.campaign, person, to.place, desk.now())
    if first and not await _asked(counter, colleague, turned):
        await counter.tell("no-colleague", person, to, question.slot)
        return None
    await counter.say(say.colleague_asked(desk.library, language, name), person, to, "answer", question.slot)
    return None


async def _asked(counter: Counter, colleague: Person, turned: Turned) -> bool:
    """Whether the question stands in the colleague's direct messages."""
    desk = counter.desk
    workspace = counter.workspaces.get(colleague.workspace)
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
    question = str(actions[0].get("value") or "")
    answer = which.removeprefix("colleague-")
    profile = await counter.people.profile(colleague)
    for waiting in await desk.store.questions.answered(question, colleague, answer, desk.now()):
        language = (await counter.people.asker(waiting.person)).language
        reply = say.colleague_said(desk.library, language, profile.name, answer)
        public = waiting.place.channel and not waiting.place.channel.startswith("D")
        to = To(waiting.place, waiting.person.id if public else "")
        await counter.say(reply, waiting.person, to, "colleague", f"{question}:{waiting.person.id}")
    language = (await counter.people.asker(colleague)).language
    ts = str((body.get("message") or {}).get("ts") or "")
    to = To(Place(workspace_for(counter, body).id, channel_of(body), ts))
    await counter.say(say.colleague_thanks(desk.library, language, answer), colleague, to, "thanks", question)
