"""The lines "is thinking..." that apps set: which of them people still see."""

from typing import Any

from bot.localslack.world.workspace import Workspace

STATUS_SECONDS = 120  # Slack takes a status away by itself after two minutes


def statuses_shown(team: Workspace, now: float) -> list[dict[str, Any]]:
    """The last of each app in a thread, unless it is old, was taken away, or the app has spoken there since."""
    last = {(one["channel"], one["thread_ts"], one["app"]): one for one in team.statuses}
    return [one for one in last.values() if one["status"] and now - one["at"] < STATUS_SECONDS and _waits(team, one)]


def _waits(team: Workspace, told: dict[str, Any]) -> bool:
    replies = team.channels[told["channel"]].thread(told["thread_ts"])
    return not any(one.body.get("app_id") == told["app"] and float(one.ts) > told["at"] for one in replies)
