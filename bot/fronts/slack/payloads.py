"""Who, where and which, out of what Slack sends: its events, interactions and commands say it in different places."""

import secrets
from collections.abc import Mapping
from typing import Any

from bot.flows.shapes import Person, Place, To

Body = Mapping[str, Any]


def workspace_of(body: Body) -> str:
    """The workspace where we are installed, for an event, an interaction or a command.

    In a channel shared with another company, an event's team_id may be theirs; its authorization is ours.
    """
    given = body.get("authorizations")
    for authorization in given if isinstance(given, list) else ():
        if found := _id(authorization, "team_id"):
            return found
    return _text(body.get("team_id")) or _id(body.get("team")) or _id(body.get("user"), "team_id")


def event_key(body: Body) -> str:
    """The event's id, by which a second delivery is known; else what it is about; else a new one."""
    event = body.get("event") or {}
    ts = event.get("event_ts") or event.get("ts")
    about = f"{event.get('type')}:{event.get('channel')}:{ts}" if ts else secrets.token_hex(8)
    return str(body.get("event_id") or about)


def told_apart(body: Body) -> Body:
    """An interaction or a command with an id of its own, where Slack gave none: it is no repetition of another."""
    return body if body.get("trigger_id") else {**body, "trigger_id": f"none-{secrets.token_hex(8)}"}


def person_of(body: Body) -> Person:
    """Who pressed or typed, in an interaction or a command."""
    return Person(workspace_of(body), _id(body.get("user")) or _text(body.get("user_id")))


def home_of(body: Body) -> str:
    """The workspace that whoever pressed belongs to: in a shared channel another one; "" where Slack does not say."""
    return _id(body.get("user"), "team_id")


def channel_of(body: Body) -> str:
    """Where that was; "" in the App Home and in views."""
    named = _id(body.get("channel")) or _text(body.get("channel_id"))
    return named or _id(body.get("container"), "channel_id")


def answer_url_of(body: Body) -> str:
    """Slack's response_url, where there is one."""
    return _text(body.get("response_url"))


def part(body: Body, name: str) -> Body:
    """An object in what Slack sent ("message", "container", "view"); empty where it is none."""
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def used(body: Body) -> Body:
    """The button, menu or field that was used, with its action_id; empty where Slack names none."""
    actions = body.get("actions")
    found = actions[0] if isinstance(actions, list) and actions else {}
    return found if isinstance(found, Mapping) else {}


def value_of(body: Body) -> str:
    """What the pressed button carries; "" for nothing."""
    return str(used(body).get("value") or "")


def typed(body: Body, block: str, action: str, what: str = "value") -> Any:
    """What a person put into a field of a box; None where there is none."""
    found: Any = body.get("view")
    for name in ("state", "values", block, action, what):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def where_of(body: Body) -> To:
    """Where to tell the person something alone: in that channel, or directly where there is none."""
    person, channel = person_of(body), channel_of(body)
    return To(Place(person.workspace, channel), person.id if channel else "", answer_url_of(body))


def _id(thing: object, name: str = "id") -> str:
    """The id of a person or place, which Slack names in an object or alone."""
    return _text(thing.get(name)) if isinstance(thing, Mapping) else _text(thing) if name == "id" else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
