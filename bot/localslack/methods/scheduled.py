"""chat.scheduleMessage and its list: a message that is posted later, on Slack's clock."""

import copy
from typing import Any

from bot.localslack.core import Core
from bot.localslack.happenings import messages
from bot.localslack.methods.chat import content, thread
from bot.localslack.methods.lists import page
from bot.localslack.methods.registry import Answer, Asked, Refused, method
from bot.localslack.world.workspace import Workspace

FURTHEST_DAYS = 120
_MOST, _WITHIN = 30, 300  # messages a channel within so many seconds
_DAY = 86_400
_TOLD = ("id", "channel_id", "post_at", "date_created", "text")  # the rest is what will be posted


@method("chat.scheduleMessage")
async def schedule(call: Asked) -> Answer:
    """Promise a message for `post_at` (seconds since 1970). One with metadata is never posted: Slack's own fault."""
    channel, at = call.channel(), call.whole("post_at", 0)
    if at <= call.core.clock.now():
        raise Refused("time_in_past")
    if at > call.core.clock.now() + FURTHEST_DAYS * _DAY:
        raise Refused("time_too_far")
    due = [one for one in call.team.scheduled.values() if one["channel_id"] == channel.id]
    if sum(abs(one["post_at"] - at) < _WITHIN for one in due) >= _MOST:
        raise Refused("restricted_too_many")
    body = messages.by_bot(call.bot) | content(call) | thread(call, channel)
    id_ = call.core.ids.id("Q")
    told = {"id": id_, "channel_id": channel.id, "post_at": at, "date_created": call.core.now(), "text": body["text"]}
    call.team.scheduled[id_] = told | {"body": body, "payload": copy.deepcopy(call.arguments)}
    _promise(call.core, call.team, call.team.scheduled[id_])
    answer = {"channel": channel.id, "scheduled_message_id": id_, "post_at": at}
    return answer | {"message": copy.deepcopy(body)}


@method("chat.scheduledMessages.list")
async def list_scheduled(call: Asked) -> Answer:
    """What is promised and not posted yet."""
    wanted = call.text("channel")
    due = [one for one in call.team.scheduled.values() if wanted in ("", one["channel_id"])]
    shown, more = page(call, sorted(due, key=lambda one: int(one["post_at"])), default=100)
    told = [{key: one[key] for key in _TOLD} for one in shown]
    return {"scheduled_messages": told, "response_metadata": more}


@method("chat.deleteScheduledMessage")
async def delete_scheduled(call: Asked) -> Answer:
    """Take a promise back."""
    if call.team.scheduled.pop(call.required("scheduled_message_id"), None) is None:
        raise Refused("invalid_scheduled_message_id")
    return {}


def promise_again(core: Core) -> None:
    """After a restart: post what was promised, each at its time; at once, in order, what should be there by now."""
    due = [(team, one) for team in core.workspaces.values() for one in team.scheduled.values()]
    for team, one in sorted(due, key=lambda pair: int(pair[1]["post_at"])):
        _promise(core, team, one)


def _promise(core: Core, team: Workspace, promised: dict[str, Any]) -> None:
    if not promised["payload"].get("metadata"):
        core.office.run(_post_later(core, team, promised))


async def _post_later(core: Core, team: Workspace, promised: dict[str, Any]) -> None:
    await core.clock.sleep(promised["post_at"] - core.clock.now())
    channel, bot = team.channels[promised["channel_id"]], team.users[promised["body"]["user"]]
    if team.scheduled.pop(promised["id"], None) is not None and not channel.archived and channel.has(bot):
        messages.post(core, team, channel, promised["body"], payload=promised["payload"])
