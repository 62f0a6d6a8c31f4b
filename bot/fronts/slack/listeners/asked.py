"""Somebody writes to the bot, or an email comes into a channel: judged, and answered in the thread."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows.ask import Prepared, Question, answer
from bot.flows.ports import Conversation, DeliveryState, How, Job, Outcome, Person, Place, To
from bot.fronts.slack.counter import Body, Counter, Errand, event_key, workspace_for, workspace_of
from bot.fronts.slack.heard import heard_in
from bot.fronts.slack.incoming import SLACKBOT, Incoming, Sort, incoming
from bot.fronts.slack.listeners.colleague import asking_colleague


def register(app: AsyncApp, counter: Counter) -> None:
    """DM text, files, emails in a channel, what is said in our threads; edits and deletions of what we are reading."""

    @app.event("message")
    async def message(body: dict[str, Any]) -> None:  # Slack hears "ok" when this returns
        seen = _seen(counter, body)
        if seen is None or not await _for_us(seen, counter, body):
            return
        at = (workspace_of(body), seen.channel, seen.ts)
        if seen.sort in (Sort.EDITED, Sort.DELETED):
            if at in counter.reading:
                counter.changed[at] = seen.sort.value
            elif seen.sort is Sort.DELETED:
                return
        if await counter.take("asked", event_key(body), body):
            counter.reading.add(at)

    async def work(job: Job, body: Body) -> Outcome | None:
        seen = _seen(counter, body)
        assert seen is not None
        place = Place(job.workspace, seen.channel, seen.thread)
        async with counter.in_turn(place):
            return await _worked(counter, body, seen, place)

    counter.errands["asked"] = Errand(work, lambda body: _asked_by(_seen(counter, body), body))


async def _worked(counter: Counter, body: Body, seen: Incoming, place: Place) -> Outcome | None:
    at = (place.workspace, seen.channel, seen.ts)
    person, to, slot = _asked_by(seen, body)
    if seen.sort in (Sort.EDITED, Sort.DELETED):
        counter.changed.pop(at, None)
    if seen.sort is Sort.DELETED:
        await counter.tell("deleted", person, To(Place(place.workspace, seen.channel)), slot)
        counter.reading.discard(at)
        return None
    if seen.sort is Sort.EDITED and await _answered(counter, person, seen):
        slot = f"{seen.ts}:{seen.version}"
    workspace = workspace_for(counter, body)

    async def prepare() -> Prepared:
        heard = await heard_in(counter.files, workspace, seen.message, _how(seen))
        asker = await counter.people.asker(person, stranger=seen.stranger)
        return Prepared(replace(heard, overheard=not seen.direct and seen.sort is Sort.WORDS), asker)

    question = Question(
        person=person, to=to, slot=slot, how=_how(seen), prepare=prepare,
        conversation=await _conversation(counter, person, place, seen),
        overheard=not seen.direct and seen.sort is Sort.WORDS,
        stands=lambda: at not in counter.changed, adjust=asking_colleague(counter, person),
    )  # fmt: skip
    try:
        return await answer(question, counter.desk)
    finally:
        counter.reading.discard(at)


def _seen(counter: Counter, body: Body) -> Incoming | None:
    workspace = counter.workspaces.get(workspace_of(body))
    return incoming(body, workspace.id, workspace.bot_user, workspace.bot_id) if workspace else None


async def _for_us(seen: Incoming, counter: Counter, body: Body) -> bool:
    """Nothing else is written down: what people say to each other in a channel is none of our business."""
    if seen.sort is Sort.NOTHING or seen.sort is Sort.EMAIL:
        return seen.sort is Sort.EMAIL
    if seen.direct:
        return True
    workspace = workspace_for(counter, body)
    if seen.sort is not Sort.WORDS:
        return (workspace.id, seen.channel, seen.ts) in counter.reading
    if not seen.in_thread or f"<@{workspace.bot_user}" in str(seen.message.get("text")):
        return False  # a mention comes as an event of its own
    place = Place(workspace.id, seen.channel, seen.thread)
    return await counter.desk.store.conversations.at(place, None, counter.desk.now()) is not None


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
    found = await conversations.at(place, None, now)
    if found is None and seen.direct:
        found = await conversations.latest(person, place.channel, now)
    return found


async def _answered(counter: Counter, person: Person, seen: Incoming) -> bool:
    delivery = await counter.desk.store.deliveries.claim(person, seen.channel, "answer", seen.ts, counter.desk.now())
    return delivery.state is not DeliveryState.CLAIMED
