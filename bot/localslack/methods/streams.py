"""chat.startStream, .appendStream, .stopStream: a message that grows while it is read."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.happenings import messages
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.messages import Message

STREAM_SECONDS = 5 * 60


def _said(call: Asked) -> str:
    chunks: list[dict[str, Any]] = call.parsed("chunks") or []
    parts = [str(one.get("text", "")) for one in chunks if one.get("type") == "markdown_text"]
    return call.text("markdown_text") + "".join(parts)


def _streaming(call: Asked) -> Message:
    message = call.channel().message(call.required("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.bot_id != call.bot.bot_id:
        raise Refused("message_not_owned_by_app")
    if not message.streaming or call.core.clock.now() - float(message.ts) > STREAM_SECONDS:
        message.streaming = False
        raise Refused("message_not_in_streaming_state")
    return message


@method("chat.startStream")
async def start(call: Asked) -> Answer:
    """Begin a message in a thread."""
    channel = call.channel()
    parent = channel.message(call.required("thread_ts"))
    if parent is None:
        raise Refused("thread_not_found")
    if channel.kind != "im" and not call.text("recipient_user_id"):
        raise Refused("missing_recipient_user_id")
    if channel.kind != "im" and not call.text("recipient_team_id"):
        raise Refused("missing_recipient_team_id")
    body = messages.by_bot(call.bot) | {"text": words.sent(_said(call)), "thread_ts": parent.thread_ts or parent.ts}
    message = messages.post(call.core, call.team, channel, body, payload=copy.deepcopy(call.arguments))
    message.streaming = True
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream")
async def append(call: Asked) -> Answer:
    """More words."""
    message = _streaming(call)
    message.body["text"] = message.text + words.sent(_said(call))
    call.core.changes.touch()
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.stopStream")
async def stop(call: Asked) -> Answer:
    """The last words, and blocks below them."""
    message = _streaming(call)
    message.streaming = False
    changes: Answer = {"text": message.text + words.sent(_said(call))}
    blocks = call.parsed("blocks", "invalid_blocks_format")
    if blocks:
        changes["blocks"] = copy.deepcopy(blocks)
    messages.edit(call.core, call.team, message, changes, by="")
    return {"channel": message.channel.id, "ts": message.ts, "message": copy.deepcopy(message.body)}
