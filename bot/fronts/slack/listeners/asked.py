"""Somebody writes to the bot, or an email comes into a channel: judged, and answered in the thread."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows.ask import Prepared, Question, answer
from bot.flows.shapes import Conversation, DeliveryState, How, Job, Outcome, Person, Place, To
from bot.fronts.slack.counter import Counter, Errand, workspace_for
from bot.fronts.slack.heard import heard_in
from bot.fronts.slack.incoming import SLACKBOT, Incoming, Sort, incoming
from bot.fronts.slack.listeners import mentioned
from bot.fronts.slack.listeners.colleague import asking_colleague
from bot.fronts.slack.payloads import Body, workspace_of

SAME_TALK = timedelta(minutes=20)  # beside its thread, what somebody says is about the mail before for so long


def register(app: AsyncApp, counter: Counter) -> None:
    """DM text, files, emails in a channel, what is said in our threads; edits and deletions of what we are reading."""

    @app.event("message")
    async def message(body: dict[str, Any]) -> None:  # Slack hears "ok" when this returns
        seen = _seen(counter, body)
        if seen is None:
            return
        if _mentions_us(seen, counter, body):
            await mentioned.taken(counter, body, seen)
            return
        if not await _for_us(seen, counter, body):
            return
        await counter.take_message("asked", body, seen)

    async def work(job: Job, body: Body) -> Outcome | None:
        seen = _seen(counter, body)
        assert seen is not None
        if seen.sort is not Sort.DELETED:
            return await _worked(counter, job, body, seen)
        await _taken_back(counter, body, seen)
        return None

    counter.errands["asked"] = Errand(work, lambda body: _asked_by(_seen(counter, body), body))


async def _worked(counter: Counter, job: Job, body: Body, seen: Incoming) -> Outcome | None:
    person, to, slot = _asked_by(seen, body)
    workspace = workspace_for(counter, body)
    overheard = not seen.direct and seen.sort is Sort.WORDS
    if seen.sort is Sort.EDITED:
        slot = await _slot_of_edit(counter, person, seen)

    async def prepare() -> Prepared:
        heard = await heard_in(counter.files, workspace, seen.message, _how(seen))
        return Prepared(replace(heard, overheard=overheard), await counter.people.asker(person, stranger=seen.stranger))

    async def stands() -> bool:
        return not await counter.became(job)

    question = Question(
        person=person, to=to, slot=slot, how=_how(seen), prepare=prepare, overheard=overheard,
        read_along=not seen.direct,
        conversation=await _conversation(counter, person, to.place, seen),
        stands=stands, adjust=asking_colleague(counter, person),
    )  # fmt: skip
    return await answer(question, counter.desk)


async def _taken_back(counter: Counter, body: Body, seen: Incoming) -> None:
    """Deleted while we read it: said so, in place of the answer."""
    person, to, slot = _asked_by(seen, body)
    beside = To(replace(to.place, thread=""), "" if seen.direct else person.id)
    await counter.tell("deleted", person, beside, slot)


async def _slot_of_edit(counter: Counter, person: Person, seen: Incoming) -> str:
    """The changed message is answered in place of the first one, or anew where that has its answer already."""
    delivery = await counter.desk.store.deliveries.claim(person, seen.channel, "answer", seen.ts, counter.desk.now())
    return seen.ts if delivery.state is DeliveryState.CLAIMED else f"{seen.ts}:{seen.version}"


def _seen(counter: Counter, body: Body) -> Incoming | None:
    workspace = counter.workspaces.get(workspace_of(body))
    return incoming(body, workspace.id, workspace.bot_user, workspace.bot_id) if workspace else None


async def _for_us(seen: Incoming, counter: Counter, body: Body) -> bool:
    """Nothing else is written down: what people say to each other in a channel is none of our business."""
    workspace = workspace_for(counter, body)
    if seen.sort in (Sort.EDITED, Sort.DELETED):
        being_read = await counter.changed(workspace.id, seen)
        return being_read if seen.sort is Sort.DELETED else seen.direct  # in a channel the first version is answered
    if seen.sort is Sort.NOTHING:
        return False
    return seen.sort is Sort.EMAIL or seen.direct or await _in_our_thread(seen, counter, body)


def _mentions_us(seen: Incoming, counter: Counter, body: Body) -> bool:
    named = f"<@{workspace_for(counter, body).bot_user}" in str(seen.message.get("text"))
    return named and seen.sort is Sort.WORDS and not seen.direct


async def _in_our_thread(seen: Incoming, counter: Counter, body: Body) -> bool:
    """Whether it hangs under a mail that we talk about."""
    if not seen.in_thread:
        return False
    place = Place(workspace_of(body), seen.channel, seen.thread)
    return await counter.desk.store.conversations.at(place, counter.desk.now()) is not None


def _asked_by(seen: Incoming | None, body: Body) -> tuple[Person, To, str]:
    assert seen is not None
    workspace = workspace_of(body)
    person = Person(workspace, SLACKBOT if seen.sort is Sort.EMAIL else seen.user)
    return person, To(Place(workspace, seen.channel, seen.thread)), seen.ts


def _how(seen: Incoming) -> How:
    return How.EMAIL if seen.sort is Sort.EMAIL else How.MESSAGE


async def _conversation(counter: Counter, person: Person, place: Place, seen: Incoming) -> Conversation | None:
    """What was said before: in this thread, or in a direct message the last thing that was talked about."""
    conversations, now = counter.desk.store.conversations, counter.desk.now()
    found = await conversations.at(place, now)
    if found is None and seen.direct:
        found = await conversations.latest(person, place.channel, now)
        if found and now - found.last_at > SAME_TALK:
            return None
    return found
