"""Who, where and which, out of what Slack sends: its events, interactions and commands say it in different places."""

from collections.abc import Mapping
from typing import Any

from bot.flows.ports import Person, Place, To

Body = Mapping[str, Any]


def workspace_of(body: Body) -> str:
    """The workspace where we are installed, for an event, an interaction or a command.

    In a channel shared with another company, an event's team_id may be theirs; its authorization is ours.
    """
    for authorization in body.get("authorizations") or ():
        if found := authorization.get("team_id"):
            return str(found)
    team = body.get("team")
    found = body.get("team_id") or (team.get("id") if isinstance(team, Mapping) else team)
    user = body.get("user")
    return str(found or (user.get("team_id") if isinstance(user, Mapping) else "") or "")


def event_key(body: Body) -> str:
    """The event's id, by which a second delivery is known; else what it is about."""
    event = body.get("event") or {}
    ts = event.get("event_ts") or event.get("ts")
    return str(body.get("event_id") or f"{event.get('type')}:{event.get('channel')}:{ts}")


def person_of(body: Body) -> Person:
    """Who pressed or typed, in an interaction or a command."""
    user = body.get("user")
    return Person(
        workspace_of(body), str((user.get("id") if isinstance(user, Mapping) else user) or body.get("user_id") or "")
    )


def channel_of(body: Body) -> str:
    """Where that was; "" in the App Home and in views."""
    channel = body.get("channel")
    found = channel.get("id") if isinstance(channel, Mapping) else channel
    container = body.get("container")
    return str(found or body.get("channel_id") or (container or {}).get("channel_id") or "")


def answer_url_of(body: Body) -> str:
    """Slack's response_url, where there is one."""
    return str(body.get("response_url") or "")


def where_of(body: Body) -> To:
    """Where to tell the person something alone: in that channel, or directly where there is none."""
    person, channel = person_of(body), channel_of(body)
    return To(Place(person.workspace, channel), person.id if channel else "", answer_url_of(body))
