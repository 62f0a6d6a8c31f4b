"""files.getUploadURLExternal and files.completeUploadExternal: how an app gives a file."""

import copy
from typing import Any

from bot.localslack import text as words
from bot.localslack.happenings import messages, sharing
from bot.localslack.methods.lists import many
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.channels import Channel
from bot.localslack.world.files import File


@method("files.getUploadURLExternal", takes_json=False)
async def get_url(call: Asked) -> Answer:
    """Where to send the bytes."""
    name, length = call.required("filename"), call.whole("length", 0)
    if length <= 0:
        raise Refused("file_upload_size_not_given")
    file = sharing.kept(call.core, call.team, call.bot, name, b"")
    word = call.core.ids.word(40)
    call.core.uploads[word] = (call.team.id, file.id)
    return {"upload_url": f"{call.core.origin}/upload/v1/{word}", "file_id": file.id}


@method("files.completeUploadExternal")
async def complete(call: Asked) -> Answer:
    """Give the files their titles, and share them."""
    wanted = call.parsed("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments")
    files = [_uploaded(call, one) for one in wanted]
    for channel in _channels(call):
        _share(call, channel, files)
    return {"files": [copy.deepcopy(one.body) for one in files]}


def _uploaded(call: Asked, wanted: dict[str, Any]) -> File:
    file = call.team.files.get(str(wanted.get("id")))
    if file is None or file.user != call.bot.id or file.shared:
        raise Refused("file_not_found")
    if not file.data:
        raise Refused("file_update_failed")
    file.shared = True
    file.body["title"] = wanted.get("title") or file.name
    return file


def _channels(call: Asked) -> list[Channel]:
    ids = [call.text("channel_id")] if call.text("channel_id") else many(call, "channels")
    for id_ in ids:
        channel = call.team.channels.get(id_)
        if channel is None or not channel.has(call.bot):
            raise Refused("channel_not_found" if channel is None or channel.kind != "channel" else "not_in_channel")
    return [call.team.channels[one] for one in ids]


def _share(call: Asked, channel: Channel, files: list[File]) -> None:
    body: dict[str, Any] = {"subtype": "file_share"} | messages.by_bot(call.bot)
    body |= {"text": words.sent(call.text("initial_comment")), "upload": False, "display_as_bot": False}
    if call.text("thread_ts"):
        body["thread_ts"] = call.text("thread_ts")
    sharing.share(call.core, call.team, channel, files, body, copy.deepcopy(call.arguments))
