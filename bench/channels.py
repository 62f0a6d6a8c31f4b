"""A Slack full of channels that are due at the same minute, and what stands in each of them afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise
from random import Random

from bot.flows.tip_shapes import TIPS, Wanted
from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from bot.localslack.faults import Fault, Faults
from bot.localslack.team import Bot
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.schedules import Calendar, Slot, When, next_slot
from bot.store.database import Database
from bot.store.subscription_rows import slot_columns, wished
from bot.store.tables import ACTIVE, subscriptions

_POST = "chat.postMessage"
_KEY = "legit-"  # a tip's first block is named so


class Busy(Faults):
    """Slack says "too fast" to a part of all messages, at random; then they did not arrive."""

    def __init__(self, part: float, chance: Random) -> None:
        super().__init__()
        self._part = part
        self._chance = chance
        self.refused = 0

    def due(self, method: str) -> Fault | None:
        if method == _POST and self._chance.random() < self._part:
            self.refused += 1
            return Fault("rate_limit", seconds=1)
        return super().due(method)


@dataclass(slots=True)
class Channels:
    """So many in each workspace, with the bot in all of them."""

    slack: LocalSlack
    app: App
    bots: list[Bot]
    channels: list[Channel]
    busy: Busy

    @classmethod
    def in_slack(cls, slack: LocalSlack, workspaces: int, each: int, busy: float) -> "Channels":
        """`busy`: the part of all messages to which Slack says "too fast"."""
        app = slack.app("Legitbot", manifest=manifest(socket_mode=True))
        scopes = app.part("oauth_config", "scopes")
        bots, channels = [], []
        for number in range(workspaces):
            team = slack.workspace(f"Company {number}")
            bots.append(team.install(app, [*scopes["bot"], *scopes["bot_optional"]]))
            person = team.person(f"Person {number}", email=f"person@company{number}.example")
            channels += [team.channel(f"team-{one}", members=[person, bots[-1]]) for one in range(each)]
        slack.core.faults = faults = Busy(busy, Random(6))
        slack.forget()
        return cls(slack, app, bots, channels, faults)

    async def subscribe(self, database: Database, due_at: datetime) -> None:
        """All of them want a tip each day; the first is due then."""
        names = [(channel.team_id, channel.id) for channel in self.channels]
        await subscribe(database, names, due_at)

    def stand(self) -> int:
        """How many messages of the bot stand in all channels."""
        return sum(len(channel.log) for channel in self.channels)

    def found(self) -> "Found":
        """What stands there now."""
        posted = [
            (one.channel.id, float(one.ts)) for channel in self.channels for one in channel.log if _is_tip(one.blocks)
        ]
        counts = Counter(channel for channel, _ in posted)
        return Found(
            once=sum(count == 1 for count in counts.values()),
            twice=sum(count - 1 for count in counts.values()),
            missing=frozenset(one.id for one in self.channels) - counts.keys(),
            first=min((at for _, at in posted), default=0.0),
            last=max((at for _, at in posted), default=0.0),
            most_in_a_second=_most_in_a_second(posted),
            refused=self.busy.refused,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Of the channels: how many have one tip, how many tips are too many, and which have none."""

    once: int
    twice: int
    missing: frozenset[str]
    first: float  # Slack's clock, seconds
    last: float
    most_in_a_second: int  # in any one channel
    refused: int  # "too fast"


async def subscribe(
    database: Database, names: Iterable[tuple[str, str]], due_at: datetime, content: str = TIPS
) -> None:  # fmt: skip
    """Write a row for each of these channels (workspace, channel), due then and each day at that minute."""
    minute = due_at.astimezone(UTC).replace(second=0, microsecond=0)
    when = When.parse(f"weekly mon,tue,wed,thu,fri,sat,sun {minute:%H:%M}")
    wanted = Wanted(when, Calendar("UTC"), content=content)
    slot = next_slot(when, wanted.calendar, minute.replace(minute=0, hour=0))
    assert slot is not None and slot.at.time() == time(minute.hour, minute.minute)
    common = {
        "person": "", "setter": "U1", "state": ACTIVE, "why": "", "paused_until": None, "made_at": minute,
        **wished(wanted), **slot_columns(Slot(f"{minute:%Y-%m-%dT%H:%M}", due_at), minute),
    }  # fmt: skip
    rows = [{"workspace": workspace, "target": channel, **common} for workspace, channel in names]
    await database.write(lambda connection: connection.execute(subscriptions.insert(), rows))


def _is_tip(blocks: list[dict[str, object]]) -> bool:
    return bool(blocks) and str(blocks[0].get("block_id", "")).startswith(_KEY)


def _most_in_a_second(posted: list[tuple[str, float]]) -> int:
    """In any one channel: 1 where each comes a second or more after the one before."""
    times: dict[str, list[float]] = defaultdict(list)
    for channel, at in posted:
        times[channel].append(at)
    most = 1 if posted else 0
    for stood in times.values():
        run = 1
        for before, after in pairwise(sorted(stood)):
            run = run + 1 if after - before < 1.0 else 1
            most = max(most, run)
    return most
