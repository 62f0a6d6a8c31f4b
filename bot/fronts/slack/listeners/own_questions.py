"""A company's own questions, for administrators: whether somebody is one is looked up at every press.

The box that opens holds the mail without the people in it; of the mail itself nothing leaves the store.
"""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.fronts.slack.counter import Counter
from bot.fronts.slack.names import PRESSED
from bot.fronts.slack.payloads import Body, part, used, value_of, workspace_of
from bot.fronts.slack.quizzes.own import acts
from bot.fronts.slack.quizzes.own.form import told_box
from bot.fronts.slack.quizzes.own.names import DELETE, EARLIER, EDIT, LATER, OWN_QUESTION, OWN_VIEW, PAGE, SEE, SUBJECT
from bot.fronts.slack.quizzes.own.page import questions_page
from bot.fronts.slack.tips.desk.frame import desk_words, told
from bot.fronts.slack.tips.desk.reader import administrator
from bot.fronts.slack.tips.names import DESK_PRESSED
from bot.fronts.slack.words import words

log = logging.getLogger(__name__)
_BOX_SECONDS = 3.0  # a page that comes later might take the place of one that was asked for since
_OF_THE_PAGE = f"{PAGE}|{EARLIER}|{LATER}|{SEE}|{EDIT}|{DELETE}"


def register(app: AsyncApp, counter: Counter) -> None:
    """Comes before "any button of an answer" and before "any button of the desk"."""

    @app.action(PRESSED + OWN_QUESTION)
    async def wanted(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_box_opened(counter, body))

    @app.action(re.compile(f"^{re.escape(DESK_PRESSED)}({_OF_THE_PAGE})$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_pressed(counter, body))

    @app.view(OWN_VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any]) -> None:
        answer = await _handed_in(counter, body)
        await ack(**answer)
        if not answer:
            counter.soon(_below(counter, body))


async def _box_opened(counter: Counter, body: Body) -> None:
    reader = await administrator(counter, body)
    if reader:
        counter.open_box(body, await acts.box_of_mail(counter, reader, value_of(body)))
    else:
        counter.open_box(body, told_box("unsure" if reader is None else "refused"))


async def _pressed(counter: Counter, body: Body) -> None:
    """A press on the page: the page anew, or a box on top of it."""
    reader = await administrator(counter, body)
    if not reader:
        await _shown(counter, body, "id", told(desk_words()["unsure" if reader is None else "refused"]))
        return
    which, value = str(used(body).get("action_id") or "").removeprefix(DESK_PRESSED), value_of(body)
    if which == SEE:
        counter.open_box(body, await acts.as_asked(counter, reader, value))
    elif which == EDIT:
        counter.open_box(body, await acts.box_of_question(counter, reader, value))
    else:
        if which == DELETE:
            await acts.delete(counter, reader, value)
        start = int(value) if which != DELETE and value.isdecimal() and len(value) < 12 else 0
        await _shown(counter, body, "id", await questions_page(counter, reader, start))


async def _handed_in(counter: Counter, body: Body) -> acts.Answer:
    """What Slack is told of the box."""
    reader = await administrator(counter, body)
    if reader is None:  # the box stays open, with all that was typed
        return {"response_action": "errors", "errors": {SUBJECT: words()["own_question"]["unsure"]}}
    if reader is False:
        log.warning("somebody who is no administrator tried to change the questions of a company")
        return {"response_action": "update", "view": told_box("refused")}
    return await acts.save(counter, reader, body)


async def _below(counter: Counter, body: Body) -> None:
    """The page below a box that was saved, as it is now."""
    reader = await administrator(counter, body)
    if reader:
        await _shown(counter, body, "previous_view_id", await questions_page(counter, reader))


async def _shown(counter: Counter, body: Body, which: str, view: dict[str, Any]) -> None:
    view_id = str(part(body, "view").get(which) or "")
    await counter.change_box(workspace_of(body), view_id, view, _BOX_SECONDS)
