"""The app's own page with recent checks, the welcome on first opening, and the settings."""

import logging
from datetime import UTC, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from bot.flows import say
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.gateway.outcomes import said_of
from bot.fronts.slack.home import MOST_CHECKS, NOTHING, home_view
from bot.fronts.slack.payloads import Body, person_of, workspace_of
from bot.fronts.slack.people import Profile
from bot.fronts.slack.quizzes.section import quiz_section
from bot.fronts.slack.rules.page import rules_section
from bot.fronts.slack.tips.subscribing.listed import tips_section
from bot.fronts.slack.views import settings_box
from bot.fronts.slack.words import words
from bot.reply.reply import Reply

log = logging.getLogger(__name__)


def register(app: AsyncApp, counter: Counter) -> None:
    """Opening the app, and the settings box."""

    @app.event("app_home_opened")
    async def opened(body: dict[str, Any]) -> None:
        event = body["event"]
        person = Person(workspace_of(body), str(event.get("user") or ""))
        if not person.id:
            return
        if event.get("tab") == "messages":
            counter.soon(_greeted(counter, person, str(event.get("channel") or person.id)))
        else:
            counter.soon(published(counter, person))

    @app.action(names.SETTINGS)
    async def settings(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        open_settings(counter, body)

    @app.view(names.SETTINGS_VIEW)
    async def saved(ack: AsyncAck, body: dict[str, Any]) -> None:
        person = person_of(body)
        await counter.desk.store.settings.save(person, _chosen(body))
        await ack()
        counter.soon(published(counter, person))


def open_settings(counter: Counter, body: Body) -> None:
    """The box with what the person chose before."""
    counter.soon(_settings_opened(counter, body))


async def _settings_opened(counter: Counter, body: Body) -> None:
    values = await counter.desk.store.settings.of(person_of(body))
    counter.open_box(body, settings_box(values))


async def published(counter: Counter, person: Person, forgotten: Reply = NOTHING) -> None:
    """Show the person's page as it is now; `forgotten`: with what was deleted a moment ago."""
    workspace = counter.workspaces.get(person.workspace)
    if workspace is None:
        return
    asker = await counter.people.asker(person)
    recent = await counter.desk.store.checks.recent(person, MOST_CHECKS)
    intro = say.home(counter.desk.library, asker.language)
    zone = zone_of(await counter.people.profile(person))
    rules = await rules_section(counter, person, zone, asker.language)
    now = counter.desk.now()
    tips = await tips_section(counter, person, now.astimezone(zone), asker.language)
    quizzes = await quiz_section(counter, person, asker.language)
    view = home_view(recent, intro, now, zone, asker.language, forgotten, rules, tips, quizzes)
    try:
        await workspace.reading.api_call("views.publish", json={"user_id": person.id, "view": view})
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("the page of a person was not shown: %s", said_of(error))


async def _greeted(counter: Counter, person: Person, channel: str) -> None:
    """Suggested first questions each time; the welcome once."""
    workspace = counter.workspaces.get(person.workspace)
    if workspace is None:
        return
    await _suggested(counter, person, channel)
    if not await counter.desk.store.settings.first_time(person, "welcome", counter.desk.now()):
        return
    asker = await counter.people.asker(person)
    to = To(Place(person.workspace, channel))
    await counter.say(say.welcome(counter.desk.library, asker.language), person, to, "welcome", "first")


async def _suggested(counter: Counter, person: Person, channel: str) -> None:
    workspace = counter.workspaces.get(person.workspace)
    if workspace is None or not workspace.may("assistant:write"):
        return
    prompts = [{"title": title, "message": message} for title, message in words()["prompts"].items()]
    try:  # without thread_ts: with it the call fails and says nothing (facts, trap 1)
        await workspace.posting.api_call(
            "assistant.threads.setSuggestedPrompts", json={"channel_id": channel, "prompts": prompts}
        )
    except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.info("no first questions shown: %s", type(error).__name__)


def _chosen(body: Body) -> dict[str, str]:
    values = body["view"]["state"]["values"]
    found: dict[str, str] = {}
    for block in (names.LANGUAGE, names.REGION):
        option = ((values.get(block) or {}).get(names.VALUE) or {}).get("selected_option") or {}
        found[block] = str(option.get("value") or names.AUTOMATIC)
    ticked = ((values.get(names.PRIVATE) or {}).get(names.VALUE) or {}).get("selected_options")
    return found | {names.PRIVATE: "yes" if ticked else ""}


def zone_of(profile: Profile) -> ZoneInfo | timezone:
    """The person's own time."""
    try:
        return ZoneInfo(profile.zone) if profile.zone else timezone(timedelta(seconds=profile.offset))
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
