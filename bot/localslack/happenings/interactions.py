"""The payloads of what people do with an app: press, pick, submit, run a command, use a shortcut."""

import copy
from typing import Any

from bot.localslack.core import Core
from bot.localslack.shapes.channels import short_channel
from bot.localslack.tickets import ResponseUrl, Trigger
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace


def _trigger(core: Core, team: Workspace, app: App, user: User, view: View | None = None) -> str:
    """A fresh trigger_id; one born in a modal can push another onto it."""
    word = core.ids.trigger()
    born = core.clock.now()
    core.tickets.triggers[word] = Trigger(app.id, team.id, user.id, born, view_id=view.id if view else "")
    return word


def _response_url(
    core: Core, team: Workspace, app: App, user: User, channel: Channel, message: Message | None = None
) -> str:
    """A fresh address that answers in this channel."""
    word = f"{core.ids.digits(13)}-{core.ids.word(24)}"
    url = ResponseUrl(app.id, team.id, channel.id, user.id, core.clock.now())
    if message is not None:
        url.message_ts, url.ephemeral = message.ts, bool(message.ephemeral_to)
        url.thread_ts = message.thread_ts if message.is_reply or message.ephemeral_to else ""
    core.tickets.responses[word] = url
    return f"{core.origin}/services/{team.id}/{word}"


def _base(core: Core, team: Workspace, app: App, user: User, kind: str) -> dict[str, Any]:
    """What every interaction says."""
    told_team = {"id": team.id, "domain": team.domain}
    if team.enterprise_id:
        told_team |= {"enterprise_id": team.enterprise_id, "enterprise_name": team.name}
    who = {"id": user.id, "username": user.handle, "name": user.handle, "team_id": user.home_team or team.id}
    return {
        "type": kind,
        "user": who,
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": told_team,
        "enterprise": core.enterprise(team),
        "is_enterprise_install": False,
    }


def shortcut(core: Core, team: Workspace, app: App, user: User, callback_id: str) -> dict[str, Any]:
    """A global shortcut."""
    return _shortcut(core, team, app, user, "shortcut", callback_id)


def message_action(
    core: Core, team: Workspace, app: App, user: User, callback_id: str, message: Message
) -> dict[str, Any]:
    """A shortcut on a message; the app need not be in its channel."""
    return _shortcut(core, team, app, user, "message_action", callback_id) | {
        "response_url": _response_url(core, team, app, user, message.channel),
        "message_ts": message.ts,
        "channel": short_channel(message.channel),
        "message": copy.deepcopy(message.body),
    }


def _shortcut(core: Core, team: Workspace, app: App, user: User, kind: str, callback_id: str) -> dict[str, Any]:
    """What both kinds say. They alone do not name the app."""
    payload = _base(core, team, app, user, kind)
    payload.pop("api_app_id")
    return payload | {
        "action_ts": core.ts(),
        "callback_id": callback_id,
        "trigger_id": _trigger(core, team, app, user),
    }


def command(
    core: Core, team: Workspace, app: App, user: User, name: str, text: str, channel: Channel
) -> dict[str, Any]:
    """A slash command: a flat form of strings."""
    short = short_channel(channel)
    payload = {
        "token": app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": short["name"],
        "user_id": user.id,
        "user_name": user.handle,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": _response_url(core, team, app, user, channel),
        "trigger_id": _trigger(core, team, app, user),
    }
    if team.enterprise_id:
        payload |= {"enterprise_id": team.enterprise_id, "enterprise_name": team.name}
    return payload


def press_on_message(
    core: Core, team: Workspace, app: App, user: User, message: Message, action: dict[str, Any], values: dict[str, Any]
) -> dict[str, Any]:
    """block_actions from a message; one that only this person sees is named, not shown."""
    payload = _base(core, team, app, user, "block_actions")
    private = bool(message.ephemeral_to)
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel.id, "is_ephemeral": private}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload |= {
        "container": container,
        "trigger_id": _trigger(core, team, app, user),
        "channel": short_channel(message.channel),
        "state": {"values": values},
        "response_url": _response_url(core, team, app, user, message.channel, message),
        "actions": [action],
    }
    if not private:
        payload["message"] = copy.deepcopy(message.body)
    return payload


def press_on_view(
    core: Core, team: Workspace, app: App, user: User, view: View, action: dict[str, Any]
) -> dict[str, Any]:
    """block_actions from a modal or a home tab."""
    payload = _base(core, team, app, user, "block_actions")
    return payload | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": _trigger(core, team, app, user, view),
        "view": copy.deepcopy(view.body),
        "actions": [action],
    }


def submission(core: Core, team: Workspace, app: App, user: User, view: View) -> dict[str, Any]:
    """view_submission."""
    payload = _base(core, team, app, user, "view_submission")
    return payload | {
        "trigger_id": _trigger(core, team, app, user, view),
        "view": copy.deepcopy(view.body),
        "response_urls": [],
    }


def closing(core: Core, team: Workspace, app: App, user: User, view: View, *, cleared: bool) -> dict[str, Any]:
    """view_closed; only for a view that asked for it."""
    payload = _base(core, team, app, user, "view_closed")
    return payload | {"view": copy.deepcopy(view.body), "is_cleared": cleared}
