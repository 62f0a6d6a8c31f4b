"""An app's answer to an interaction or a command becomes a message where that began."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.core import Core
from bot.localslack.happenings import messages
from bot.localslack.tickets import ResponseUrl


def answer_body(said: dict[str, Any]) -> dict[str, Any]:
    """The content of an answer to a command or an interaction."""
    body = {"text": words.sent(str(said.get("text") or ""))}
    return body | {key: copy.deepcopy(said[key]) for key in ("blocks", "attachments") if said.get(key)}


def post_answer(core: Core, url: ResponseUrl, said: dict[str, Any], body: dict[str, Any]) -> None:
    """Post it where the interaction began: to the person alone, unless `response_type` is in_channel."""
    team = core.workspaces[url.team_id]
    channel = team.channels[url.channel_id]
    bot = core.installed(core.apps[url.app_id], team)
    author = messages.by_bot(bot) if bot else {}
    thread = str(said.get("thread_ts") or url.thread_ts or "")
    body = author | body | ({"thread_ts": thread} if thread else {})
    if said.get("response_type") == "in_channel":
        messages.post(core, team, channel, body, payload=copy.deepcopy(said))
        return
    user = team.users[url.user]
    messages.post_private(core, channel, user, body | {"is_ephemeral": True}, payload=copy.deepcopy(said))
