"""reactions.add, .remove, .get."""

from bot.localslack.happenings import messages
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.messages import Message


def _message(call: Asked) -> Message:
    found = call.channel().message(call.required("timestamp"))
    if found is None:
        raise Refused("message_not_found")
    return found


@method("reactions.add")
async def add(call: Asked) -> Answer:
    """A reaction by the app's bot."""
    name = call.required("name").strip(":")
    if not messages.react(call.core, call.team, _message(call), name, call.bot):
        raise Refused("already_reacted")
    return {}


@method("reactions.remove")
async def remove(call: Asked) -> Answer:
    """Takes it away."""
    name = call.required("name").strip(":")
    if not messages.unreact(call.core, call.team, _message(call), name, call.bot):
        raise Refused("no_reaction")
    return {}


@method("reactions.get", takes_json=False)
async def get(call: Asked) -> Answer:
    """A message with its reactions."""
    message = _message(call)
    return {"type": "message", "channel": message.channel.id, "message": dict(message.body)}
