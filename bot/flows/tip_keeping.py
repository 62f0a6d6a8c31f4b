"""What the stories of tips have kept for them; see bot.flows.keeping."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.flows.shapes import Person
from bot.flows.tip_shapes import (
    Chosen,
    CutOff,
    DueTip,
    Left,
    Subscription,
    Ticked,
    TipEnd,
    Wanted,
    WasSent,
)


class Subscriptions(Protocol):
    """Who gets tips, and when."""

    async def add(self, setter: Person, target: str, wanted: Wanted, now: datetime, *, direct: bool) -> Subscription:
        """Write it. Raises TooMany where this target has as many as it may."""

    async def change(self, workspace: str, id_: int, wanted: Wanted, now: datetime) -> Subscription | None:
        """What is wished now; one that was stopped or paused goes on. None where it is gone."""

    async def pause(self, workspace: str, id_: int, until: datetime, now: datetime) -> Subscription | None:
        """Nothing before `until`; its next time is the first after that."""

    async def skip(self, workspace: str, id_: int, now: datetime) -> Subscription | None:
        """The next time is left out."""

    async def resume(self, workspace: str, id_: int, now: datetime) -> Subscription | None:
        """Go on at its next time: no pause, nothing skipped, not stopped."""

    async def stop(self, workspace: str, id_: int, why: str, now: datetime) -> Subscription | None:
        """No more; it is kept, so that whoever set it up can see why. None where it was stopped before."""

    async def delete(self, workspace: str, id_: int) -> bool: ...
    async def get(self, workspace: str, id_: int) -> Subscription | None: ...
    async def of_target(self, workspace: str, target: str) -> Sequence[Subscription]:
        """All of a channel or a person, the oldest first."""

    async def of_workspace(self, workspace: str, most: int = 1000) -> Sequence[Subscription]:
        """The channels' first, then by what comes next."""

    async def set_by(self, person: Person) -> Sequence[Subscription]:
        """What this person set up for channels, and what they get themselves."""

    async def rezone(self, workspace: str, zones: Mapping[str, str], now: datetime) -> int:
        """People moved: the zone by person. How many subscriptions changed."""

    async def tick(self, now: datetime, most: int = 500) -> Ticked:
        """Write down what is due now, with the jobs that send it, and when each subscription is next: all at once.

        Looks at `most` subscriptions at a time: call it again until `looked_at` is 0. Two that look at once do not
        see the same.
        """

    async def mend(self, now: datetime) -> int:
        """What was reckoned by a clock that was ahead is reckoned anew. How many: call it again until it is 0."""


class TooMany(Exception):
    """This channel or person has as many subscriptions as it may."""


class Tips(Protocol):
    """The ledger of tips: their part of bot.flows.keeping.Deliveries."""

    async def post(
        self, workspace: str, targets: Mapping[str, bool], tip: str, what: str, slot: str, now: datetime,
        subscriptions: Mapping[str, int] = {},
    ) -> int:  # fmt: skip
        """Have this tip sent to these targets (True: a person) once for this slot. How many are new.

        Whoever has a subscription named here gets it in its language, and not in its quiet hours.
        """

    async def cut_off(self, workspace: str) -> Sequence[CutOff]:
        """What was being sent, or was not heard of; whoever asks holds the workspace's line, so nobody is at it."""

    async def ready(self, workspace: str, now: datetime, most: int) -> Sequence[DueTip]:
        """The next to be sent, the longest due first."""

    async def sending(self, chosen: Sequence[Chosen], holder: str, now: datetime) -> Collection[int]:
        """From now on these may have arrived. The ids of those that are ours to send."""

    async def ended(self, workspace: str, ends: Sequence[TipEnd], holder: str, now: datetime) -> None:
        """What became of them, in one transaction."""

    async def settled(self, workspace: str, end: TipEnd, now: datetime) -> None:
        """What became of one that was cut off."""

    async def left(self, workspace: str, now: datetime) -> Left: ...
    async def go_on(self, workspace: str, now: datetime) -> None:
        """A job that sends what is left."""

    async def give_up(self, workspace: str, now: datetime, ready_by: datetime | None = None) -> int:
        """What is still to be sent there, and is ready by then (None: all), is refused ("not_sent"). How many."""

    async def tip_of(self, workspace: str, message: str) -> str | None:
        """Which tip this message is."""

    async def sent(self, workspace: str, most: int) -> Sequence[WasSent]:
        """What was sent, newest first."""


class TipCounts(Protocol):
    """What people did with a tip: how many, and never who."""

    async def count(self, workspace: str, tip: str, what: str, once: str, now: datetime) -> bool:
        """Count what somebody did. `once` names the press, so that it counts once; only a hash of it is kept, a day."""

    async def counts(self, workspace: str) -> Mapping[str, Mapping[str, int]]:
        """By tip and what."""
