"""People in several workspaces who drop a mail on the bot at the same moment, and what each of them got for it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from bot.localslack.people import Person
from bot.localslack.team import Bot, Team
from bot.localslack.world.apps import App
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message

Mail = tuple[str, bytes]  # a file's name, and what is in it
_PATIENCE = 90.0  # seconds until an answer counts as lost
_LOOK = 0.02  # seconds between two looks; the figures come from Slack's records and not from these


class AnswersLost(Exception):
    """Some people waited in vain; the sentence says how many."""


@dataclass(slots=True, eq=False)
class Seat:
    """Somebody in their direct message with the bot, and what they asked last."""

    person: Person
    team: Team
    bot: Bot
    channel: Channel
    asked: Message | None = None

    async def asks(self, mail: Mail) -> None:
        self.asked = await self.person.says(self.channel, files=[mail])

    @property
    def answers(self) -> list[Message]:
        """What the bot wrote here since they asked, the first one first; under their message or not."""
        return [one for one in self.channel.log if one.user == self.bot.id]

    def cleared(self) -> None:
        """Forget what stands in the conversation, so that a long run does not measure a Slack that grows."""
        self.asked = None
        self.channel = self.team.channels[self.channel.id] = replace(self.channel, log=[], _by_ts={})


@dataclass(slots=True)
class Latencies:
    """In milliseconds, as Slack sees them."""

    ack: list[float] = field(default_factory=list)  # from sending the event down the socket
    status: list[float] = field(default_factory=list)  # from the person's message to "is reading ..."
    verdict: list[float] = field(default_factory=list)  # from the person's message to the answer under it
    unacked: int = 0  # attempts without an ack in three seconds


@dataclass(slots=True)
class Crowd:
    """Everybody, the workspaces taking turns in the row of seats; and a count of what became of what they asked."""

    slack: LocalSlack
    app: App
    bots: list[Bot]
    seats: list[Seat]
    answered_once: int = 0
    unanswered: int = 0
    answered_more: int = 0

    @classmethod
    def in_slack(cls, slack: LocalSlack, workspaces: int, people: int) -> "Crowd":
        """So many people altogether, in so many workspaces with the bot in each."""
        app = slack.app("Legitbot", manifest=manifest(socket_mode=True))
        scopes = app.part("oauth_config", "scopes")
        teams = [slack.workspace(f"Company {number}") for number in range(workspaces)]
        bots = [team.install(app, [*scopes["bot"], *scopes["bot_optional"]]) for team in teams]
        seats = []
        for number in range(people):
            team, bot = teams[number % workspaces], bots[number % workspaces]
            person = team.person(f"Person {number}", email=f"person{number}@company{number % workspaces}.example")
            seats.append(Seat(person, team, bot, team.direct_message(person, bot)))
        return cls(slack, app, bots, seats)

    async def wave(self, seats: Sequence[Seat], mails: Sequence[Mail]) -> Latencies:
        """All of them ask at once; returns when all have their answer. Raises AnswersLost."""
        self.slack.forget()
        for seat in seats:
            self.count(seat)
        for seat, mail in zip(seats, mails, strict=True):
            await seat.asks(mail)
        end = time.monotonic() + _PATIENCE
        while not (all(seat.answers for seat in seats) and all(one.done.is_set() for one in self.slack.deliveries)):
            if time.monotonic() > end:
                missing = sum(not seat.answers for seat in seats)
                raise AnswersLost(f"{missing} of {len(seats)} people had no answer after {_PATIENCE:g} s.")
            await asyncio.sleep(_LOOK)
        return self._latencies(seats)

    def count(self, seat: Seat) -> None:
        """Write down how often they were answered, and clear the seat. Late doubles are seen: that is waves later."""
        if seat.asked is None:
            return
        times = len(seat.answers)
        under_it = sum(one.thread_ts == seat.asked.ts for one in seat.answers)
        if times == under_it == 1:
            self.answered_once += 1
        elif times:
            self.answered_more += 1
        else:
            self.unanswered += 1
        seat.cleared()
        seat.team.files.clear()  # all of them were read: nobody asks again before the last wave has its answers
        seat.team.statuses.clear()

    def count_all(self) -> None:
        for seat in self.seats:
            self.count(seat)

    def _latencies(self, seats: Sequence[Seat]) -> Latencies:
        found = Latencies()
        asked = {seat.asked.ts for seat in seats if seat.asked}
        for delivery in self.slack.deliveries:
            if delivery.payload["event"].get("ts") in asked:
                found.ack += [one.latency * 1000 for one in delivery.attempts if one.latency is not None]
                found.unacked += sum(not one.acked for one in delivery.attempts)
        for call in self.slack.called("assistant.threads.setStatus"):
            if call.ok and call.arguments.get("status"):
                found.status.append((call.at - float(call.arguments["thread_ts"])) * 1000)
        for seat in seats:
            assert seat.asked is not None
            found.verdict.append((float(seat.answers[0].ts) - float(seat.asked.ts)) * 1000)
        return found
