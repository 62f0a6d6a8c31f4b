"""What an administrator does with a question of the company's own: open it, filled in, and save or delete it."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.flows import say_week
from bot.flows.own_pages import OwnPage
from bot.flows.own_questions import around_of, draft, mark_of
from bot.flows.shapes import Conversation, Person
from bot.fronts.slack.blocks import Json, message
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.names import SHOW_ALL
from bot.fronts.slack.payloads import Body, part
from bot.fronts.slack.quizzes.box import gone_box, own_box
from bot.fronts.slack.quizzes.own.form import question_errors, question_form, question_typed, told_box
from bot.fronts.slack.quizzes.own.names import BODY, SUBJECT
from bot.fronts.slack.tips.desk.form import id_for
from bot.fronts.slack.tips.desk.reader import Reader
from bot.fronts.slack.words import words
from bot.library.quizzes import Questions
from bot.library.quizzes.typed import own_question_mistakes, typed_pages
from bot.library.quizzes.written import WrittenQuestion, written_of
from bot.mail.email import Mailbox

log = logging.getLogger(__name__)
MOST_OWN = 100
_NAMELESS = "our-question"
_A_KEY = "0" * 64  # as long as that of a question in a channel
Answer = dict[str, Any]
"""What Slack is told of a box that was handed in."""


async def box_of_mail(counter: Counter, reader: Reader, value: str) -> Json:
    """The box, filled with the mail of the talk that a button names; or why there is none."""
    id_, _, mark = value.partition("|")
    talk = await counter.desk.store.conversations.by_id(id_, counter.desk.now()) if id_ else None
    if talk is None or talk.place.workspace != reader.workspace:
        return told_box("gone", reader.language)
    if mark and mark != mark_of(talk.memory):
        return told_box("other" if mark_of(talk.memory) else "gone", reader.language)
    living, library = counter.quizzes.living.questions, counter.desk.library
    people = await _whose(counter, talk)
    colleagues = counter.people.directory(reader.workspace).boxes
    own = (await counter.people.rules(reader.workspace)).own_domains
    around = await asyncio.to_thread(around_of, library, people, colleagues, own)
    made = await asyncio.to_thread(draft, library, living.all(), talk.memory, around, reader.language)
    if made is None:
        return told_box("gone", reader.language)
    return question_form(living.known, library.scams, made.question, reader.language, made=made)


async def box_of_question(counter: Counter, reader: Reader, id_: str) -> Json:
    """The box, filled with a question that is there; empty where it was deleted."""
    found = next((one for one in await _own(counter, reader) if one.id == id_), None)
    if found is None:
        return gone_box(reader.language)
    known, scams = counter.quizzes.living.questions.known, counter.desk.library.scams
    return question_form(known, scams, written_of(found.text), reader.language, private=_stamp(found))


async def as_asked(counter: Counter, reader: Reader, id_: str) -> Json:
    """The question as people see it, and what each answer is told."""
    found = (await counter.quizzes.content(reader.workspace)).get(id_)
    if found is None or not found.own:
        return gone_box(reader.language)
    return own_box(counter.desk.library, reader.language, found)


async def save(counter: Counter, reader: Reader, body: Body) -> Answer:
    """Write the question, if it is in order. {} closes the box."""
    said = words(reader.language)["own_question"]
    private = str(part(body, "view").get("private_metadata") or "")
    own, written = await _own(counter, reader), question_typed(body)
    changed = next((one for one in own if private and _stamp(one) == private), None)
    if private and changed is None:
        return _errors({SUBJECT: said["meanwhile"]})
    if changed is None and len(own) >= MOST_OWN:
        return _errors({SUBJECT: said["full"]})
    id_ = changed.id if changed else await _free_id(counter, reader, written, own)
    errors, text = await asyncio.to_thread(_checked, counter, reader, id_, written)
    if errors:
        return _errors(errors)
    store, now = counter.desk.store.own_questions, counter.desk.now()
    # Somebody else may have saved since we looked: whoever is second changes nothing, and keeps what they typed.
    if changed and not await store.change(reader.person, changed, text, now):
        return _errors({SUBJECT: said["meanwhile"]})
    if not changed and not await store.add(reader.person, id_, text, now):
        return _errors({SUBJECT: said["same"]})
    log.info("a company wrote a quiz question of its own")
    return {} if changed else {"response_action": "update", "view": told_box("saved", reader.language)}


async def delete(counter: Counter, reader: Reader, id_: str) -> None:
    """Delete one of the company's own questions."""
    if await counter.desk.store.own_questions.delete(reader.workspace, id_):
        log.info("a company deleted a quiz question of its own")


def _checked(counter: Counter, reader: Reader, id_: str, written: WrittenQuestion) -> tuple[dict[str, str], str]:
    """What is wrong with it, by field; and its page."""
    idea = counter.quizzes.living.questions.known.ideas.get(written.idea)
    topic, root = idea.topic if idea else "", counter.desk.library.root
    whole = written.filled_up().page(topic)  # where something is missing, the other fields are looked at as well
    mistakes = own_question_mistakes(id_, whole, root, counter.desk.now().date())
    errors, page = question_errors(written, mistakes, reader.language), written.page(topic)
    if not errors and not _fits(counter, id_, page):
        errors = {BODY: words(reader.language)["own_question"]["too_large"]}
    return errors, page


def _fits(counter: Counter, id_: str, page: str) -> bool:
    """Whether a channel can be asked it: what a message has no room for, nobody could judge by."""
    known, now = counter.quizzes.living.questions.known, counter.desk.now()
    found = Questions(typed_pages({id_: page}, known), known).get(id_)
    if found is None:
        return True  # it cannot be asked at all, which is told elsewhere
    asked = say_week.question(counter.desk.library, found.language, found, _A_KEY, now, now + timedelta(days=1))
    rows = [block["elements"] for block in message(asked, conversation=_A_KEY)["blocks"] if block["type"] == "actions"]
    return all(one["action_id"] != SHOW_ALL for row in rows for one in row)


async def _whose(counter: Counter, talk: Conversation) -> list[Mailbox]:
    """Whoever showed us the mail: it may well name them."""
    person = Person(talk.place.workspace, talk.person.id)
    name = (await counter.people.profile(person)).name
    return [Mailbox(name, "")] if name else []


async def _free_id(counter: Counter, reader: Reader, written: WrittenQuestion, own: Sequence[OwnPage]) -> str:
    """A name made from the subject, which no other question has: one with the same name would take its place."""
    there = await counter.quizzes.content(reader.workspace)
    taken = {*(one.id for one in own), *(one.id for one in there.all())}
    return id_for(
        written.subject if any(one.isascii() and one.isalnum() for one in written.subject) else _NAMELESS, taken
    )


async def _own(counter: Counter, reader: Reader) -> Sequence[OwnPage]:
    return await counter.desk.store.own_questions.all(reader.workspace)


def _stamp(one: OwnPage) -> str:
    """Which question, as it was when the box was opened."""
    return f"{one.id} {one.at.timestamp():.6f}"


def _errors(errors: dict[str, str]) -> Answer:
    return {"response_action": "errors", "errors": errors}
