"""Five hundred people answer a channel's question within a minute: how soon each is told, and whether each counts once.

The local Slack, PostgreSQL and Legitbot's process share this machine's cores.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bench.channels import subscribe
from bench.figures import machine, quantile
from bench.process import Running, legitbot
from bot.flows.tip_shapes import QUIZ
from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from bot.localslack.people import Person
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.store import new_key
from bot.store.address import read_url
from bot.store.database import Database, connect
from bot.store.quiz_tables import quiz_answers
from tests.postgres import postgres, remove_postgres

WITHIN = 60.0  # seconds in which all answer
_AGAIN = 0.2  # of them press a second time, another answer
_PATIENCE = 120.0
_SLACKS = 3.0  # seconds: what is acknowledged later counts as failed for Slack
_ANSWERS = select(quiz_answers.c.person, quiz_answers.c.said)


@dataclass(slots=True)
class _Room:
    """A channel full of people, and what each of them pressed first."""

    slack: LocalSlack
    channel: Channel
    people: Sequence[Person]
    first: dict[str, str]

    async def answer(self, message: Message, within: float, chance: Random) -> None:
        """Each presses at a moment of their own; some press again, and are told that the first one counts."""
        options = [one["action_id"] for one in message.blocks[-1]["elements"]]

        async def one(person: Person) -> None:
            await asyncio.sleep(chance.uniform(0, within))
            option = chance.choice(options)
            self.first[person.id] = option.rpartition("week-answer-")[2]
            delivery = await person.presses(message, option)
            await delivery.done.wait()
            if chance.random() < _AGAIN:
                await person.presses(message, next(other for other in options if other != option))

        await asyncio.gather(*(one(person) for person in self.people))


def measure(people: int) -> bool:
    """Print the table. False: an answer was lost, counted twice, or in that minute acknowledged too late."""
    print(f"\nA channel's question: {people:,} people answer within {WITHIN:.0f} s and then at once; {machine()}\n")
    print(
        "| on | people | counted once | as pressed first | lost | told | ack p50 ms | p95 ms | max ms | told p95 ms |\n"
        "|---|---|---|---|---|---|---|---|---|---|"
    )
    try:
        runs = [(kind, within) for kind in ("sqlite", "") for within in (WITHIN, 1.0)]
        well = [asyncio.run(_measured(people, within, kind)) for kind, within in runs]  # all of them, in any case
        return all(well)
    finally:
        remove_postgres()


async def _measured(people: int, within: float, kind: str) -> bool:
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="legitbot-bench-")))
        slack = await stack.enter_async_context(LocalSlack(rate_limits=True))
        url = f"sqlite:///{folder / 'legitbot.db'}" if kind else postgres().database()
        app = slack.app("Legitbot", manifest=manifest(socket_mode=True))
        scopes = app.part("oauth_config", "scopes")
        team = slack.workspace("Company")
        bot = team.install(app, [*scopes["bot"], *scopes["bot_optional"]])
        crowd = [team.person(f"Person {number}", email=f"person{number}@company.example") for number in range(people)]
        room = _Room(slack, team.channel("everybody", members=[*crowd, bot]), crowd, {})
        running = await stack.enter_async_context(
            legitbot(
                folder, SLACK_API_URL=slack.api_url, SLACK_BOT_TOKEN=bot.token, SLACK_APP_TOKEN=app.app_token,
                LEGITBOT_WORK_ANALYSTS="1", LEGITBOT_KEY=new_key(), DATABASE_URL=url,
            )
        )  # fmt: skip
        database = connect(read_url(url))
        stack.push_async_callback(database.close)
        await subscribe(database, [(team.id, room.channel.id)], datetime.now(UTC), QUIZ)
        await slack.until(lambda: room.channel.log, _PATIENCE)
        slack.forget()
        await room.answer(room.channel.log[0], within, Random(7))
        name = f"{'SQLite' if kind else 'PostgreSQL'}, within {within:g} s"
        return await _said(name, room, database, running, at_once=within < WITHIN)


async def _said(name: str, room: _Room, database: Database, running: Running, *, at_once: bool) -> bool:
    told = await _told(room)
    rows = await database.read(lambda connection: connection.execute(_ANSWERS).all())
    counted = Counter(row.person for row in rows)
    once = sum(counted[one.id] == 1 for one in room.people)
    as_pressed = sum(room.first.get(row.person) == row.said for row in rows)
    lost = sum(not counted[one.id] for one in room.people)
    acks = sorted(
        attempt.latency * 1000
        for one in room.slack.deliveries
        for attempt in one.attempts
        if attempt.latency is not None
    )
    late = sorted(told) or [0.0]
    print(
        f"| {name} | {len(room.people)} | {once} | {as_pressed} | {lost} | {len(told)} | {quantile(acks, 0.5):.0f} "
        f"| {quantile(acks, 0.95):.0f} | {acks[-1]:.0f} | {quantile(late, 0.95):.0f} |",
        flush=True,
    )
    if said := running.said:
        print(f"The bot logged {len(said)} lines; the last ones:\n" + "\n".join(said[-5:]))
    everybody = len(room.people)
    return once == as_pressed == len(told) == everybody and (at_once or acks[-1] < _SLACKS * 1000)


async def _told(room: _Room) -> list[float]:
    """Wait until all are told; for each, the milliseconds from their first press until it stands there."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and not all(one.ephemerals(room.channel) for one in room.people):
        await asyncio.sleep(0.05)
    pressed: dict[str, float] = {}
    for one in room.slack.deliveries:
        person = str(one.payload.get("user", {}).get("id", ""))
        pressed.setdefault(person, float(one.payload["actions"][0]["action_ts"]))
    return [
        (float(said[0].ts) - pressed[one.id]) * 1000 for one in room.people if (said := one.ephemerals(room.channel))
    ]  # fmt: skip
