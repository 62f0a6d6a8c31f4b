"""The wrappers around what is delivered, in the exact field set that Slack sends, and who is told of what."""

import base64
import json
from typing import Any

from bot.localslack.calls import Attempt, Delivery
from bot.localslack.core import Core
from bot.localslack.world.apps import Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.workspace import Workspace

_SCOPES: dict[str, tuple[str, ...]] = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_archive": ("channels:read",),
    "group_archive": ("groups:read",),
    "channel_created": ("channels:read",),
    "channel_left": ("channels:read",),
    "group_left": ("groups:read",),
    "file_shared": ("files:read",),
    "file_deleted": ("files:read",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}


def subscription(event: dict[str, Any], channel: Channel | None) -> str:
    """The name by which an app subscribes to this event: "message.im", "app_mention"."""
    if event["type"] == "message" and channel is not None:
        return f"message.{channel.family}"
    return str(event["type"])


def hears(bot: Installed, event: dict[str, Any], channel: Channel | None) -> bool:
    """Whether this app asked for the event, was granted the scope, and is there to hear it."""
    name = subscription(event, channel)
    if bot.app.events is not None and name not in bot.app.events:
        return False
    if (scopes := _SCOPES.get(name)) and not bot.may(*scopes):
        return False
    return channel is None or channel.has(bot) or event["type"] in ("app_home_opened", "channel_left", "group_left")


def event_callback(
    core: Core, team: Workspace, bot: Installed, event: dict[str, Any], channel: Channel | None
) -> dict[str, Any]:
    """One event, for one installation."""
    enterprise = team.enterprise_id or None
    return {
        "token": bot.app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": enterprise,
        "api_app_id": bot.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": core.ids.id("Ev"),
        "event_time": core.now(),
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": team.id,
                "user_id": bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared),
        "event_context": _context(event, team, bot, channel),
    } | ({"enterprise_id": enterprise} if enterprise else {})


def _context(event: dict[str, Any], team: Workspace, bot: Installed, channel: Channel | None) -> str:
    told = {"et": event["type"], "tid": team.id, "aid": bot.app.id} | ({"cid": channel.id} if channel else {})
    return "4-" + base64.b64encode(json.dumps(told, separators=(",", ":")).encode()).decode()


def socket_envelope(delivery: Delivery, attempt: Attempt, reason: str) -> dict[str, Any]:
    """What goes over a Socket Mode connection; `reason` says why it is sent again."""
    envelope: dict[str, Any] = {
        "envelope_id": attempt.envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.accepts_response,
    }
    if delivery.kind == "events_api":
        envelope |= {"retry_attempt": attempt.number, "retry_reason": reason}
    return envelope
