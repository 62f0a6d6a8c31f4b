"""The box "How I am doing": the whole grade, and what was answered lately with when it comes back. There is no rank."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from bot.flows.quiz_shapes import Past
from bot.flows.say_grades import grades
from bot.fronts.slack.blocks import Json, all_of
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import zone_of
from bot.fronts.slack.payloads import Body, person_of
from bot.fronts.slack.quizzes.names import QUIZ_DOING_VIEW
from bot.fronts.slack.views import modal
from bot.fronts.slack.words import words
from bot.lessons.grades import grade
from bot.lessons.quiz_past import Answered
from bot.library.library import Library
from bot.reply.reply import Block, Kind, Reply, Span

MOST_LATELY = 10


async def doing_opened(counter: Counter, body: Body) -> None:
    """For whoever pressed; nobody else can open it for them."""
    person = person_of(body)
    past = await counter.desk.store.quizzes.past(person)
    language = (await counter.people.asker(person)).language
    now = counter.desk.now().astimezone(zone_of(await counter.people.profile(person)))
    topics = (await counter.shelf.content(person.workspace)).words(language)["topics"]
    counter.open_box(body, doing_box(counter.desk.library, language, past, now, topics))


def doing_box(library: Library, language: str, past: Past, now: datetime, topics: Mapping[str, str]) -> Json:
    """Days are told in the zone of `now`; `topics`: names of what is no idea of ours."""
    said = words(language)
    names = {**topics, **library.quiz_words(language)["ideas"]}
    lines = [*_lines(past, now, names, said)]
    heading = Block(Kind.HEADING, (Span(said["quiz"]["lately"]),))
    lately = [heading, *(Block(Kind.STEP, (Span(line),)) for line in lines)]
    none = [Block(Kind.TEXT, (Span(said["quiz"]["lately_none"]),))]
    reply = Reply((*grades(library, language, grade(past.answered)).blocks, *(lately if lines else none)))
    return modal(QUIZ_DOING_VIEW, said["quiz"]["doing_title"], all_of(reply, language), language)


def _lines(past: Past, now: datetime, names: Mapping[str, str], said: Mapping[str, Any]) -> Iterator[str]:
    for one in _latest(past.answered)[:MOST_LATELY]:
        due = (past.due or {}).get(one.idea)
        back = _back(due, now, said) if due else ""
        line: str = said["quiz"]["lately_right" if one.right else "lately_missed"]
        yield line.format(idea=names.get(one.idea, one.idea), back=back).strip()


def _latest(answered: Sequence[Answered]) -> list[Answered]:
    """The last answer to each idea, newest first."""
    by_idea: dict[str, Answered] = {}
    for one in reversed(answered):
        by_idea.setdefault(one.idea, one)
    return [*by_idea.values()]


def _back(due: datetime, now: datetime, said: Mapping[str, Any]) -> str:
    tz: tzinfo | None = now.tzinfo
    if due <= now:
        return str(said["quiz"]["back_soon"])
    day = due.astimezone(tz)
    written = said["quiz"]["day"].format(day=day.day, month=said["home"]["months"][day.month - 1])
    return str(said["quiz"]["back_on"].format(day=written))
