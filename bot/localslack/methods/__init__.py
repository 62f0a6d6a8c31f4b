"""The Web API, one file a family; importing this writes all of them down."""

from bot.localslack.methods import (
    assistant,
    chat,
    chat_more,
    connections,
    conversations,
    files,
    history,
    identity,
    membership,
    oauth,
    reactions,
    scheduled,
    streams,
    uploads,
    users,
    views,
)
from bot.localslack.methods.registry import BOOK

METHODS = BOOK

__all__ = [
    "METHODS",
    "assistant",
    "chat",
    "chat_more",
    "connections",
    "conversations",
    "files",
    "history",
    "identity",
    "membership",
    "oauth",
    "reactions",
    "scheduled",
    "streams",
    "uploads",
    "users",
    "views",
]
