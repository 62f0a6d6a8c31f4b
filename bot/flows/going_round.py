"""A kind of scam goes round: administrators are asked once a day, and one press warns everybody who gets tips."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flows.keeping import Store
from bot.flows.shapes import Person
from bot.flows.tip_shapes import GOING_ROUND, PROACTIVE, TIPS, Round, Subscription
from bot.lessons.choose import Wish, going_round
from bot.library.library import Library
from bot.library.replies import Replies
from bot.library.tips import Tip, Tips
from bot.reply.reply import Button, Reply
from bot.schedules.calendar import ZoneUnknown, zone

A_DAY = timedelta(hours=24)
MOST_SUBSCRIPTIONS = 100_000
_OFFERED = "round:"  # with the kind of scam: the name of a workspace's setting, which says when it was offered last
_OFFER = re.compile(r"([a-z0-9-]{1,80}):(\d{4}-\d\d-\d\d):([a-z0-9-]{1,120})")


@dataclass(frozen=True, slots=True)
class Offer:
    """Which tip would warn of which kind of scam, and on which day (UTC) that was offered."""

    scam: str
    day: str
    tip: str

    def __str__(self) -> str:
        return f"{self.scam}:{self.day}:{self.tip}"

    @property
    def slot(self) -> str:
        """One warning for each kind of scam a day."""
        return f"{self.scam}:{self.day}"

    @classmethod
    def read(cls, text: str) -> "Offer | None":
        """What `str` wrote; None for anything else."""
        found = _OFFER.fullmatch(text)
        return cls(*found.groups()) if found else None

    def old(self, now: datetime) -> bool:
        """Whether it was offered before yesterday: what went round then is no news."""
        return self.day < f"{now - A_DAY:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class Reach:
    """Who would be warned: those whose tips are not stopped and not paused."""

    channels: Mapping[str, int]  # each with its subscription
    people: Mapping[str, Mapping[str, int]]  # the same, by the day that it is where they are

    @property
    def everybody(self) -> frozenset[str]:
        """All people."""
        return frozenset().union(*self.people.values())


async def rounds(store: Store, people: int, now: datetime) -> Sequence[Round]:
    """Kinds of scam about which at least so many people of a workspace asked within a day."""
    return await store.checks.rounds(now - A_DAY, people)


async def reach(store: Store, workspace: str, now: datetime) -> Reach:
    """Who would be warned right now."""
    channels: dict[str, int] = {}
    people: dict[str, dict[str, int]] = defaultdict(dict)
    had: set[str] = set()
    for one in await store.subscriptions.of_workspace(workspace, MOST_SUBSCRIPTIONS):
        paused = one.paused_until is not None and one.paused_until > now
        if not one.active or one.wanted.content != TIPS or paused or one.target in had:
            continue
        had.add(one.target)
        if one.direct:
            people[_today(one, now)][one.target] = one.id
        else:
            channels[one.target] = one.id
    return Reach(channels, people)


def tip_about(tips: Tips, scam: str, workspace: str, now: datetime, in_season: Callable[[str], bool]) -> Tip | None:
    """The tip that warns of this kind of scam best."""
    return going_round(tips.all(), scam, (), now, Wish(seed=workspace), in_season)


async def offered_lately(store: Store, workspace: str, scam: str, now: datetime) -> bool:
    """Whether administrators were asked about this kind of scam within the last day; by any clock of ours, each of
    which may be a little ahead of the others.
    """
    last = (await store.settings.of(Person(workspace, ""))).get(_OFFERED + scam)
    return last is not None and abs(now - datetime.fromisoformat(last)) < A_DAY


async def was_offered(store: Store, workspace: str, scam: str, now: datetime) -> None:
    """Note that they were."""
    await store.settings.save(Person(workspace, ""), {_OFFERED + scam: now.isoformat()})


async def decided(store: Store, workspace: str, offer: Offer, now: datetime) -> bool:
    """True for the first who decides about this offer."""
    return await store.settings.first_time(Person(workspace, ""), f"round:{offer.slot}", now)


async def warn(store: Store, workspace: str, offer: Offer, now: datetime) -> tuple[int, int]:
    """Have the tip sent to everybody who gets tips: how many channels and people. Whoever had theirs today, has not.

    Called again, it sends nothing twice.
    """
    there, tips = await reach(store, workspace, now), store.tips
    channels = dict.fromkeys(sorted(there.channels), False)
    count = people = 0
    if channels:
        count = await tips.post(workspace, channels, offer.tip, GOING_ROUND, offer.slot, now, there.channels)
    for day, them in sorted(there.people.items()):
        people += await tips.post(workspace, dict.fromkeys(sorted(them), True), offer.tip, PROACTIVE, day, now, them)
    return count, people


def offer_reply(library: Library, language: str, tip: Tip, scam: str, where: str, buttons: Sequence[Button], *,
    people: int) -> Reply:  # fmt: skip
    """To administrators: what goes round, and the tip that would warn of it. `people` 0: somebody reported it."""
    values = {"people": people, "scam": scam, "where": where}
    asked = library.replies.reply("tips_desk_round", language, values)
    return Reply((*asked.blocks, *tip.more_reply().blocks[:1], *tip.reply().blocks[1:]), tuple(buttons))


def said_reply(replies: Replies, language: str, what: str, where: str = "") -> Reply:
    """The answer to a press. `what`: one of those in tips_desk_round_said.md.j2."""
    return replies.reply("tips_desk_round_said", language, {"what": what, "where": where})


def _today(one: Subscription, now: datetime) -> str:
    try:
        return f"{now.astimezone(zone(one.wanted.calendar.zone)):%Y-%m-%d}"
    except ZoneUnknown:
        return f"{now:%Y-%m-%d}"
