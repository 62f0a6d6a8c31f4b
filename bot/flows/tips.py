"""How tips are sent: a little of what is due in a workspace, then whatever else waits has its turn.

Slack takes no idempotency key. What may have arrived when a process died is looked for; where we may not look, or do
not find it, it is not sent again: a tip that comes twice annoys, a tip that is missed is listed and another one comes.
Where Slack answered with an error, we live to look again: what is surely not there after a while is sent once more.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.flows.deliver import ON_ITS_WAY
from bot.flows.ports import Later, MaybeSent, Messenger, NotSent, Now
from bot.flows.shapes import Person, Place, To
from bot.flows.tip_hindrances import hindered
from bot.flows.tip_keeping import Subscriptions, Tips
from bot.flows.tip_shapes import (
    Chosen,
    CutOff,
    Delayed,
    DueTip,
    InDoubt,
    Refused,
    Sent,
    Subscription,
    TipEnd,
    Unheard,
)
from bot.flows.week_shapes import RESULT, of_quiz
from bot.lessons.choose import Wish, choose
from bot.library.tips import Tip
from bot.library.tips import Tips as Content
from bot.reply.reply import Reply
from bot.watch.metrics import TIPS
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
AT_ONCE = 10  # on their way at the same moment in a workspace
SLICES_AT_ONCE = 4  # in a process, each of that many: so many may be missed where it dies
SLICE = timedelta(seconds=1)  # then others have their turn
APART = timedelta(seconds=1.5)  # between two in one place: Slack takes one message a second there
SOON = timedelta(minutes=5)  # what waits for longer waits for its time, and not for Slack
NO_TIP = "no_tip"
# The platform's last word about a place: nothing will ever be posted there again.
GONE = frozenset(
    """account_inactive cannot_dm_bot channel_not_found ekm_access_denied is_archived messages_tab_disabled
    not_in_channel restricted_action restricted_action_non_threadable_channel restricted_action_read_only_channel
    user_disabled user_not_found""".split()
)


class TipMessenger(Messenger, Protocol):
    """How a front posts tips."""

    def room(self, workspace: str) -> int:
        """How many messages could leave for there at once, right now."""


Letter = tuple[Chosen, Reply]


@dataclass(frozen=True, slots=True)
class TipDesk:
    """What sending tips needs."""

    tips: Tips
    subscriptions: Subscriptions
    messenger: TipMessenger
    content: Callable[[str], Awaitable[Content]]  # of a workspace: ours, and its own
    weak: Callable[[str], Awaitable[Mapping[str, float]]]  # topics that this workspace needs most
    in_season: Callable[[str, datetime, str], bool]  # season, moment, country
    rendered: Callable[[Tip, bool], Reply]  # a tip as a message; True: this kind of scam goes round
    quiz: Callable[[DueTip, Mapping[str, float], datetime], Letter | TipEnd]  # what is sent for quizzes
    stopped: Callable[[Subscription], Awaitable[None]]  # tells whoever set it up
    now: Now
    gate: asyncio.Semaphore  # of SLICES_AT_ONCE, one for all workspaces of a process


async def send_due(workspace: str, desk: TipDesk) -> None:
    """Send some of what is due there; the rest is left to a job of its own. Raises Later where Slack asks for patience.

    Whoever calls this holds the workspace's line: nobody else sends tips there.
    """
    await _settle(workspace, desk)
    this = _Slice(desk, workspace, await desk.content(workspace), await desk.weak(workspace))
    async with desk.gate:
        arrived = await _sent_of(this)
    unheard = await _settle(workspace, desk)
    left = await desk.tips.left(workspace, desk.now())
    # Whoever sends as fast as Slack allows is not held up; a job that is put off comes back ever more seldom.
    if left.ready and (desk.messenger.room(workspace) or arrived >= AT_ONCE):
        await desk.tips.go_on(workspace, desk.now())
    elif unheard or left.next_at is not None:
        seconds = _seconds_until(left.next_at, desk.now(), unheard=unheard > 0)
        raise Later(seconds, planned=seconds > SOON.total_seconds() and not left.ready)


async def _settle(workspace: str, desk: TipDesk) -> int:
    """What nobody knows of yet: found, or else sent again or listed. How many are still to be looked for.

    Slack answered with an error, and the tip is not there a while later: it is sent again. The process died: it is not.
    """
    left = 0
    for one in await desk.tips.cut_off(workspace):
        try:
            end = await _looked(desk, one, workspace)
        except Later:  # nobody can look now
            left += 1
            continue
        if end is None:
            left += 1
            continue
        await desk.tips.settled(workspace, end, desk.now())
        _count([end])
    return left


async def _looked(desk: TipDesk, one: CutOff, workspace: str) -> TipEnd | None:
    """What became of it; None where it may still be on its way. Raises Later."""
    to = To(Place(workspace, one.target, one.thread), only_there=True)
    found = await desk.messenger.arrived(to, one.key, one.since)
    if found:
        return Sent(one.id, found)
    if found is None or not one.unheard:
        log.warning("a tip may or may not have arrived")
        return InDoubt(one.id)
    on_its_way = timedelta() <= desk.now() - one.since < ON_ITS_WAY
    return None if on_its_way else Delayed(one.id, desk.now())


async def _sent_of(this: "_Slice") -> int:
    """Send for about a second, as many at once as Slack lets leave. How many arrived."""
    desk, workspace = this.desk, this.workspace
    began, arrived = desk.now(), 0
    while room := min(AT_ONCE, desk.messenger.room(workspace)):
        due = await desk.tips.ready(workspace, desk.now(), room)
        if not due:
            break
        arrived += await this.send(due)
        if not timedelta() <= desk.now() - began < SLICE:
            break
    return arrived


@dataclass(slots=True)
class _Slice:
    """One slice of the work in a workspace."""

    desk: TipDesk
    workspace: str
    content: Content
    weak: Mapping[str, float]
    holder: str = field(default_factory=lambda: secrets.token_hex(8))

    async def send(self, due: Sequence[DueTip]) -> int:
        """Send these, at the same time; what became of each is written together. How many arrived."""
        desk, now = self.desk, self.desk.now()
        ends: list[TipEnd] = []
        letters: dict[int, Letter] = {}
        taken: set[str] = set()
        for one in due:
            found = self._too_soon(one, taken, now) or self._letter(one, now)
            if isinstance(found, tuple):
                letters[one.id] = found
                taken.add(one.target)
            else:
                ends.append(found)
        unsent = [Chosen(one, "", "") for one in due if one.id not in letters]
        ours = await desk.tips.sending([*(chosen for chosen, _ in letters.values()), *unsent], self.holder, now)
        sends = (self._sent(*one) for id_, one in letters.items() if id_ in ours)
        ends = [end for end in ends if end.id in ours] + list(await asyncio.gather(*sends))
        await desk.tips.ended(self.workspace, ends, self.holder, desk.now())
        _count(ends)
        await self._gone(due, ends)
        return sum(isinstance(end, Sent) for end in ends)

    def _too_soon(self, due: DueTip, taken: Collection[str], now: datetime) -> Delayed | None:
        """Another one goes there now, or has just arrived. (A clock that was set back says nothing about that.)"""
        last = now if due.target in taken else (due.shown[-1].at if due.shown else None)
        if last is None or not timedelta() <= now - last < APART:
            return None
        return Delayed(due.id, last + APART)

    def _chosen(self, due: DueTip, now: datetime) -> Tip | TipEnd:
        """The tip for this place; or that there is none."""
        whose = due.subscription
        if due.tip:
            return self.content.get(due.tip, _language(due)) or Refused(due.id, NO_TIP)
        assert whose is not None
        wanted, country = whose.wanted, whose.wanted.calendar.country.partition("-")[0].lower()
        wish = Wish(wanted.topics, wanted.audience, self.weak, f"{due.workspace}/{due.target}")
        tips = self.content.all(wanted.language)
        shown = [one for one in due.shown if not of_quiz(one.tip)]
        found = choose(tips, shown, now, wish, lambda season: self.desk.in_season(season, now, country))
        return found or Refused(due.id, NO_TIP)

    def _letter(self, due: DueTip, now: datetime) -> Letter | TipEnd:
        """The tip for this place as a message; or why there is none, now or at all."""
        try:
            if (why := hindered(due, now)) is not None:
                return why
            if due.is_quiz:
                return self.desk.quiz(due, self.weak, now)
            tip = self._chosen(due, now)
            if not isinstance(tip, Tip):
                return tip
            return Chosen(due, tip.id, tip.topic), self.desk.rendered(tip, due.goes_round)
        except Exception as error:  # noqa: BLE001 - one tip that cannot be written must not hold up the others
            log.error("a tip could not be chosen or written: %s", place_of(error))
            return Refused(due.id, NO_TIP)

    async def _sent(self, chosen: Chosen, reply: Reply) -> TipEnd:
        due, desk = chosen.due, self.desk
        to, person = _to(due)
        try:
            return Sent(due.id, await desk.messenger.send(to, person, reply, due.key, chosen.value))
        except NotSent as error:
            return Refused(due.id, str(error))
        except Later as later:
            return Delayed(due.id, desk.now() + timedelta(seconds=later.seconds))
        except MaybeSent:
            return Unheard(due.id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are on their way
            log.error("a tip could not be sent: %s", place_of(error))
            return InDoubt(due.id)

    async def _gone(self, due: Sequence[DueTip], ends: Sequence[TipEnd]) -> None:
        """Where a place is gone its subscription stops, and whoever set it up is told, once."""
        whose = {one.id: one.subscription for one in due}
        for end in ends:
            subscription = whose[end.id]
            if isinstance(end, Refused) and end.why in GONE and subscription:
                desk = self.desk
                stopped = await desk.subscriptions.stop(self.workspace, subscription.id, end.why, desk.now())
                if stopped:
                    await desk.stopped(stopped)


def _seconds_until(next_at: datetime | None, now: datetime, *, unheard: bool) -> float:
    """When to come back: for the next tip, and no later than what is not heard of must be looked for."""
    longest = ON_ITS_WAY.total_seconds()
    wait = (next_at - now).total_seconds() if next_at else longest
    return max(1.0, min(wait, longest) if unheard else wait)


def _count(ends: Sequence[TipEnd]) -> None:
    for end in ends:
        TIPS.labels(type(end).__name__.lower()).inc()


def _to(due: DueTip) -> tuple[To, Person]:
    person = Person(due.workspace, due.target if due.direct else "")
    place = Place(due.workspace, due.target, due.thread)
    return To(place, only_there=True, broadcast=due.what == RESULT), person


def _language(due: DueTip) -> str:
    return due.subscription.wanted.language if due.subscription else "en"
