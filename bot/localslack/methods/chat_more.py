"""chat.update, chat.delete, chat.getPermalink: what an app does to messages that are there."""

import copy

from bot.localslack.happenings import messages
from bot.localslack.methods.chat import content
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.shapes.links import permalink
from bot.localslack.world.messages import Message


def _own(call: Asked, refusal: str) -> Message:
    message = call.channel().message(call.required("ts"))
    if message is None:
        raise Refused("message_not_found")
    if message.bot_id != call.bot.bot_id:
        raise Refused(refusal)
    return message


@method("chat.update")
async def update(call: Asked) -> Answer:
    """New words for a message of one's own. Blocks that are not given are taken away."""
    message = _own(call, "cant_update_message")
    if message.streaming:
        raise Refused("streaming_state_conflict")
    given = content(call)
    if not given["text"] and "blocks" not in given:
        given.pop("text")
    changes = {"blocks": None, "attachments": None} | given
    if call.arguments.get("blocks") is None and "attachments" in given and not call.text("text"):
        changes.pop("blocks")
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is not None:
        message.metadata = metadata or None
    message.payload = message.payload | copy.deepcopy(call.arguments)
    messages.edit(call.core, call.team, message, changes, by=call.bot.id)
    shown = copy.deepcopy(message.body)
    return {"channel": message.channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete")
async def delete(call: Asked) -> Answer:
    """Take a message of one's own away."""
    message = _own(call, "cant_delete_message")
    messages.delete(call.core, call.team, message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink", takes_json=False)
async def get_permalink(call: Asked) -> Answer:
    """The address of a message."""
    channel = call.channel(member=False)
    message = channel.message(call.required("message_ts"))
    if message is None:
        raise Refused("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.team, message)}
