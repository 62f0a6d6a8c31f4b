"""A company at work: people who ask in every way that there is, and what became of each question in the end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from bot.localslack.calls import Delivery
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.store import OpenStore, tables
from bot.store.deliveries import TAKEN_UP
from tests.fronts.slack.company import Company
from tests.jobs.engine_process import now

MAIL = """From: Amazon Orders <amz.orders.dept@gmail.com>
Subject: Your order #114-{number} of $1,249.00

Thank you for your order. Your card will be charged $1,249.00 today.
If you did not place this order, call 803-555-0142 to cancel within 24 hours.
"""


@dataclass
class Load:
    """Everything that was asked so far, by the way it was asked."""

    there: Company
    people: list[Person]
    direct: list[Message] = field(default_factory=list)
    mentions: list[Message] = field(default_factory=list)
    shortcuts: list[Delivery] = field(default_factory=list)

    @classmethod
    def of(cls, there: Company, people: int = 4) -> "Load":
        named = [there.team.person(f"Person {number}") for number in range(people)]
        return cls(there, named)

    async def ask(self) -> None:
        """Each writes to the bot; somebody mentions it in a channel, and somebody points at a message there."""
        number = len(self.direct)
        for person in self.people:
            number += 1
            self.direct.append(await person.says(self.there.dm(person), MAIL.format(number=number)))
        mention = f"<@{self.there.bot.id}> {MAIL.format(number=number)}"
        self.mentions.append(await self.there.bob.says(self.there.general, mention))
        message = await self.there.bob.says(self.there.general, MAIL.format(number=number))
        asked = await self.there.ann.uses_shortcut(self.there.app, "legit-check-message", message)
        self.shortcuts.append(asked)

    def said(self) -> int:
        """How many messages of the bot stand anywhere."""
        return sum(1 for _ in self._keys())

    def open_questions(self) -> int:
        """Direct messages that were acknowledged and have no answer yet."""
        answered = {one.thread_ts for person in self.people for one in self.there.answers(self.there.dm(person))}
        heard = self.acknowledged()
        return sum(1 for one in self.direct if one.ts in heard and one.ts not in answered)

    def acknowledged(self) -> set[str]:
        """Which messages Slack need not tell us of again."""
        heard = (one.payload["event"] for one in self.there.slack.deliveries if one.acked and "event" in one.payload)
        return {str(event.get("ts")) for event in heard}

    def _keys(self) -> Iterator[str]:
        """The key of every answer that stands anywhere, for all to see or for one."""
        for channel in self._channels():
            for one in (*channel.messages, *channel.ephemerals):
                for block in one.blocks if one.user == self.there.bot.id else ():
                    if str(block.get("block_id", "")).startswith("legit-"):
                        yield str(block["block_id"])

    def _channels(self) -> list[Channel]:
        return [self.there.general, *(self.there.dm(person) for person in (*self.people, self.there.ann))]


@dataclass
class Fates:
    """What became of what was asked in one way; "missing" ones are not listed as a gap."""

    asked: int = 0
    acknowledged: int = 0
    once: int = 0  # of the acknowledged
    twice: int = 0
    listed: int = 0
    missing: list[str] = field(default_factory=list)


async def fates(load: Load, store: OpenStore) -> dict[str, Fates]:
    """By way: "direct", "mention", "shortcut". The bot must have nothing left to do."""
    keys = await _keys_by_slot(store)
    gaps = {(gap.target, gap.slot) for gap in await store.deliveries.gaps(now() + TAKEN_UP, most=100_000)}
    standing = Counter(load._keys())
    acked = load.acknowledged()
    general = load.there.general.id
    ways = {
        "direct": [(one.channel.id, one.ts, one.ts in acked) for one in load.direct],
        "mention": [(general, one.ts, one.ts in acked) for one in load.mentions],
        "shortcut": [(general, str(one.payload["trigger_id"]), one.acked) for one in load.shortcuts],
    }
    found = {way: Fates() for way in ways}
    for way, asked in ways.items():
        for target, slot, heard in asked:
            answers = standing[keys.get((target, slot), "")]
            found[way].asked += 1
            found[way].acknowledged += heard
            found[way].twice += answers > 1
            found[way].once += heard and answers == 1
            if heard and not answers:
                found[way].listed += (target, slot) in gaps
                found[way].missing += [] if (target, slot) in gaps else [slot]
    return found


async def _keys_by_slot(store: OpenStore) -> dict[tuple[str, str], str]:
    query = select(tables.deliveries.c.target, tables.deliveries.c.slot, tables.deliveries.c.key)
    query = query.where(tables.deliveries.c.what == "answer")
    rows = await store.database.read(lambda connection: connection.execute(query).all())
    return {(row.target, row.slot): row.key for row in rows}
