"""We come to a workspace or a channel, or have to go."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.flows import say
from bot.flows.shapes import Person, Place, To
from bot.fronts.slack.counter import Counter
from bot.fronts.slack.payloads import workspace_of
from bot.fronts.slack.scopes import missing


def register(app: AsyncApp, counter: Counter) -> None:
    """member_joined_channel (our own coming), app_uninstalled, tokens_revoked."""

    @app.event("member_joined_channel")
    async def joined(body: dict[str, Any]) -> None:
        event, workspace = body["event"], counter.workspaces.get(workspace_of(body))
        if workspace and event.get("user") == workspace.bot_user and event.get("inviter"):
            counter.soon(_explained(counter, Person(workspace.id, str(event["inviter"])), str(event["channel"])))

    @app.event("app_uninstalled")
    async def uninstalled(body: dict[str, Any]) -> None:
        counter.workspaces.forget(workspace_of(body))

    @app.event("tokens_revoked")
    async def revoked(body: dict[str, Any]) -> None:
        workspace = counter.workspaces.get(workspace_of(body))
        if workspace and workspace.bot_user in (body["event"].get("tokens") or {}).get("bot", ()):
            counter.workspaces.forget(workspace.id)


async def _explained(counter: Counter, inviter: Person, channel: str) -> None:
    """Only to whoever invited us: nobody else in the channel asked for it."""
    asker = await counter.people.asker(inviter)
    to = To(Place(inviter.workspace, channel), inviter.id)
    await counter.say(say.invited(counter.desk.library, asker.language), inviter, to, "invited", channel)


async def welcome_operator(counter: Counter, operator: str, *, own_domains: bool) -> None:
    """Once in each workspace, to the person who installs the bot: that it listens, and what was left out."""
    for workspace in list(counter.workspaces):
        person = Person(workspace.id, operator)
        if not await counter.desk.store.settings.first_time(person, "installed", counter.desk.now()):
            continue
        asker = await counter.people.asker(person)
        left_out = [
            {"name": one.name, "lost": one.lost, "instead": one.instead}
            for one in (missing(workspace.scopes) if workspace.scopes else ())
        ]
        reply = say.installed(counter.desk.library, asker.language, left_out, own_domains=own_domains)
        await counter.say(reply, person, To(Place(workspace.id, ""), operator), "installed", workspace.id)
