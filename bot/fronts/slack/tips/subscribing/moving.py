"""People move and leave: their tips come by the clock where they are now, and none comes to a closed account."""

import logging

from bot.fronts.slack.counter import Counter
from bot.fronts.slack.people import Directory
from bot.schedules import Calendar, ZoneUnknown

log = logging.getLogger(__name__)
CLOSED = "user_disabled"  # Slack's word for an account that was closed
_MOST = 100_000  # subscriptions of a workspace
_AT_ONCE = 500  # people


async def followed(counter: Counter, workspace: str, people: Directory) -> None:
    """After a workspace's people were read: what they get themselves goes where they went. What they set up stays."""
    store, now = counter.desk.store.subscriptions, counter.desk.now()
    found = [one for one in await store.of_workspace(workspace, _MOST) if one.direct]
    moved = {
        one.target: zone for one in found
        if one.wanted.own_zone and (zone := people.zones.get(one.target)) and zone != one.wanted.calendar.zone
    }  # fmt: skip
    zones = [(person, zone) for person, zone in moved.items() if _is_known(zone)]
    for start in range(0, len(zones), _AT_ONCE):
        await store.rezone(workspace, dict(zones[start : start + _AT_ONCE]), now)
    left = [one for one in found if one.active and one.target in people.gone]
    for one in left:
        await store.stop(workspace, one.id, CLOSED, now)
    if zones or left:
        log.info("%d people with tips moved, %d left", len(zones), len({one.target for one in left}))


def _is_known(zone: str) -> bool:
    try:
        Calendar(zone).checked()
    except ZoneUnknown:
        return False
    return True
