"""A team's figures, for administrators: whether somebody is one is looked up at every press, not when it opened."""

import logging
import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.say_figures import STOP
from bot.flows.shapes import Place, To
from bot.fronts.slack import names as slack_names
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.listeners.home import published
from bot.fronts.slack.payloads import Body, channel_of, part, person_of, told_apart, used, value_of, workspace_of
from bot.fronts.slack.quizzes.figures import names
from bot.fronts.slack.quizzes.figures.charts import Charts
from bot.fronts.slack.quizzes.figures.monthly import Answer, saved
from bot.fronts.slack.quizzes.figures.page import monthly_form, told, words
from bot.fronts.slack.quizzes.figures.showing import page_changed, page_opened, shown_now, shown_there, table_sent
from bot.fronts.slack.tips.desk.frame import desk_words
from bot.fronts.slack.tips.desk.reader import Reader, administrator
from bot.reply.reply import Block, Kind, Reply, Span

log = logging.getLogger(__name__)


def register(app: AsyncApp, counter: Counter) -> None:
    """Comes before "any button of an answer"."""
    charts = Charts(counter)

    @app.action(names.FIGURES)
    async def opened(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_opened(counter, charts, body))

    @app.action(re.compile(f"^{re.escape(names.FIGURES_PRESSED)}[a-z-]+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_pressed(counter, charts, body))

    @app.view(names.MONTHLY_VIEW)
    async def handed_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        answer = await _handed_in(counter, body)
        await ack(**answer)
        if not answer:
            counter.soon(_below(counter, body))

    @app.action(slack_names.PRESSED + STOP)
    async def stopped(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_stopped(counter, body))


async def _opened(counter: Counter, charts: Charts, body: Body) -> None:
    reader = await administrator(counter, body)
    if reader is False:
        await published(counter, person_of(body))  # who was an administrator sees the button no longer
    elif reader is None:
        counter.open_box(body, told(counter.desk.library, "en", desk_words()["unsure"]))
    else:
        await page_opened(counter, charts, reader, body)


async def _pressed(counter: Counter, charts: Charts, body: Body) -> None:
    reader = await administrator(counter, body)
    if not reader:
        view = told(counter.desk.library, "en", desk_words()["unsure" if reader is None else "refused"])
        await counter.change_box(workspace_of(body), str(part(body, "view").get("id") or ""), view)
        return
    which = str(used(body).get("action_id") or "").removeprefix(names.FIGURES_PRESSED)
    if which == names.CSV:
        await table_sent(counter, charts, reader, body, value_of(body))
    elif which == names.MONTHLY:
        digest = await counter.desk.store.quiz_figures.digest(reader.workspace)
        counter.open_box(body, monthly_form(counter.desk.library, reader.language, digest))
    else:
        await page_changed(counter, charts, reader, body, value_of(body))


async def _handed_in(counter: Counter, body: Body) -> Answer:
    reader = await administrator(counter, body)
    if reader is None:  # the box stays open, with what was chosen
        return {"response_action": "errors", "errors": {names.MONTHLY_CHANNEL: desk_words()["unsure"]}}
    if reader is False:
        log.warning("somebody who is no administrator tried to choose where figures are told")
        return {"response_action": "update", "view": told(counter.desk.library, "en", desk_words()["refused"])}
    return await saved(counter, reader, body)


async def _below(counter: Counter, body: Body) -> None:
    """The page below the form that was saved, as it is now."""
    reader = await administrator(counter, body)
    below = part(body, "view").get("previous_view_id")
    if isinstance(reader, Reader) and below:
        await shown_there(counter, reader, await shown_now(counter, reader), str(below))


async def _stopped(counter: Counter, body: Body) -> None:
    """Somebody pressed "Stop" below a monthly message: what came of it is for them alone."""
    own = told_apart(body)
    person, library = person_of(own), counter.desk.library
    reader = await administrator(counter, own)
    if not isinstance(reader, Reader):
        text = desk_words()["unsure" if reader is None else "refused"]
    else:
        store = counter.desk.store.quiz_figures
        text = words(library, reader.language)["stopped" if await store.digest(reader.workspace) else "stop_over"]
        await store.save_digest(reader.workspace, None)
    to = To(Place(person.workspace, channel_of(own)), person.id)
    reply = Reply((Block(Kind.TEXT, (Span(text),)),))
    await counter.say(reply, person, to, "figures-stopped", str(own["trigger_id"]))
