"""The page on somebody's screen: its words at once, its charts as soon as Slack has them."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.figures_table import as_csv
from bot.flows.ports import Later, MaybeSent
from bot.fronts.slack.blocks import Json
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.payloads import Body, part
from bot.fronts.slack.quizzes.figures.charts import Charts
from bot.fronts.slack.quizzes.figures.page import Pictures, Shown, figures_page, sections_of
from bot.fronts.slack.quizzes.figures.upload import FAILURES, SCOPE, uploaded
from bot.fronts.slack.tips.desk.reader import Reader

log = logging.getLogger(__name__)
_BOX_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Screen:
    """A page that stands there; by its hash Slack knows whether it is still the same."""

    view: str
    hash: str


async def shown_now(counter: Counter, reader: Reader, month: str = "") -> Shown:
    """What the page shows now."""
    figures, now = counter.desk.store.quiz_figures, counter.desk.now()
    months = await figures.months(reader.workspace, now)
    topics = await topic_names(counter, reader.workspace, reader.language)
    return Shown(months, topics, await figures.digest(reader.workspace), month)


async def topic_names(counter: Counter, workspace: str, language: str) -> Mapping[str, str]:
    """What the topics are called there, in their order."""
    tips = await counter.shelf.content(workspace)
    return {one.id: one.name(language) for one in tips.topics}


async def page_opened(counter: Counter, charts: Charts, reader: Reader, body: Body) -> None:
    """The page for whoever pressed, as a box or on top of the one in which they pressed."""
    shown = await shown_now(counter, reader)
    view = figures_page(counter.desk.library, reader.language, shown, {})
    on_top = part(body, "view").get("type") == "modal"
    given = {"trigger_id": body.get("trigger_id"), "view": view}
    screen = await _called(counter, reader, "views.push" if on_top else "views.open", given)
    if screen is None:
        counter.open_box(body, view)  # tells the person that the box came too late
        return
    await _with_charts(counter, charts, reader, shown, screen)


async def page_changed(counter: Counter, charts: Charts, reader: Reader, body: Body, month: str) -> None:
    """Another month in its place."""
    shown = await shown_now(counter, reader, month)
    if screen := await shown_there(counter, reader, shown, str(part(body, "view").get("id") or "")):
        await _with_charts(counter, charts, reader, shown, screen)


async def shown_there(
    counter: Counter, reader: Reader, shown: Shown, view_id: str, files: Pictures | None = None, note: str = ""
) -> Screen | None:
    """The page in place of what stands there."""
    view = figures_page(counter.desk.library, reader.language, shown, files or {}, note)
    return await _called(counter, reader, "views.update", {"view_id": view_id, "view": view})


async def table_sent(counter: Counter, charts: Charts, reader: Reader, body: Body, month: str) -> None:
    """The table to the administrator's direct messages, and a word on the page about what came of it."""
    shown = await shown_now(counter, reader, month)
    note = await _table(counter, reader, shown)
    files = await _files(counter, charts, reader, shown)
    await shown_there(counter, reader, shown, str(part(body, "view").get("id") or ""), files, note)


async def _table(counter: Counter, reader: Reader, shown: Shown) -> str:
    workspace = counter.workspaces.get(reader.workspace)
    if workspace is None or not workspace.may(SCOPE):
        return "csv_scope"
    data = as_csv(counter.desk.library, reader.language, shown.months, shown.topics)
    try:
        channel = await counter.messenger.direct_channel(workspace, reader.person.id)
        await uploaded(counter.workspaces.gateway, workspace, "quiz-figures.csv", data, channel)
    except (*FAILURES, Later, MaybeSent) as error:
        log.warning("a table of figures was not sent: %s", said_of(error))
        return "csv_scope" if said_of(error) == "missing_scope" else "csv_failed"
    return "csv_sent"


async def _with_charts(counter: Counter, charts: Charts, reader: Reader, shown: Shown, screen: Screen) -> None:
    """The same page with its charts, unless another one stands there by now. Refused, the words stay."""
    files = await _files(counter, charts, reader, shown)
    if not files:
        return
    view = figures_page(counter.desk.library, reader.language, shown, files)
    given = {"view_id": screen.view, "hash": screen.hash, "view": view}
    if await _called(counter, reader, "views.update", given) is None:
        charts.forget(reader.workspace)


async def _files(counter: Counter, charts: Charts, reader: Reader, shown: Shown) -> Pictures:
    sections = sections_of(counter.desk.library, reader.language, shown)
    return await charts.files(reader.workspace, [one for section in sections for one in section.pictures])


async def _called(counter: Counter, reader: Reader, method: str, given: Mapping[str, Any]) -> Screen | None:
    """Where it stands now; None where Slack did not take it, which is logged."""
    workspace = counter.workspaces.get(reader.workspace)
    if workspace is None:
        return None
    try:
        async with asyncio.timeout(_BOX_SECONDS):
            answer = await workspace.posting.api_call(method, json={**given})
    except FAILURES as error:
        log.info("a page of figures was not shown: %s", said_of(error))
        return None
    view = answer.get("view")
    there: Json = view if isinstance(view, dict) else {}
    return Screen(str(there.get("id") or ""), str(there.get("hash") or ""))
