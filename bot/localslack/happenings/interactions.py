"""The payloads of what people do with an app: press, pick, submit, run a command, use a shortcut."""

import copy
from collections.abc import Iterator
from typing import Any

from bot.localslack.core import Core
from bot.localslack.happenings.names import every_block
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
    container |= _in_attachment(message, action["block_id"])
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


def _in_attachment(message: Message, block_id: str) -> dict[str, Any]:
    """What the container says more of a block that stands in an attachment, counted from 1; else nothing."""
    for number, one in enumerate(message.body.get("attachments") or [], 1):
        if any(block["block_id"] == block_id for block in every_block(one.get("blocks") or [])):
            return {"type": "message_attachment", "attachment_id": number, "is_app_unfurl": False}
    return {}


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
        "response_urls": list(_asked_addresses(core, team, app, user, view)),
    }


def _asked_addresses(core: Core, team: Workspace, app: App, user: User, view: View) -> Iterator[dict[str, str]]:
    """Where the app may answer: each conversation that was picked in an input with `response_url_enabled`."""
    for block in view.blocks:
        element = block.get("element") or {}
        if element.get("response_url_enabled"):
            state = view.body["state"]["values"][block["block_id"]][element["action_id"]]
            picked = team.channels.get(state.get("selected_conversation") or state.get("selected_channel") or "")
            if picked:
                where = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": picked.id}
                yield where | {"response_url": _response_url(core, team, app, user, picked)}


def suggestion(
    core: Core, team: Workspace, app: App, user: User, where: Message | View, element: tuple[str, str], words: str
) -> dict[str, Any]:
    """block_suggestion: somebody types into a list that the app fills; `element` is its block_id and action_id."""
    payload = _base(core, team, app, user, "block_suggestion")
    payload |= {"block_id": element[0], "action_id": element[1], "value": words}
    if isinstance(where, View):
        return payload | {"container": {"type": "view", "view_id": where.id}, "view": copy.deepcopy(where.body)}
    channel, private = where.channel, bool(where.ephemeral_to)
    payload["container"] = {
        "type": "message", "message_ts": where.ts, "channel_id": channel.id, "is_ephemeral": private
    }  # fmt: skip
    payload["channel"] = short_channel(channel)
    return payload if private else payload | {"message": copy.deepcopy(where.body)}


def closing(core: Core, team: Workspace, app: App, user: User, view: View, *, cleared: bool) -> dict[str, Any]:
    """view_closed; only for a view that asked for it."""
    payload = _base(core, team, app, user, "view_closed")
    return payload | {"view": copy.deepcopy(view.body), "is_cleared": cleared}
