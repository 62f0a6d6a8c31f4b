"""What one person sees, as flat items by key: the page is sent only those that changed since it last looked.

Keys: `me`, `clock`, `guide`, `user:ID`, `app:ID`, `channel:ID`, `message:CHANNEL:TS`, `status:CHANNEL:THREAD`,
`view:ID` and `home:APP`. Each value is an object for JSON; what Slack itself shows of a record keeps Slack's names.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from bot.localslack.core import Core
from bot.localslack.page.guide import Guide
from bot.localslack.people import Person
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace

Item: TypeAlias = tuple[str, dict[str, Any]]

_STATUS_SECONDS = 120
_MOST_TEXT = 40_000  # characters of a mail's text on the page
_FILE = (
    *("id", "name", "title", "mimetype", "filetype", "pretty_type", "size", "mode", "file_access", "user"),
    *("subject", "from", "to", "cc", "headers", "original_attachment_count"),
)
_HIDDEN = ("client_msg_id", "bot_profile", "team", "metadata")


def everything(core: Core, me: Person, guide: Guide, place: Channel | None, most: int) -> dict[str, dict[str, Any]]:
    """All items for this person; messages only of the channel that is open, the last `most` of them."""
    found = dict(_frame(core, me, guide))
    if place is not None:
        found |= dict(_messages(core, me, place, most))
        found |= dict(_statuses(me.team, place, core.clock.now()))
    return found


def _frame(core: Core, me: Person, guide: Guide) -> Iterator[Item]:
    team = me.team
    yield "me", {"user": me.id, "team": team.id, "team_name": team.name, "people": [*_people(core)]}
    yield "clock", {"ahead": round(core.clock.ahead)}
    yield "guide", _guide(core, guide, team)
    for user in team.users.values():
        yield f"user:{user.id}", _user(user)
    for bot in team.bots:
        yield f"app:{bot.app_id}", _app(core, bot, me)
    for channel in team.channels.values():
        if channel.has(me) or channel.kind == "channel":
            yield f"channel:{channel.id}", _channel(channel, me)
    for depth, view in enumerate(me.stack):
        told = {"depth": depth, "app": view.app_id, "errors": view.errors, "trouble": view.trouble}
        yield f"view:{view.id}", told | {"body": view.body}
    for (user_id, app_id), home in team.homes.items():
        if user_id == me.id:
            yield f"home:{app_id}", {"app": app_id, "body": home.body}


def _people(core: Core) -> Iterator[dict[str, Any]]:
    """Everybody that somebody at the page can be."""
    for team in core.workspaces.values():
        for one in team.users.values():
            if isinstance(one, Person) and not one.deleted:
                named = {"id": one.id, "handle": one.handle, "name": one.real_name, "title": one.title}
                yield named | {"team": team.id, "team_name": team.name}


def _guide(core: Core, guide: Guide, team: Workspace) -> dict[str, Any]:
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


def _channel(channel: Channel, me: Person) -> dict[str, Any]:
    seen = [one for one in channel.messages if not one.is_reply]
    latest = max(
        [one.ts for one in channel.messages[-1:]] + [one.ts for one in me.ephemerals(channel)[-1:]], default=""
    )
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic or channel.purpose,
        "archived": channel.archived,
        "shared": channel.shared,
        "member": channel.has(me),
        "members": [one.id for one in channel.members],
        "latest": latest,
        "count": len(seen),
    }


def _messages(core: Core, me: Person, channel: Channel, most: int) -> Iterator[Item]:
    shown = [*channel.messages[-most:], *me.ephemerals(channel)[-most:]]
    for one in shown:
        yield f"message:{channel.id}:{one.ts}", _message(core, me, one)


def _message(core: Core, me: Person, message: Message) -> dict[str, Any]:
    body = {key: value for key, value in message.body.items() if key not in _HIDDEN}
    if "files" in body:
        body["files"] = [_file(me.team, one) for one in body["files"]]
    if "attachments" in body:
        body["attachments"] = [_attachment(me.team, one) for one in body["attachments"]]
    return body | {"channel": message.channel.id, "private": bool(message.ephemeral_to), "growing": message.streaming}


def _attachment(team: Workspace, given: Any) -> Any:
    if isinstance(given, dict) and "files" in given:
        return given | {"files": [_file(team, one) for one in given["files"]]}
    return given


def _file(team: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """A file as the page needs it; `url` is where the page finds its bytes."""
    told: dict[str, Any] = {key: body[key] for key in _FILE if key in body}
    file = team.files.get(str(body.get("id")))
    told["gone"] = file is None or file.deleted
    if file is not None and not file.deleted:
        told["url"] = page_address(file)
    if body.get("mode") == "email":
        told["plain_text"] = str(body.get("plain_text", ""))[:_MOST_TEXT]
        told["attachments"] = [one.get("filename", "") for one in body.get("attachments") or []]
    return told


def page_address(file: File) -> str:
    """Where the page finds a file's bytes."""
    return f"/page/file/{file.team_id}-{file.id}"


def _statuses(team: Workspace, channel: Channel, now: float) -> Iterator[Item]:
    """The last "is thinking..." of each thread, unless it is old, or the app took it away or has spoken since."""
    last = {one["thread_ts"]: one for one in team.statuses if one["channel"] == channel.id}
    for thread, told in last.items():
        app = told["app"]
        spoke = [one for one in channel.thread(thread) if one.body.get("app_id") == app and float(one.ts) > told["at"]]
        if told["status"] and not spoke and now - told["at"] < _STATUS_SECONDS:
            words = {"channel": channel.id, "thread": thread, "app": app, "status": told["status"]}
            yield f"status:{channel.id}:{thread}", words | {"loading": told["loading_messages"]}
