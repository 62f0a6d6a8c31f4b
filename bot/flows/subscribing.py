"""The story of subscribing to tips: who may, what becomes of it, and what is said.

Everybody may for themselves. A channel's tips are set up by somebody who is in it; whoever set them up may change them,
and so may an administrator. Nothing here counts twice: what is asked for again is there already.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.flows.shapes import Person
from bot.flows.tip_keeping import Subscriptions, TooMany
from bot.flows.tip_shapes import TIPS, Subscription, Wanted
from bot.library.library import Library
from bot.reply.reply import Button, Reply
from bot.schedules import CountryUnknown, ZoneUnknown, next_slot

IsAdmin = Callable[[], Awaitable[bool | None]]
"""Whether the person is an administrator; None where the platform did not say in time."""


class Deed(StrEnum):
    """What can be done with a subscription."""

    CHANGE = "change"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """What the platform lets us see of a channel; None where it does not."""

    bot: bool | None  # we are in it
    person: bool | None  # whoever asks is in it
    open: bool = True  # it is a channel, and no archived one


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a wish: a key of `subscribed.md.j2` or of [tips_mistakes], and the subscription it is about."""

    what: str
    one: Subscription | None = None


def why_not(seen: ChannelSeen | None, *, guest: bool, admin: bool, by_admins: bool, typed_there: bool) -> str:
    """Why somebody may not set up tips for a channel, as a key of [tips_mistakes] in slack.toml; "" where they may.

    `seen` is None where the platform gave no answer. Whoever typed a command in a channel is in it.
    """
    if guest:
        return "guest"
    if by_admins and not admin:
        return "admins"
    if seen is None:
        return "unsure"
    if not seen.open:
        return "closed"
    if seen.bot is False:
        return "no-bot"
    if seen.person is False and not typed_there:
        return "no-member"
    if seen.person is None and not (typed_there or admin):
        return "unseen"
    return ""


def comes(wanted: Wanted, now: datetime) -> bool:
    """Whether a tip would ever come."""
    calendar = replace(wanted.calendar, since=wanted.calendar.since or now.date())
    return next_slot(wanted.when, calendar, now) is not None


def is_theirs(one: Subscription, person: Person) -> bool:
    """Whether they may change it without being an administrator."""
    return person.id in ((one.target,) if one.direct else (one.setter,))


async def subscribe(
    store: Subscriptions, setter: Person, target: str, wanted: Wanted, now: datetime, *, direct: bool,
    asked_at: datetime,
) -> Ended:  # fmt: skip
    """Write it. What is there already is not written again, and what somebody stopped before makes room.

    What was made since it was asked for is new: whoever was at it then was cut off before it was said.
    """
    calendar = replace(wanted.calendar, since=now.date())
    wanted = replace(wanted, calendar=calendar)
    for one in await store.of_target(setter.workspace, target):
        if one.active and _is_the_same(one.wanted, wanted):
            same = not is_theirs(one, setter) or (one.wanted == _counted(wanted, one) and not one.paused_until)
            changed = None if same else await store.change(setter.workspace, one.id, _counted(wanted, one), now)
            return Ended("new" if changed or one.made_at >= asked_at else "there", changed or one)
        if not one.active and not one.why:
            await store.delete(setter.workspace, one.id)
    try:
        return Ended("new", await store.add(setter, target, wanted, now, direct=direct))
    except TooMany:
        return Ended("too-many")


async def may_change(store: Subscriptions, person: Person, id_: int, is_admin: IsAdmin) -> Ended:
    """The subscription with "" where they may change it, else why not."""
    one = await store.get(person.workspace, id_)
    if one is None:
        return Ended("gone")
    if is_theirs(one, person):
        return Ended("", one)
    admin = False if one.direct else await is_admin()
    return Ended("" if admin else "unsure" if admin is None else "not-yours", one)


async def change(
    store: Subscriptions, person: Person, id_: int, wanted: Wanted, now: datetime, is_admin: IsAdmin
) -> Ended:
    """What is wished from now on."""
    found = await may_change(store, person, id_, is_admin)
    if found.what or found.one is None:
        return found
    changed = await store.change(person.workspace, id_, _counted(wanted, found.one), now)
    return Ended("changed", changed) if changed else Ended("gone")


async def act(
    store: Subscriptions, person: Person, id_: int, deed: Deed, now: datetime, is_admin: IsAdmin, *,
    until: datetime | None = None, slot: str = "",
) -> Ended:  # fmt: skip
    """Do it where they may. `slot`: which one is to be skipped; where it was skipped before, nothing is.

    "no-zone", "no-country": its next time cannot be reckoned any more, and it stays as it is.
    """
    found = await may_change(store, person, id_, is_admin)
    if found.what or found.one is None:
        return found
    try:
        return await _done(store, found.one, deed, now, until, slot)
    except (CountryUnknown, ZoneUnknown) as error:
        return Ended(unknown(error), found.one)


def unknown(error: CountryUnknown | ZoneUnknown) -> str:
    """What is not known any more, as a key of [tips_mistakes]."""
    return "no-zone" if isinstance(error, ZoneUnknown) else "no-country"


async def _done(
    store: Subscriptions, one: Subscription, deed: Deed, now: datetime, until: datetime | None, slot: str
) -> Ended:
    id_, workspace = one.id, one.workspace
    changed: Subscription | None = one
    if deed is Deed.REMOVE:
        await store.delete(workspace, id_)
    elif deed is Deed.STOP:
        changed = await store.stop(workspace, id_, "", now)
    elif deed is Deed.RESUME:
        changed = await store.resume(workspace, id_, now)
    elif not one.active:
        return Ended("stopped-before", one)
    elif deed is Deed.PAUSE and until is not None:
        changed = await store.pause(workspace, id_, until, now)
    elif deed is Deed.SKIP and one.next and slot in ("", one.next.id):
        changed = await store.skip(workspace, id_, now)
    return Ended(deed.value, changed or await store.get(workspace, id_) or one)


def _is_the_same(one: Wanted, other: Wanted) -> bool:
    """Whether they bring the same at the same time."""
    at = (one.content, one.when, one.calendar.zone)
    return at == (other.content, other.when, other.calendar.zone)


def _counted(wanted: Wanted, one: Subscription) -> Wanted:
    """Every other week is counted from the day it was made, as the store does."""
    return replace(wanted, calendar=replace(wanted.calendar, since=one.made_at.date()))


def said(library: Library, language: str, what: str, **facts: Any) -> Reply:
    """What is said to whoever asked. `facts`: content, when, zone, where, next, until, direct; `name` of who set it
    up.
    """
    known = dict.fromkeys(("when", "zone", "where", "next", "until", "name", "off", "sentence", "besides"), "")
    return library.replies.reply("subscribed", language, {**known, "content": TIPS, **facts, "what": what})


def asked_whose(library: Library, language: str, here: Button, mine: Button, content: str = TIPS) -> Reply:
    """The question whom tips are for, where `/legit tips every Tuesday` was typed in a channel."""
    return Reply(said(library, language, "whose", content=content).blocks, (here, mine))


def told_channel(library: Library, language: str, **facts: Any) -> Reply:
    """One line for all in the channel: who set up what, and how to change it."""
    return library.replies.reply("subscribed_here", language, facts)
