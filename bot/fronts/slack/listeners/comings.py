"""We come to a workspace or a channel, or have to go; where we go, nothing of ours stays."""

import logging
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows import say
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.payloads import Body, workspace_of
from bot.fronts.slack.scopes import missing
from bot.fronts.slack.workspaces import Workspace

log = logging.getLogger(__name__)


def register(app: AsyncApp, counter: Counter) -> None:
    """member_joined_channel (our own coming), app_uninstalled, tokens_revoked."""

    @app.event("member_joined_channel")
    async def joined(body: dict[str, Any]) -> None:
        event, workspace = body["event"], counter.workspaces.get(workspace_of(body))
        if workspace and event.get("user") == workspace.bot_user and event.get("inviter"):
            counter.soon(_explained(counter, Person(workspace.id, str(event["inviter"])), str(event["channel"])))

    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any]) -> None:  # Slack hears "ok" when all is deleted
        await _left(counter, workspace_of(body), _told_at(body, counter))

    @app.event("tokens_revoked")
    async def revoked(body: dict[str, Any]) -> None:
        workspace_id = workspace_of(body)
        theirs = (body["event"].get("tokens") or {}).get("bot") or ()
        if not (await counter.workspaces.bot_users(workspace_id)).isdisjoint(theirs):
            await _left(counter, workspace_id, _told_at(body, counter))


async def _left(counter: Counter, workspace_id: str, when: datetime) -> None:
    """Forget the workspace and everything of it, unless it installed us again since Slack said so."""
    if not workspace_id:
        return
    async with counter.workspaces.changing(workspace_id):
        if await counter.workspaces.stands(workspace_id, when):
            log.info("workspace %s left and came back", workspace_id)
            return
        counter.workspaces.forget(workspace_id)
        counter.people.forget(workspace_id)
        counter.shelf.forget(workspace_id)
        counter.quizzes.forget(workspace_id)
        rows = await counter.desk.store.privacy.forget_workspace(workspace_id)
        log.info("workspace %s left; rows deleted: %d", workspace_id, rows)


def _told_at(body: Body, counter: Counter) -> datetime:
    """When it happened, by Slack's clock."""
    when = body.get("event_time")
    return datetime.fromtimestamp(when, UTC) if isinstance(when, int) else counter.desk.now()


async def _explained(counter: Counter, inviter: Person, channel: str) -> None:
    """Only to whoever invited us: nobody else in the channel asked for it."""
    asker = await counter.people.asker(inviter)
    to = To(Place(inviter.workspace, channel), inviter.id)
    await counter.say(say.invited(counter.desk.library, asker.language), inviter, to, "invited", channel)


async def welcome_operator(counter: Counter, operator: str, *, own_domains: bool) -> None:
    """To the person who runs the bot, in each workspace whose token they set."""
    for workspace in counter.workspaces.given:
        await welcome_installer(counter, workspace, operator, own_domains=own_domains)


async def welcome_installer(counter: Counter, workspace: Workspace, installer: str, *, own_domains: bool) -> None:
    """Once, to the person who installed the bot there: that it listens, and what was left out."""
    person = Person(workspace.id, installer)
    if not await counter.desk.store.settings.first_time(person, "installed", counter.desk.now()):
        return
    asker = await counter.people.asker(person)
    left_out = [
        {"name": one.name, "lost": one.lost, "instead": one.instead}
        for one in (missing(workspace.scopes) if workspace.scopes else ())
    ]
    reply = say.installed(counter.desk.library, asker.language, left_out, own_domains=own_domains)
    await counter.say(reply, person, To(Place(workspace.id, ""), installer), "installed", workspace.id)
