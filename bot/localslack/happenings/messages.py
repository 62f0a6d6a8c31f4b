"""Messages are posted, edited and deleted; threads grow; bots are mentioned."""

import copy
import re
from typing import Any

from bot.localslack.core import Core
from bot.localslack.happenings.names import give_names
from bot.localslack.shapes.users import bot_profile
from bot.localslack.world.apps import Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import SLACKBOT, User
from bot.localslack.world.workspace import Workspace

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def post(core: Core, team: Workspace, channel: Channel, body: dict[str, Any], **posted: Any) -> Message:
    """Put a message into a channel; `body` lacks its ts. `posted` are `payload` and `metadata` of the record."""
    body = {"type": "message", "ts": core.ts(), "team": team.id} | body
    message = Message(channel, body, **posted)
    give_names(core, _blocks_of(body))
    if message.is_reply:
        _grow_thread(channel, message)
    channel.add(message)
    core.office.announce(team, _event(channel, body), channel)
    _announce_mentions(core, team, message)
    return message


def post_private(core: Core, channel: Channel, user: User, body: dict[str, Any], **posted: Any) -> Message:
    """A message that one person sees; no app is told of it."""
    body = {"type": "message", "ts": core.ts()} | body
    message = Message(channel, body, ephemeral_to=user.id, **posted)
    give_names(core, _blocks_of(body))
    channel.ephemerals.append(message)
    core.changes.touch()
    return message


def edit(core: Core, team: Workspace, message: Message, changes: dict[str, Any], by: str) -> None:
    """Replace some fields of a message; a key with None takes the field away. By "": nobody, as when links unfurl."""
    before = copy.deepcopy(message.body)
    for key, value in changes.items():
        message.body.pop(key, None)
        if value is not None:
            message.body[key] = value
    give_names(core, shown_blocks(message))
    if by:
        message.body["edited"] = {"user": by, "ts": core.ts()}
    if message.ephemeral_to:
        core.changes.touch()
        return
    event = _hidden("message_changed", message.channel, core.ts())
    event |= {"message": copy.deepcopy(message.body), "previous_message": before}
    core.office.announce(team, event, message.channel)


def delete(core: Core, team: Workspace, message: Message) -> None:
    """Take a message away; one with replies leaves a tombstone, as in Slack."""
    if message.ephemeral_to:
        message.deleted = True
        core.changes.touch()
        return
    if message.channel.thread(message.ts):
        tombstone = {"subtype": "tombstone", "user": SLACKBOT, "text": "This message was deleted.", "hidden": True}
        gone = dict.fromkeys(("blocks", "files", "attachments", "bot_id", "bot_profile", "client_msg_id"))
        edit(core, team, message, gone | tombstone, by="")
        return
    message.deleted = True
    if message.is_reply:
        _shrink_thread(message)
    event = _hidden("message_deleted", message.channel, core.ts())
    event |= {"previous_message": copy.deepcopy(message.body), "deleted_ts": message.ts}
    core.office.announce(team, event, message.channel)


def react(core: Core, team: Workspace, message: Message, name: str, user: User) -> bool:
    """Add a reaction; False when it was there already."""
    found = next((one for one in message.reactions if one["name"] == name), None)
    if found and user.id in found["users"]:
        return False
    if found:
        found["users"].append(user.id)
        found["count"] += 1
    else:
        message.body.setdefault("reactions", []).append({"name": name, "users": [user.id], "count": 1})
    _announce_reaction(core, team, message, name, user, "reaction_added")
    return True


def unreact(core: Core, team: Workspace, message: Message, name: str, user: User) -> bool:
    """Take a reaction away; False when it was not there."""
    found = next((one for one in message.reactions if one["name"] == name), None)
    if found is None or user.id not in found["users"]:
        return False
    found["users"].remove(user.id)
    found["count"] -= 1
    kept = [one for one in message.reactions if one["count"]]
    message.body["reactions"] = kept
    _announce_reaction(core, team, message, name, user, "reaction_removed")
    return True


def by_bot(bot: Installed) -> dict[str, Any]:
    """The author's fields of a message that an app posted."""
    return {"user": bot.id, "bot_id": bot.bot_id, "app_id": bot.app_id, "bot_profile": bot_profile(bot)}


def _event(channel: Channel, body: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in body.items() if key not in ("reply_count", "reactions")}
    return copy.deepcopy(told) | {"channel": channel.id, "event_ts": body["ts"], "channel_type": channel.kind}


def _hidden(subtype: str, channel: Channel, ts: str) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def _announce_mentions(core: Core, team: Workspace, message: Message) -> None:
    channel = message.channel
    if channel.kind == "im":
        return
    mentioned = set(_MENTION.findall(message.text))
    for bot in team.bots:
        if bot.id in mentioned and bot.id != message.user and channel.has(bot):
            event = _event(channel, message.body) | {"type": "app_mention"}
            event = {key: value for key, value in event.items() if key not in ("channel_type", "subtype")}
            core.office.announce(team, event, channel, only=bot)


def _announce_reaction(core: Core, team: Workspace, message: Message, name: str, user: User, kind: str) -> None:
    item = {"type": "message", "channel": message.channel.id, "ts": message.ts}
    event = {"type": kind, "user": user.id, "reaction": name, "item": item, "item_user": message.user}
    core.office.announce(team, event | {"event_ts": core.ts()}, message.channel)


def _grow_thread(channel: Channel, reply: Message) -> None:
    parent = channel.message(reply.thread_ts)
    if parent is None:
        return
    reply.body["parent_user_id"] = parent.user
    users = parent.body.get("reply_users", [])
    users = users if reply.user in users else [*users, reply.user]
    count = int(parent.body.get("reply_count", 0)) + 1
    parent.body |= {"thread_ts": parent.ts, "reply_count": count, "reply_users_count": len(users)}
    parent.body |= {"latest_reply": reply.ts, "reply_users": users, "is_locked": False, "subscribed": False}


def _shrink_thread(reply: Message) -> None:
    parent = reply.channel.message(reply.thread_ts)
    left = reply.channel.thread(reply.thread_ts)
    if parent is None:
        return
    if left:
        parent.body |= {"reply_count": len(left), "latest_reply": left[-1].ts}
        return
    for key in ("reply_count", "reply_users_count", "latest_reply", "reply_users", "is_locked", "subscribed"):
        parent.body.pop(key, None)
    parent.body.pop("thread_ts", None)


def shown_blocks(message: Message) -> list[dict[str, Any]]:
    """The blocks of a message, and those in what hangs below it."""
    return _blocks_of(message.body)


def _blocks_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    below = [one.get("blocks") for one in body.get("attachments") or [] if isinstance(one, dict)]
    return [block for blocks in [body.get("blocks"), *below] for block in blocks or [] if isinstance(block, dict)]
