"""Thousands of tips due at the same minute, a process killed -9 in the middle: how fast, and whether each came once.

The local Slack with its rate limits, PostgreSQL and Legitbot's processes share this machine's cores.
"""

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from bench.channels import Channels, Found
from bench.figures import machine
from bench.process import Running, legitbot
from bot.flows.shapes import DeliveryState
from bot.localslack import LocalSlack
from bot.store import Keys, new_key, open_store
from bot.store.address import read_url
from bot.store.database import Database, connect
from bot.store.deliveries import TAKEN_UP
from bot.store.tables import deliveries
from tests.postgres import postgres, remove_postgres

_BUSY = 0.05  # of all messages Slack says "too fast"
_AHEAD = timedelta(seconds=3)  # from writing the subscriptions until they are due
_PATIENCE = 300.0  # seconds until all must be over
_NOT_OVER = (DeliveryState.CLAIMED, DeliveryState.SENDING)
_LEFT = select(func.count()).where(deliveries.c.due_at.is_not(None), deliveries.c.state.in_(_NOT_OVER))
_WRITTEN = select(func.count()).where(deliveries.c.due_at.is_not(None))
_IN_FLIGHT = select(func.count()).where(
    deliveries.c.due_at.is_not(None), deliveries.c.state == DeliveryState.SENDING
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of it."""

    workspaces: int
    channels: int  # in each


@dataclass(frozen=True, slots=True)
class _Sent:
    """What one run brought."""

    name: str
    found: Found
    due_at: float
    listed: int  # of the missing
    in_flight: int


def measure(workspaces: int, channels: int) -> bool:
    """Print the table. False: a tip came twice, or is missing and not listed, or they came too fast."""
    total = workspaces * channels
    print(f"\nTips: {total:,} channels in {workspaces} workspaces due at the same minute; {machine()}\n")
    print(
        "| on | arrived once | a second | twice | missing | of these listed | being sent at the kill "
        "| most in a channel in a second | Slack's 429s |\n|---|---|---|---|---|---|---|---|---|"
    )
    sizes = Sizes(workspaces, channels)
    try:
        return all([asyncio.run(_on_postgresql(sizes)), asyncio.run(_on_sqlite(sizes))])
    finally:
        remove_postgres()


async def _on_postgresql(sizes: Sizes) -> bool:
    """A front that leaves the work to two workers; one is killed and does not come back."""
    url, key = postgres().database(), new_key()
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="legitbot-bench-")))
        slack = await stack.enter_async_context(LocalSlack(rate_limits=True))
        there = Channels.in_slack(slack, sizes.workspaces, sizes.channels, _BUSY)
        database = connect(read_url(url))
        stack.push_async_callback(database.close)
        variables = _variables(there) | {"DATABASE_URL": url, "LEGITBOT_KEY": key, "LEGITBOT_WORK_IN_RUN": "no"}
        bots = []
        for name, command in (("front", "run"), ("first", "worker"), ("second", "worker")):
            place = folder / name
            place.mkdir()
            bots.append(await stack.enter_async_context(legitbot(place, command, **variables)))
        due_at = datetime.now(UTC) + _AHEAD
        await there.subscribe(database, due_at)
        in_flight = await _killed_in_the_middle(there, bots[1], database)
        await _until_over(there, database)
        listed = await _listed(url, key, there.found())
        return _said(_Sent("PostgreSQL, 2 workers, one killed", there.found(), due_at.timestamp(), listed, in_flight))


async def _on_sqlite(sizes: Sizes) -> bool:
    """One process, killed and started again."""
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="legitbot-bench-")))
        slack = await stack.enter_async_context(LocalSlack(rate_limits=True))
        there = Channels.in_slack(slack, sizes.workspaces, sizes.channels, _BUSY)
        url, key = f"sqlite:///{folder / 'legitbot.db'}", new_key()
        variables = _variables(there) | {"LEGITBOT_KEY": key}
        async with contextlib.AsyncExitStack() as life:
            bot = await life.enter_async_context(legitbot(folder, "run", **variables))
            database = connect(read_url(url))
            stack.push_async_callback(database.close)
            due_at = datetime.now(UTC) + _AHEAD
            await there.subscribe(database, due_at)
            in_flight = await _killed_in_the_middle(there, bot, database)
        async with legitbot(folder, "run", **variables):
            await _until_over(there, database)
        listed = await _listed(url, key, there.found())
        return _said(_Sent("SQLite, killed and restarted", there.found(), due_at.timestamp(), listed, in_flight))


def _variables(there: Channels) -> dict[str, str]:
    return {
        "SLACK_API_URL": there.slack.api_url, "SLACK_BOT_TOKEN": ",".join(bot.token for bot in there.bots),
        "SLACK_APP_TOKEN": there.app.app_token, "LEGITBOT_WORK_ANALYSTS": "1",
    }  # fmt: skip


async def _killed_in_the_middle(there: Channels, bot: Running, database: Database) -> int:
    """How many tips were being sent then, by whomever."""
    half, end = len(there.channels) // 2, time.monotonic() + _PATIENCE
    while there.stand() < half and time.monotonic() < end:
        await asyncio.sleep(0.01)
    os.kill(bot.pid, signal.SIGKILL)
    return await database.read(lambda connection: connection.execute(_IN_FLIGHT).scalar_one())


async def _until_over(there: Channels, database: Database) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        written = await database.read(lambda connection: connection.execute(_WRITTEN).scalar_one())
        left = await database.read(lambda connection: connection.execute(_LEFT).scalar_one())
        if written == len(there.channels) and not left:
            return
        await asyncio.sleep(0.2)
    print(f"NOT OVER after {_PATIENCE:g} s.")


async def _listed(url: str, key: str, found: Found) -> int:
    store = await open_store(url, Keys(key))
    try:
        gaps = await store.deliveries.gaps(datetime.now(UTC) + TAKEN_UP, most=100_000)
    finally:
        await store.close()
    return len(found.missing & {gap.target for gap in gaps})


def _said(sent: _Sent) -> bool:
    found, missing = sent.found, len(sent.found.missing)
    print(
        f"| {sent.name} | {found.once} | {found.once / (found.last - sent.due_at):.0f} | {found.twice} | {missing} "
        f"| {sent.listed} | {sent.in_flight} | {found.most_in_a_second} | {found.refused} |",
        flush=True,
    )
    return not found.twice and missing == sent.listed and missing <= sent.in_flight and found.most_in_a_second <= 1
