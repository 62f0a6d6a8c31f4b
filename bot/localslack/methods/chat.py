"""chat.postMessage, chat.postEphemeral: an app speaks."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.happenings import messages, rooms
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.channels import Channel
from bot.localslack.world.users import SLACKBOT, User

_MOST_TEXT = 40_000


def content(call: Asked) -> Answer:
    """text, blocks and attachments as the message will carry them. Refuses an empty one."""
    blocks = call.parsed("blocks", "invalid_blocks_format")
    attachments = call.parsed("attachments", "invalid_attachments")
    text, markdown = call.text("text"), call.text("markdown_text")
    if not (text.strip() or blocks or attachments or markdown):
        raise Refused("no_text")
    if markdown and (text or blocks):
        raise Refused("markdown_text_conflict")
    if len(text) > _MOST_TEXT or len(markdown) > 12_000:
        raise Refused("msg_too_long")
    body: Answer = {"text": words.sent(text or markdown)}
    if blocks or markdown:
        body["blocks"] = copy.deepcopy(blocks) if blocks else [{"type": "markdown", "text": markdown}]
    if attachments:
        body["attachments"] = copy.deepcopy(attachments)
    return body


@method("chat.postMessage")
async def post_message(call: Asked) -> Answer:
    """A message to a channel, or to a person by their U... id."""
    channel = _target(call)
    if channel.archived:
        raise Refused("is_archived")
    body = messages.by_bot(call.bot) | content(call) | thread(call, channel)
    metadata = call.parsed("metadata", "invalid_metadata_format")
    message = messages.post(
        call.core, call.team, channel, body, payload=copy.deepcopy(call.arguments), metadata=metadata
    )
    shown = copy.deepcopy(message.body) | ({"metadata": metadata} if metadata else {})
    return {"channel": channel.id, "ts": message.ts, "message": shown}


@method("chat.postEphemeral")
async def post_ephemeral(call: Asked) -> Answer:
    """A message that one member of the channel sees."""
    channel = call.channel()
    if channel.archived:
        raise Refused("is_archived")
    user = call.team.users.get(call.required("user"))
    if user is None or not channel.has(user):
        raise Refused("user_not_in_channel")
    body = messages.by_bot(call.bot) | content(call) | thread(call, channel) | {"is_ephemeral": True}
    message = messages.post_private(call.core, channel, user, body, payload=copy.deepcopy(call.arguments))
    return {"message_ts": message.ts}


def _target(call: Asked) -> Channel:
    said = call.required("channel")
    person: User | None = call.team.users.get(said)
    if person is None:
        channel = call.channel(member=False)
        if not channel.has(call.bot) and not (channel.kind == "channel" and call.bot.may("chat:write.public")):
            raise Refused("not_in_channel")
        return channel
    if person.is_bot or person.id == SLACKBOT:
        raise Refused("cannot_dm_bot" if person.is_bot else "channel_not_found")
    return rooms.direct(call.core, call.team, call.bot, person)


def thread(call: Asked, channel: Channel) -> dict[str, Any]:
    """The fields of a reply; none outside threads."""
    ts = call.text("thread_ts")
    if not ts:
        return {}
    parent = channel.message(ts)
    if parent is None:
        raise Refused("thread_not_found")
    root = parent.thread_ts or ts
    return {"thread_ts": root} | ({"subtype": "thread_broadcast"} if call.flag("reply_broadcast") else {})
