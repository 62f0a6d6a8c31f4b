"""What one person sees, as flat items by key: the page is sent only those that changed since it last looked.

Keys: `me`, `clock`, `guide`, `user:ID`, `app:ID`, `channel:ID`, `message:CHANNEL:TS`, `status:CHANNEL:THREAD`,
`earlier:CHANNEL` (there are earlier messages), `view:ID` and `home:APP`. Each value is an object for JSON; what Slack
itself shows of a record keeps Slack's names.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from bot.localslack.core import Core
from bot.localslack.page import talk
from bot.localslack.page.guide import Guide
from bot.localslack.page.items import Item
from bot.localslack.people import Person
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.users import User
from bot.localslack.world.views import View


def everything(core: Core, me: Person, guide: Guide, place: Channel | None, most: int) -> Iterator[Item]:
    """All items for this person; messages only of the channel that is open to them, the last `most` of them."""
    yield from _frame(core, me, guide)
    if place is not None and sees(me, place):
        yield from talk.messages(me, place, most)
        if len(place.messages) > most:
            yield Item(f"earlier:{place.id}", dict)
        yield from talk.statuses(me.team, place, core.clock.now())


def sees(me: Person, channel: Channel) -> bool:
    """Whether this person may look into the channel."""
    return channel.kind == "channel" or channel.has(me)


def _frame(core: Core, me: Person, guide: Guide) -> Iterator[Item]:
    team = me.team
    yield Item("me", lambda: _me(core, me))
    yield Item("clock", lambda: {"ahead": round(core.clock.ahead)})
    yield Item("guide", lambda: _guide(guide), guide)
    for user in team.users.values():
        yield Item(f"user:{user.id}", partial(_user, user))
    for bot in team.bots:
        yield Item(f"app:{bot.app_id}", partial(_app, core, bot, me))
    for channel in team.channels.values():
        if sees(me, channel):
            yield Item(f"channel:{channel.id}", partial(_channel, channel, me), _channel_mark(channel, me))
    for depth, view in enumerate(me.stack):
        yield Item(f"view:{view.id}", partial(_view, depth, view))
    for (user_id, app_id), home in team.homes.items():
        if user_id == me.id:
            yield Item(f"home:{app_id}", partial(_home, app_id, home))


def _me(core: Core, me: Person) -> dict[str, Any]:
    team = me.team
    since = min((channel.created for channel in team.channels.values()), default=0)  # tells one start from the next
    return {"user": me.id, "team": team.id, "team_name": team.name, "since": since, "people": [*_people(core)]}


def _view(depth: int, view: View) -> dict[str, Any]:
    told = {"depth": depth, "app": view.app_id, "errors": view.errors, "trouble": view.trouble}
    return told | {"body": view.body}


def _home(app_id: str, home: View) -> dict[str, Any]:
    return {"app": app_id, "body": home.body}


def _people(core: Core) -> Iterator[dict[str, Any]]:
    """Everybody that somebody at the page can be."""
    for team in core.workspaces.values():
        for one in team.users.values():
            if isinstance(one, Person) and not one.deleted:
                named = {"id": one.id, "handle": one.handle, "name": one.real_name, "title": one.title}
                yield named | {"team": team.id, "team_name": team.name}


def _guide(guide: Guide) -> dict[str, Any]:
    fields = ("id", "name", "group", "sender", "subject", "date", "text", "answer")
    steps = ("title", "text", "button", "goes_to", "done")
    return {
        "app": guide.app_id,
        "samples": [{key: getattr(one, key) for key in fields} for one in guide.samples],
        "steps": [{key: getattr(one, key) for key in steps} for one in guide.steps],
    }


def _user(user: User) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": user.id,
        "name": user.real_name,
        "handle": user.handle,
        "email": user.email,
        "title": user.title,
    }
    told |= {"bot": user.is_bot, "app": user.app_id, "person": isinstance(user, Person), "tz": user.tz}
    return told | {"guest": user.guest, "stranger": user.stranger, "deleted": user.deleted}


def _app(core: Core, bot: Installed, me: Person) -> dict[str, Any]:
    app = bot.app
    home = app.part("features", "app_home") or {}
    direct = me.team.direct(me, bot)
    return {
        "id": app.id,
        "name": app.name,
        "user": bot.id,
        "description": app.part("display_information", "description") or "",
        "commands": _part_list(app, "slash_commands"),
        "shortcuts": _part_list(app, "shortcuts"),
        "home_tab": home.get("home_tab_enabled", True) is not False,
        "messages_tab": home.get("messages_tab_enabled", True) is not False,
        "channel": direct.id if direct else "",
        "prompts": me.prompts if direct else [],
        "connected": core.office.connections(app) > 0 or not app.socket_mode,
    }


def _part_list(app: App, name: str) -> list[dict[str, Any]]:
    found = app.part("features", name)
    return list(found) if isinstance(found, list) else []


def _channel_mark(channel: Channel, me: Person) -> Any:
    """Everything that `_channel` tells; counting is left for when a message came or went."""
    counted = len(channel.log), sum(one.deleted for one in channel.log)
    members, latest = [one.id for one in channel.members], _latest(channel, me)
    return counted, channel.name, channel.topic, channel.purpose, channel.archived, channel.shared, members, latest


def _latest(channel: Channel, me: Person) -> str:
    """The ts of the newest message that this person sees; "" where there is none."""
    standing = next((one.ts for one in reversed(channel.log) if not one.deleted), "")
    return max([standing, *(one.ts for one in me.ephemerals(channel)[-1:])])


def _channel(channel: Channel, me: Person) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic or channel.purpose,
        "archived": channel.archived,
        "shared": channel.shared,
        "member": channel.has(me),
        "members": [one.id for one in channel.members],
        "latest": _latest(channel, me),
        "count": sum(
            not one.deleted and one.body.get("thread_ts", one.body["ts"]) == one.body["ts"] for one in channel.log
        ),
    }
