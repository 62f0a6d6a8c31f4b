"""The desk of tips, for administrators: whether somebody is one is looked up at every press, not when it opened.

Slack signs who pressed; a page carries nobody. What may be done by anybody else is to be told so.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.fronts.slack import names
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.counter import Asked, Counter, Errand
from bot.fronts.slack.listeners.home import published
from bot.fronts.slack.payloads import Body, part, person_of, told_apart, used, value_of, workspace_of
from bot.fronts.slack.tips.desk import acts
from bot.fronts.slack.tips.desk.broken import BROKEN, for_nobody, told_of_broken
from bot.fronts.slack.tips.desk.frame import desk_words, told
from bot.fronts.slack.tips.desk.pages import PAGES, everyone, page_of
from bot.fronts.slack.tips.desk.reader import Reader, administrator
from bot.fronts.slack.tips.desk.rounds import OFFERED, PRESSED, asked_about_round, pressed_below, presser
from bot.fronts.slack.tips.names import (
    DESK,
    DESK_CHANNELS,
    DESK_OWN_VIEW,
    DESK_PRESSED,
    DESK_SEND_VIEW,
    DESK_TITLE,
    ROUND_NO,
    ROUND_WARN,
)

log = logging.getLogger(__name__)
_BOX_SECONDS = 3.0  # a page that comes later might take the place of one that was asked for since
Handed = Callable[[Counter, Reader, Body], Awaitable[acts.Answer]]


def register(app: AsyncApp, counter: Counter) -> None:
    """The button of the app's page, the pages behind it, their two forms, and the buttons of "this goes round"."""

    @app.action(DESK)
    async def opened(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_opened(counter, body))

    @app.action(re.compile(f"^{re.escape(DESK_PRESSED)}[a-z-]+$"))
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        counter.soon(_pressed(counter, body))

    @app.view(DESK_SEND_VIEW)
    async def sent(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(**await _handed_in(counter, body, DESK_CHANNELS, acts.send))

    @app.view(DESK_OWN_VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any]) -> None:
        answer = await _handed_in(counter, body, DESK_TITLE, acts.save)
        await ack(**answer)
        if not answer:
            counter.soon(_below(counter, body))

    for which in (ROUND_WARN, ROUND_NO):
        app.action(names.PRESSED + which)(_below_offer(counter))
    _errands(counter)


def _errands(counter: Counter) -> None:
    counter.errands[OFFERED] = Errand(lambda job, body: asked_about_round(counter, body), for_nobody)
    counter.errands[BROKEN] = Errand(lambda job, body: told_of_broken(counter, body), for_nobody)
    counter.errands[PRESSED] = Errand(
        lambda job, body: pressed_below(counter, job, body, _which(body, names.PRESSED), value_of(body)),
        presser,
        lambda body: Asked.A_PRESS,
    )


def _below_offer(counter: Counter) -> Callable[..., Awaitable[None]]:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        own = told_apart(body)  # each press has its answer, the second one, too
        await counter.take(PRESSED, f"round:{own['trigger_id']}", own)
        await ack()

    return pressed


async def _opened(counter: Counter, body: Body) -> None:
    reader = await administrator(counter, body)
    if reader is False:
        await published(counter, person_of(body))  # who was an administrator sees the button no longer
    elif reader is None:
        counter.open_box(body, told(desk_words()["unsure"]))
    else:
        counter.open_box(body, await PAGES["overview"](counter, reader, 0))


async def _pressed(counter: Counter, body: Body) -> None:
    """A press on a page: another page in its place, or a form on top of it."""
    reader = await administrator(counter, body)
    if not reader:
        log.info("a page of the desk was closed to somebody who is no administrator, or whom Slack did not tell of")
        await _changed(counter, body, told(desk_words()["unsure" if reader is None else "refused"]))
        return
    which, value = _which(body, DESK_PRESSED), value_of(body)
    number = int(value) if value.isdecimal() and len(value) < 12 else 0
    if which == "now":
        counter.open_box(body, await acts.sending(counter, reader))
    elif which in ("write", "edit"):
        counter.open_box(body, await acts.form(counter, reader, value if which == "edit" else ""))
    elif which == "preview":
        await _changed(counter, body, await acts.preview(counter, reader, body))
    else:
        await _changed(counter, body, await _page(counter, reader, which, value, number))


async def _page(counter: Counter, reader: Reader, which: str, value: str, number: int) -> Json:
    """The page that a press leads to, after what it does."""
    if which == "delete":
        await acts.delete(counter, reader, value)
        return await PAGES["own"](counter, reader, 0)
    if act := acts.OF_SUBSCRIPTIONS.get(which):
        start = await page_of(counter, reader, number)
        why_not = await act(counter, reader, number)
        return await everyone(counter, reader, start, why_not)
    name = which.removesuffix("-earlier").removesuffix("-later")
    return await PAGES.get(name, PAGES["overview"])(counter, reader, number)


async def _handed_in(counter: Counter, body: Body, field: str, act: Handed) -> acts.Answer:
    """What Slack is told of a form; `field` is where it stands that Slack did not say who this is."""
    reader = await administrator(counter, body)
    if reader is None:  # the box stays open, with all that was typed
        return {"response_action": "errors", "errors": {field: desk_words()["unsure"]}}
    if reader is False:
        log.warning("somebody who is no administrator tried to change the tips of a company")
        return {"response_action": "update", "view": told(desk_words()["refused"])}
    return await act(counter, reader, body)


async def _below(counter: Counter, body: Body) -> None:
    """The page below a form that was saved, as it is now."""
    reader = await administrator(counter, body)
    below = part(body, "view").get("previous_view_id")
    if isinstance(reader, Reader) and below:
        await _shown(counter, body, str(below), await PAGES["own"](counter, reader, 0))


async def _changed(counter: Counter, body: Body, view: Json) -> None:
    await _shown(counter, body, str(part(body, "view").get("id") or ""), view)


async def _shown(counter: Counter, body: Body, view_id: str, view: Json) -> None:
    await counter.change_box(workspace_of(body), view_id, view, _BOX_SECONDS)


def _which(body: Body, prefix: str) -> str:
    return str(used(body).get("action_id") or "").removeprefix(prefix)
