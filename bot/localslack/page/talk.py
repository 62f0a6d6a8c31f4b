"""The open conversation as one person sees it: the last messages, their files, and who is at work on an answer."""

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from bot.localslack.page.items import Item
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.statuses import statuses_shown
from bot.localslack.world.workspace import Workspace

_MOST_TEXT = 40_000  # characters of a mail's text on the page
_FILE = (
    *("id", "name", "title", "mimetype", "filetype", "pretty_type", "size", "mode", "file_access", "user"),
    *("subject", "from", "to", "cc", "headers", "original_attachment_count"),
)
_HIDDEN = ("client_msg_id", "bot_profile", "team", "metadata")


def messages(me: Person, channel: Channel, most: int) -> Iterator[Item]:
    """The last `most` messages, oldest first, then those that only this person sees."""
    standing = (one for one in reversed(channel.log) if not one.deleted)
    files = (len(me.team.files), sum(one.deleted for one in me.team.files.values()))
    for one in [*reversed([*islice(standing, most)]), *me.ephemerals(channel)[-most:]]:
        yield Item(f"message:{channel.id}:{one.ts}", partial(_message, me, one), _mark(one, files))


def _mark(message: Message, files: tuple[int, int]) -> Any:
    """Its fields are replaced when they change, and only the reactions grow in place."""
    body = dict(message.body)
    reactions = json.dumps(body["reactions"]) if "reactions" in body else ""
    carries = "files" in body or "attachments" in body
    return body, reactions, bool(message.ephemeral_to), message.streaming, files if carries else ()


def _message(me: Person, message: Message) -> dict[str, Any]:
    body = {key: value for key, value in message.body.items() if key not in _HIDDEN}
    if "files" in body:
        body["files"] = _files(me.team, body["files"])
    if "attachments" in body:
        body["attachments"] = [_attachment(me.team, one) for one in _listed(body["attachments"])]
    return body | {"channel": message.channel.id, "private": bool(message.ephemeral_to), "growing": message.streaming}


def _attachment(team: Workspace, given: Any) -> Any:
    if isinstance(given, dict) and "files" in given:
        return given | {"files": _files(team, given["files"])}
    return given


def _files(team: Workspace, given: Any) -> list[dict[str, Any]]:
    """The files that a message names; an app may have written anything there."""
    return [_file(team, one) for one in _listed(given) if isinstance(one, dict)]


def _file(team: Workspace, body: dict[str, Any]) -> dict[str, Any]:
    """A file as the page needs it; `url` is where the page finds its bytes."""
    told: dict[str, Any] = {key: body[key] for key in _FILE if key in body}
    file = team.files.get(str(body.get("id")))
    told["gone"] = file is None or file.deleted
    if file is not None and not file.deleted:
        told["url"] = page_address(file)
    if body.get("mode") == "email":
        told["plain_text"] = str(body.get("plain_text", ""))[:_MOST_TEXT]
        parts = [one for one in _listed(body.get("attachments")) if isinstance(one, dict)]
        told["attachments"] = [str(one.get("filename", "")) for one in parts]
    return told


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def page_address(file: File) -> str:
    """Where the page finds a file's bytes."""
    return f"/page/file/{file.team_id}-{file.id}"


def statuses(team: Workspace, channel: Channel, now: float) -> Iterator[Item]:
    """The "is thinking..." that stands in each thread of the channel."""
    here = {one["thread_ts"]: one for one in statuses_shown(team, now) if one["channel"] == channel.id}
    for thread, told in here.items():
        words = {"channel": channel.id, "thread": thread, "app": told["app"], "status": told["status"]}
        yield Item(f"status:{channel.id}:{thread}", partial(dict, words))
