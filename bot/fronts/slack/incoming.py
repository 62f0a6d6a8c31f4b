"""What Slack tells us, sorted: a person's words, an email sent in, a change, or nothing that is for us.

The usual filter ("drop whatever has a bot_id or a subtype") would drop every email: see `_is_email`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

SLACKBOT = "USLACKBOT"


class Sort(Enum):
    """What a message event is."""

    WORDS = "words"  # somebody wrote or dropped something
    EMAIL = "email"  # sent into Slack by mail
    EDITED = "edited"
    DELETED = "deleted"
    NOTHING = "nothing"  # from a bot, from us, or no words at all


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message event as we need it."""

    sort: Sort
    channel: str
    user: str
    ts: str  # of the message itself
    thread: str  # under which the answer goes
    in_thread: bool
    direct: bool
    message: Mapping[str, Any]
    stranger: bool  # from another company, through Slack Connect
    version: str = ""  # of an edited message


def incoming(body: Mapping[str, Any], workspace: str, bot_user: str, bot_id: str) -> Incoming:
    """The event in an event_callback that came for our installation in this workspace."""
    event = _mapping(body.get("event"))
    subtype = event.get("subtype")
    family = event.get("channel_type")
    message = _mapping(event.get("message")) if subtype == "message_changed" else event
    if subtype == "message_deleted":
        message = _mapping(event.get("previous_message"))
    sort = _sort(event, message, bot_user, bot_id)
    ts = next(filter(None, map(_text, (event.get("deleted_ts"), message.get("ts"), event.get("event_ts")))), "")
    channel = _text(event.get("channel"))
    edited = _mapping(message.get("edited"))
    return Incoming(
        sort=sort if channel else Sort.NOTHING, channel=channel, user=_text(message.get("user")), ts=ts,
        thread=_text(message.get("thread_ts")) or ts, in_thread=bool(_text(message.get("thread_ts"))),
        direct=family == "im" if isinstance(family, str) else channel.startswith("D"), message=message,
        stranger=_stranger(workspace, message), version=_text(edited.get("ts")),
    )  # fmt: skip


def _sort(event: Mapping[str, Any], message: Mapping[str, Any], bot_user: str, bot_id: str) -> Sort:
    subtype = event.get("subtype")
    if subtype == "message_deleted":
        return Sort.DELETED if _is_persons(message, bot_user, bot_id) else Sort.NOTHING
    if subtype == "message_changed":
        changed = _is_persons(message, bot_user, bot_id) and _differs(message, _mapping(event.get("previous_message")))
        return Sort.EDITED if changed else Sort.NOTHING
    if _is_email(message):
        return Sort.EMAIL
    if subtype in (None, "file_share", "thread_broadcast") and _is_persons(message, bot_user, bot_id):
        return Sort.WORDS
    return Sort.NOTHING


def _is_email(message: Mapping[str, Any]) -> bool:
    """An email sent in comes as Slackbot's, with a bot_id and no text."""
    return message.get("user") in (SLACKBOT, None) and any(
        file.get("filetype") == "email" or file.get("mode") == "email" for file in files_of(message)
    )


def _is_persons(message: Mapping[str, Any], bot_user: str, bot_id: str) -> bool:
    user = _text(message.get("user"))
    return (
        bool(user)
        and user not in (bot_user, SLACKBOT)
        and not message.get("bot_id")
        and message.get("hidden") is not True
    )


def _differs(message: Mapping[str, Any], previous: Mapping[str, Any]) -> bool:
    """Whether a person changed it. Slack also sends this event when it unfurls a link or when a reply comes."""
    if message.get("subtype") == "tombstone" or not message.get("edited"):
        return False
    return message.get("text") != previous.get("text") or _ids(message) != _ids(previous)


def _ids(message: Mapping[str, Any]) -> list[object]:
    return [file.get("id") for file in files_of(message)]


def _stranger(workspace: str, message: Mapping[str, Any]) -> bool:
    teams = {_text(message.get("user_team")), _text(message.get("source_team"))} - {""}
    return bool(teams and workspace) and workspace not in teams


def files_of(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The files of a message, its own before those of messages shared in it."""
    found = _mappings(message.get("files"))
    if isinstance(message.get("file"), Mapping):
        found.append(message["file"])
    for shared in _mappings(message.get("attachments")):
        found += _mappings(shared.get("files"))
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, Sequence) else []
