"""files.info, files.list, files.delete."""

import copy

from bot.localslack.happenings import sharing
from bot.localslack.methods.lists import page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.apps import Installed
from bot.localslack.world.files import File
from bot.localslack.world.workspace import Workspace


def may_see(team: Workspace, file: File, bot: Installed) -> bool:
    """Its own, or shared where the app's bot is."""
    channels = [team.channels[one] for one in file.channels if one in team.channels]
    return file.user == bot.id or any(one.kind == "channel" or one.has(bot) for one in channels)


def _file(call: Asked) -> File:
    file = call.team.files.get(call.required("file"))
    if file is None or not may_see(call.team, file, call.bot):
        raise Refused("file_not_found")
    if file.deleted:
        raise Refused("file_deleted")
    return file


@method("files.info", takes_json=False)
async def info(call: Asked) -> Answer:
    """A file object; for a small text file its content, too."""
    file = _file(call)
    answer: Answer = {"file": copy.deepcopy(file.body), "comments": []}
    if file.body.get("mode") == "snippet":
        answer |= {"content": file.data.decode("utf-8", "replace"), "is_truncated": False}
    return answer | {"response_metadata": {"next_cursor": ""}}


@method("files.list", takes_json=False)
async def list_files(call: Asked) -> Answer:
    """What the app may see."""
    found = [one for one in call.team.files.values() if may_see(call.team, one, call.bot) and not one.deleted]
    shown, _ = page(call, found, default=100)
    paging = {"count": len(shown), "total": len(found), "page": 1, "pages": 1}
    return {"files": [copy.deepcopy(one.body) for one in shown], "paging": paging}


@method("files.delete")
async def delete(call: Asked) -> Answer:
    """Only a file of its own."""
    file = _file(call)
    if file.user != call.bot.id:
        raise Refused("cant_delete_file")
    sharing.delete(call.core, call.team, file)
    return {}
