"""A mention in a thread asks about the message that the thread began with; answered in public, for it was asked so."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.flows.ask import Adjust, Prepared, Question, answer
from bot.flows.say import followed, trouble
from bot.flows.shapes import Heard, How, Job, Outcome, Person, Place, To, Turned
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter, Errand, workspace_for
from bot.fronts.slack.heard import handed_over, heard_in
from bot.fronts.slack.incoming import Incoming, Sort, files_of, incoming
from bot.fronts.slack.listeners.colleague import asking_colleague
from bot.fronts.slack.payloads import Body, workspace_of


def register(app: AsyncApp, counter: Counter) -> None:
    """app_mention."""

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any]) -> None:
        seen = _seen(counter, body)
        if seen is not None and seen.sort is Sort.WORDS:
            await taken(counter, body, seen)

    async def work(job: Job, body: Body) -> Outcome | None:
        seen = _seen(counter, body)
        assert seen is not None
        return await _worked(counter, job, body, seen)

    counter.errands["mentioned"] = Errand(work, lambda body: _asked_by(_seen(counter, body), body))


async def taken(counter: Counter, body: Body, seen: Incoming) -> None:
    """Take a mention in, once: it comes as an app_mention, and as a message too where we hear the channel."""
    await counter.take_message("mentioned", body, seen, f"mention:{seen.channel}:{seen.ts}")


async def _worked(counter: Counter, job: Job, body: Body, seen: Incoming) -> Outcome | None:
    person, to, slot = _asked_by(seen, body)
    if (await counter.desk.store.settings.of(person)).get(names.PRIVATE) == "yes":
        to = replace(to, private_to=person.id)
    conversation = await counter.desk.store.conversations.at(to.kept_at, counter.desk.now())
    parent: Mapping[str, Any] | None = None
    if seen.in_thread and conversation is None and not files_of(seen.message):
        parent = await _parent(counter, body, seen)
        if parent is None:
            await counter.tell("no-parent", person, to, slot)
            return None

    async def prepare() -> Prepared:
        heard = await _heard(counter, body, seen, parent)
        return Prepared(heard, await counter.people.asker(person, stranger=seen.stranger))

    async def stands() -> bool:
        return await counter.became(job) != Sort.DELETED.value

    question = Question(
        person=person, to=to, slot=slot, how=How.MENTION, prepare=prepare, conversation=conversation,
        stands=stands, adjust=_adjusting(counter, person, job),
    )  # fmt: skip
    return await answer(question, counter.desk)


def _adjusting(counter: Counter, person: Person, job: Job) -> Adjust:
    """Where the message was changed meanwhile, the answer says which version it is about."""
    asking = asking_colleague(counter, person)

    async def adjusted(turned: Turned, language: str) -> Turned:
        turned = await asking(turned, language)
        if turned.reply is None or await counter.became(job) != Sort.EDITED.value:
            return turned
        return replace(turned, reply=followed(turned.reply, trouble(counter.desk.library, language, "edited")))

    return adjusted


def _seen(counter: Counter, body: Body) -> Incoming | None:
    workspace = counter.workspaces.get(workspace_of(body))
    return incoming(body, workspace.id, workspace.bot_user, workspace.bot_id) if workspace else None


def _asked_by(seen: Incoming | None, body: Body) -> tuple[Person, To, str]:
    """The answer is public, but not where another company reads along."""
    assert seen is not None
    person = Person(workspace_of(body), seen.user)
    shared = seen.stranger or body.get("is_ext_shared_channel") is True
    return person, To(Place(person.workspace, seen.channel, seen.thread), person.id if shared else ""), seen.ts


async def _heard(counter: Counter, body: Body, seen: Incoming, parent: Mapping[str, Any] | None) -> Heard:
    """What is asked, with the message above where it is about that."""
    workspace = workspace_for(counter, body)
    heard = await heard_in(counter.files, workspace, seen.message, How.MENTION)
    if parent is None:
        return heard
    return await handed_over(counter.files, workspace, parent, How.MENTION, heard.text)


async def _parent(counter: Counter, body: Body, seen: Incoming) -> Mapping[str, Any] | None:
    """The message that the thread hangs under; None where we may not read it."""
    reading = workspace_for(counter, body).reading
    try:
        answer = await reading.conversations_replies(channel=seen.channel, ts=seen.thread, limit=1)
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError):
        return None
    return next((one for one in answer.get("messages") or () if one.get("ts") == seen.thread), None)
