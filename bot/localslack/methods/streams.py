"""chat.startStream, .appendStream, .stopStream: a message that grows while it is read."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.happenings import messages, streaming
from bot.localslack.happenings.names import give_names
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.messages import Message

STREAM_SECONDS = 5 * 60


def _chunks(call: Asked) -> list[dict[str, Any]]:
    """What the call brings, `markdown_text` as a chunk like any other."""
    return [{"type": "markdown_text", "text": call.text("markdown_text")}, *(call.parsed("chunks") or [])]


def _more(call: Asked, text: str, blocks: list[dict[str, Any]], mode: str) -> Answer:
    """The text and the blocks of the message after this call; `mode` is the task_display_mode of its start."""
    chunks = _chunks(call)
    said = "".join(one["text"] for one in chunks if one["type"] == "markdown_text")
    shown = streaming.grown(blocks, chunks, as_plan=mode == "plan")
    return {"text": text + words.sent(said)} | ({"blocks": shown} if shown else {})


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


def _mode(message: Message) -> str:
    return str(message.payload.get("task_display_mode", ""))


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
    body = messages.by_bot(call.bot) | {"thread_ts": parent.thread_ts or parent.ts}
    body |= _more(call, "", [], call.text("task_display_mode"))
    message = messages.post(call.core, call.team, channel, body, payload=copy.deepcopy(call.arguments))
    message.streaming = True
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream")
async def append(call: Asked) -> Answer:
    """More words."""
    message = _streaming(call)
    message.body |= _more(call, message.text, message.blocks, _mode(message))
    give_names(call.core, message.blocks)
    call.core.changes.touch()
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.stopStream")
async def stop(call: Asked) -> Answer:
    """The last words, and blocks below them."""
    message = _streaming(call)
    message.streaming = False
    changes = _more(call, message.text, message.blocks, _mode(message))
    below = call.parsed("blocks", "invalid_blocks_format")
    if below:
        changes["blocks"] = [*changes.get("blocks", []), *copy.deepcopy(below)]
    messages.edit(call.core, call.team, message, changes, by="")
    return {"channel": message.channel.id, "ts": message.ts, "message": copy.deepcopy(message.body)}
