"""The conversation object of conversations.info, .list and .open."""

from typing import Any

from bot.localslack.world.channels import Channel
from bot.localslack.world.users import User


def channel_object(channel: Channel, reader: User) -> dict[str, Any]:
    """The conversation as this reader sees it."""
    return _direct(channel, reader) if channel.kind == "im" else _named(channel, reader)


def _direct(channel: Channel, reader: User) -> dict[str, Any]:
    others = [one.id for one in channel.members if one.id != reader.id]
    return {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": channel.team_id,
        "updated": channel.created * 1000,
        "user": others[0] if others else reader.id,
        "is_user_deleted": False,
        "is_open": True,
        "priority": 0,
    }


def _words(value: str) -> dict[str, Any]:
    return {"value": value, "creator": "", "last_set": 0}


def _sharing(channel: Channel) -> dict[str, Any]:
    return {
        "is_shared": channel.shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "is_ext_shared": channel.shared,
        "shared_team_ids": sorted({channel.team_id} | {one.home_team for one in channel.members if one.home_team}),
        "pending_connected_team_ids": [],
    }


def _named(channel: Channel, reader: User) -> dict[str, Any]:
    private = channel.kind != "channel"
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": private,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_general": channel.is_general,
        "unlinked": 0,
        "name_normalized": channel.name,
        **_sharing(channel),
        "context_team_id": channel.team_id,
        "updated": channel.created * 1000,
        "parent_conversation": None,
        "creator": channel.creator,
        "is_member": channel.has(reader),
        "topic": _words(channel.topic),
        "purpose": _words(channel.purpose),
        "previous_names": [],
        "num_members": len(channel.members),
    }


def short_channel(channel: Channel) -> dict[str, str]:
    """The {"id", "name"} of interaction payloads and commands, where a private name is not told."""
    names = {"im": "directmessage", "group": "privategroup", "channel": channel.name, "mpim": "mpdm-" + channel.name}
    return {"id": channel.id, "name": names[channel.kind]}
