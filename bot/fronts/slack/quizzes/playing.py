"""Playing in boxes: the first one is opened, and each that is handed in is answered with the next.

What was answered is written down before Slack hears of it. A box that opens needs one call of Slack's, what comes after
it none.
"""

import asyncio
from dataclasses import replace
from typing import Any

from bot.flows import quiz as story
from bot.flows.quiz import Player, asks_sure
from bot.flows.quiz_shapes import Ask, Nothing, Over, Step, Told
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.counter import Counter, is_stranger
from bot.fronts.slack.listeners.home import published
from bot.fronts.slack.names import HOME_VIEW
from bot.fronts.slack.payloads import Body, part, person_of, told_apart
from bot.fronts.slack.quizzes.box import again_box, gone_box, quiz_box, stranger_box
from bot.fronts.slack.quizzes.names import QUIZ_ASK_VIEW, START
from bot.fronts.slack.quizzes.player import player_of, quiz_desk
from bot.fronts.slack.quizzes.shown import Shown, option_chosen, shown_in, shown_of, sure_chosen
from bot.fronts.slack.words import words
from bot.reply.reply import Block, Button, Kind, Reply, Span

PATIENCE = 2.4  # seconds: Slack waits three for an answer to a box
_SLOW = "quiz-slow"  # the block that asks to press once more


async def quiz_opened(counter: Counter, body: Body) -> None:
    """The open quiz, where they are in it, or a new one. Where the box comes too late, a button takes its place.

    Of somebody of another company nothing is kept, and so there is nothing to play.
    """
    person = person_of(body)
    if is_stranger(counter, body):
        language = (await counter.people.asker(person, stranger=True)).language
        counter.open_box(body, stranger_box(language))
        return
    player = await player_of(counter, person)
    step = await story.begin(player, quiz_desk(counter))
    opened = await counter.box_opened(body, quiz_box(counter.desk.library, player.language, step))
    if not opened:
        await _offered(counter, person, player.language, str(told_apart(body)["trigger_id"]))
    if part(body, "view").get("callback_id") == HOME_VIEW:
        await published(counter, person)  # its button says "Go on" from now on


async def again_opened(counter: Counter, body: Body) -> None:
    """The question of the box where somebody pressed, on top of it."""
    player, shown = await player_of(counter, person_of(body)), shown_in(body)
    questions = await counter.quizzes.content(player.person.workspace)
    found = questions.get(shown.item, player.language) if shown else None
    if found and shown and found.version == shown.version:
        counter.open_box(body, again_box(counter.desk.library, player.language, found))
    else:
        counter.open_box(body, gone_box(player.language))


async def answer_to_box(counter: Counter, body: Body) -> dict[str, Any]:
    """What Slack is told of a box that was handed in: the next one, or what is still to be chosen."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _answered(counter, body)
    except TimeoutError:
        return _once_more(body)


async def _answered(counter: Counter, body: Body) -> dict[str, Any]:
    shown = shown_in(body)
    player = await player_of(counter, person_of(body))
    if shown is None:
        return _update(quiz_box(counter.desk.library, player.language, Over(0, 0), gone=True))
    asking = part(body, "view").get("callback_id") == QUIZ_ASK_VIEW
    step = await (_after_answer(counter, body, player, shown) if asking else _after_told(counter, player, shown))
    if asking and isinstance(step, Ask) and shown_of(step) == shown:
        return _missing(step, body, shown, player.language)
    if isinstance(step, Told) and step.last:
        counter.soon(published(counter, player.person))
    gone = asking or isinstance(step, Nothing)
    return _update(quiz_box(counter.desk.library, player.language, step, gone=gone))


async def _after_answer(counter: Counter, body: Body, player: Player, shown: Shown) -> Step:
    """What the answer was worth; another question, where this one is not asked any more."""
    desk, option = quiz_desk(counter), option_chosen(body, shown)
    quiz = await desk.quizzes.get(player.person, shown.quiz)
    if quiz and not shown.stands_in(quiz):  # edited, and in another box another one took its place
        step = await story.go_on(player, shown.quiz, desk)
        return replace(step, changed=True) if isinstance(step, Ask) and step.place == shown.place else step
    step = await story.answer(player, shown.quiz, shown.place, option, sure_chosen(body, shown), desk)
    if isinstance(step, Told) and step.before and step.said.option == option:
        return replace(step, before=False)  # the same box once more: nobody needs to be told
    return step


async def _after_told(counter: Counter, player: Player, shown: Shown) -> Step:
    return await story.go_on(player, shown.quiz, quiz_desk(counter))


async def _offered(counter: Counter, person: Person, language: str, slot: str) -> None:
    """Directly, with a button that opens the box again."""
    said = words(language)["quiz"]
    reply = Reply(
        (Block(Kind.LEAD, (Span(said["expired"], bold=True), Span(f" {said['expired_more']}"))),),
        (Button(START, said["start_quiz"]),),
    )
    await counter.say(reply, person, To(Place(person.workspace, ""), person.id), "quiz", slot)


def _missing(step: Ask, body: Body, shown: Shown, language: str) -> dict[str, Any]:
    said = words(language)["quiz"]
    errors = {} if step.question.option(option_chosen(body, shown)) else {shown.answer_field: said["choose"]}
    if asks_sure(step.question) and sure_chosen(body, shown) is None:
        errors[shown.sure_field] = said["choose_sure"]
    return {"response_action": "errors", "errors": errors}


def _once_more(body: Body) -> dict[str, Any]:
    """It took too long: the same box, which says so. Pressed once more, it counts once."""
    view, said, shown = part(body, "view"), words()["quiz"], shown_in(body)
    if view.get("callback_id") == QUIZ_ASK_VIEW and shown:
        return {"response_action": "errors", "errors": {shown.answer_field: said["slow"]}}
    names = ("type", "callback_id", "title", "submit", "close", "private_metadata")
    slow: Json = {"type": "section", "block_id": _SLOW, "text": {"type": "plain_text", "text": said["slow"]}}
    blocks = [one for one in view.get("blocks") or () if one.get("block_id") != _SLOW]
    return _update({name: view[name] for name in names if view.get(name)} | {"blocks": [slow, *blocks]})


def _update(view: Json) -> dict[str, Any]:
    return {"response_action": "update", "view": view}
