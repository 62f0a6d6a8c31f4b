"""Files come into a workspace and are shared into conversations."""

import copy
import mimetypes
from typing import Any
from urllib.parse import quote

from bot.localslack.core import Core
from bot.localslack.happenings import messages
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.workspace import Workspace

# Slack's own names: ending -> (filetype, mimetype, pretty_type)
_TYPES = {
    "eml": ("eml", "message/rfc822", "EML"),
    "msg": ("msg", "application/vnd.ms-outlook", "MSG"),
    "txt": ("text", "text/plain", "Plain Text"),
    "pdf": ("pdf", "application/pdf", "PDF"),
    "png": ("png", "image/png", "PNG"),
    "jpg": ("jpg", "image/jpeg", "JPEG"),
    "jpeg": ("jpg", "image/jpeg", "JPEG"),
    "gif": ("gif", "image/gif", "GIF"),
    "html": ("html", "text/html", "HTML"),
    "csv": ("csv", "text/csv", "CSV"),
    "zip": ("zip", "application/zip", "Zip"),
    "ics": ("ics", "text/calendar", "ICS"),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word Document"),
}
_SNIPPETS = {"text", "html", "csv"}


def kept(core: Core, team: Workspace, user: User, name: str, data: bytes) -> File:
    """A file that somebody uploaded, not shared yet."""
    id_ = core.ids.id("F")
    file = File(id_, team.id, name, data, {}, user=user.id)
    file.body = _object(core, team, file)
    team.files[id_] = file
    return file


def addresses(core: Core, file: File, kind: str = "files-pri") -> dict[str, str]:
    """Where its bytes are, behind a login."""
    at, name = f"{core.origin}/{kind}/{file.team_id}-{file.id}", quote(_plain(file.name))
    return {"url_private": f"{at}/{name}", "url_private_download": f"{at}/download/{name}"}


def share(
    core: Core, team: Workspace, channel: Channel, files: list[File], body: dict[str, Any], payload: dict[str, Any]
) -> Message:
    """A message that carries files; the apps hear of the message and of each file."""
    for file in files:
        file.shared = True
        if channel.id not in file.channels:
            file.channels.append(channel.id)
        file.body["is_public"] = file.body.get("is_public", False) or channel.kind == "channel"
        file.body |= _where(team, file)
    body = body | {"files": [shown(channel, one) for one in files]}
    message = messages.post(core, team, channel, body, payload=payload)
    for file in files:
        _note_share(file, channel, message)
        event = {"type": "file_shared", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
        core.office.announce(team, event | {"channel_id": channel.id, "event_ts": core.ts()}, channel)
    return message


def delete(core: Core, team: Workspace, file: File) -> None:
    """A file is taken away, and the apps hear of it."""
    file.deleted = True
    core.office.announce(team, {"type": "file_deleted", "file_id": file.id, "event_ts": core.ts()})


def shown(channel: Channel, file: File) -> dict[str, Any]:
    """The file as a message carries it: from another organisation there is only a stub."""
    if channel.shared and file.body.get("user_team") != channel.team_id:
        return {"id": file.id, "mode": "file_access", "file_access": "check_file_info"}
    return copy.deepcopy(file.body)


def _where(team: Workspace, file: File) -> dict[str, list[str]]:
    kinds = {"channel": "channels", "group": "groups", "mpim": "groups", "im": "ims"}
    places: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    for id_ in file.channels:
        places[kinds[team.channels[id_].kind]].append(id_)
    return places


def _note_share(file: File, channel: Channel, message: Message) -> None:
    side = "public" if channel.kind == "channel" else "private"
    noted = {"ts": message.ts, "channel_name": channel.name, "team_id": channel.team_id, "share_user_id": message.user}
    file.body.setdefault("shares", {}).setdefault(side, {}).setdefault(channel.id, []).append(noted)


def _object(core: Core, team: Workspace, file: File) -> dict[str, Any]:
    return {
        "id": file.id,
        "created": core.now(),
        "timestamp": core.now(),
        "name": file.name,
        "title": file.name,
        **_type(file.name),
        **_owner(team, file),
        "size": len(file.data),
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        **addresses(core, file),
        "media_display_type": "unknown",
        "permalink": f"{team.url}files/{file.user}/{file.id}/{quote(_plain(file.name))}",
        "permalink_public": f"https://slack-files.com/{team.id}-{file.id}-{core.ids.hex(10)}",
        "is_starred": False,
        "has_rich_preview": False,
        "file_access": "visible",
    }


def _type(name: str) -> dict[str, Any]:
    """What Slack takes a file for, by the ending of its name."""
    guess = mimetypes.guess_type(name)[0] or "application/octet-stream"
    filetype, mimetype, pretty = _TYPES.get(name.rpartition(".")[2].lower(), ("binary", guess, "Binary"))
    is_snippet = filetype in _SNIPPETS
    return {
        "mimetype": mimetype,
        "filetype": filetype,
        "pretty_type": pretty,
        "editable": is_snippet,
        "mode": "snippet" if is_snippet else "hosted",
    }


def _owner(team: Workspace, file: File) -> dict[str, str]:
    owner = team.users.get(file.user)
    return {"user": file.user, "user_team": (owner.home_team if owner else "") or team.id}


def _plain(name: str) -> str:
    """A file's name in its address: lower case, odd characters as underscores."""
    return "".join(one if one.isalnum() or one in ".-_" else "_" for one in name.lower()) or "file"
