"""A message has an address of its own, which people pass around and which names its thread."""

from bot.localslack.world.messages import Message
from bot.localslack.world.workspace import Workspace


def permalink(team: Workspace, message: Message) -> str:
    """The address of a message; for a reply with the thread that it stands in."""
    channel = message.channel.id
    link = f"{team.url}archives/{channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={channel}" if message.is_reply else link
