"""Who is in a channel, as far as Slack lets us see: tips are set up there by people who are in it."""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.flows.subscribing import ChannelSeen
from bot.fronts.slack.gateway.outcomes import error_of
from bot.fronts.slack.workspaces import Workspace

PATIENCE = 1.5  # seconds: Slack gives up on a box after three
_MOST_PAGES = 3
_A_PAGE = 999  # the most that Slack gives at once
_HIDDEN = ("missing_scope", "not_allowed_token_type", "method_not_supported", "unknown_method")


async def seen(workspace: Workspace, channel: str, user: str) -> ChannelSeen | None:
    """The channel, for this person; None where Slack gave no answer in time."""
    if not workspace.may("channels:read", "groups:read"):
        return ChannelSeen(None, None)
    try:
        async with asyncio.timeout(PATIENCE):
            return await _seen(workspace, channel, user)
    except SlackApiError as error:
        said = error_of(error)
        if said == "channel_not_found":  # a private one that we were not invited to
            return ChannelSeen(bot=False, person=None)
        return ChannelSeen(None, None) if said in _HIDDEN else None
    except (aiohttp.ClientError, TimeoutError, OSError):
        return None


async def _seen(workspace: Workspace, channel: str, user: str) -> ChannelSeen:
    answer: Any = (await workspace.reading.conversations_info(channel=channel)).get("channel") or {}
    is_open = not (answer.get("is_archived") or answer.get("is_im") or answer.get("is_mpim"))
    if not is_open or answer.get("is_member") is not True:
        return ChannelSeen(bool(answer.get("is_member")), None, is_open)
    kind = "private_channel" if answer.get("is_private") else "public_channel"
    return ChannelSeen(True, await _is_in(workspace, channel, user, kind))


async def _is_in(workspace: Workspace, channel: str, user: str, kind: str) -> bool | None:
    """A person is in fewer channels than a channel has people, so theirs are read. None where there are too many."""
    cursor = ""
    for _ in range(_MOST_PAGES):
        answer: Any = await workspace.reading.users_conversations(
            user=user, types=kind, limit=_A_PAGE, exclude_archived=True, cursor=cursor or None
        )
        if any(isinstance(one, dict) and one.get("id") == channel for one in answer.get("channels") or ()):
            return True
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return False
    return None
