"""A message as Slack makes it from what a person typed, or from a message that they passed on."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.core import Core
from bot.localslack.shapes.links import permalink
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace


def message_body(
    core: Core, user: User, text: str, thread: Message | str | None = None, broadcast: bool = False
) -> dict[str, Any]:
    """What somebody typed. A stranger's message names their own team."""
    body: dict[str, Any] = {"user": user.id, "client_msg_id": core.ids.uuid(), "text": words.typed(text)}
    body["team"] = user.home_team or user.team_id
    if text:
        body["blocks"] = [words.rich_text(text, core.ids.block())]
    if user.stranger:
        body |= {"user_team": user.home_team, "source_team": user.home_team}
    if thread:
        body["thread_ts"] = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
    if broadcast:
        body["subtype"] = "thread_broadcast"
    return body


def share_body(core: Core, team: Workspace, user: User, message: Message, text: str) -> dict[str, Any]:
    """A message that holds another one: Slack's "Forward message"."""
    author = team.users.get(message.user)
    channel, link = message.channel, permalink(team, message)
    name = author.real_name if author else message.user
    shared: dict[str, Any] = {
        "ts": message.ts,
        "author_id": message.user,
        "channel_id": channel.id,
        "channel_team": team.id,
        "is_msg_unfurl": True,
        "is_share": True,
        "message_blocks": _shown(team, message),
        "id": 1,
        "original_url": link,
        "fallback": f"[{_when(message.ts)}] {name}: {message.text}",
        "text": message.text,
        "author_name": name,
        "author_link": f"{team.url}team/{message.user}",
        "author_icon": "https://a.slack-edge.com/80588/img/avatars/ava_48.png",
        "author_subname": name,
        "mrkdwn_in": ["text"],
        "footer": "Direct message" if channel.kind == "im" else f"Posted in #{channel.name}",
        "from_url": link,
    }
    if message.files:
        shared["files"] = copy.deepcopy(message.files)
    return message_body(core, user, text) | {"attachments": [shared]}


def _shown(team: Workspace, message: Message) -> list[dict[str, Any]]:
    inside = {"blocks": copy.deepcopy(message.blocks)}
    return [{"team": team.id, "channel": message.channel.id, "ts": message.ts, "message": inside}]


def _when(ts: str) -> str:
    return ts.partition(".")[0]
