"""Builds the bot once, and runs it until it is stopped."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.app.config import CannotStart, Config
from bot.flows.ports import Analyst
from bot.fronts.slack.front import SlackFront
from bot.fronts.slack.workspaces import NoWorkspace
from bot.jobs.analysis import AnalysisPool
from bot.jobs.doing import Doing
from bot.jobs.embedded import EmbeddedEngine
from bot.jobs.engine import Engine
from bot.jobs.shared import SharedEngine
from bot.library.library import Library
from bot.store.address import is_sqlite, read_url
from bot.store.sealing import Keys
from bot.store.store import OpenStore, open_store

log = logging.getLogger(__name__)
AN_HOUR = 3600.0  # seconds between two sweeps of what is to be forgotten


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Time:
    """The clock that the bot lives by; where the bot is played with, it can be moved."""

    now: Callable[[], datetime] = _now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True)
class Bot:
    """The running bot."""

    front: SlackFront
    engine: Engine
    store: OpenStore
    working: asyncio.Task[None]  # ends when the bot stops; earlier only where something is badly wrong


@asynccontextmanager
async def running(
    config: Config, analyst: Analyst | None = None, time: Time = Time(), *, hears: bool = True
) -> AsyncIterator[Bot]:
    """The bot, from connected to stopped: what it acknowledged it answers before it goes.

    Mails are read in processes of their own, unless an analyst is given. A bot that does not hear (a worker) does the
    jobs that others write down.

    Raises CannotStart, or StoreUnusable where the database cannot be used.
    """
    async with contextlib.AsyncExitStack() as stack:
        store = await _store(config, hears=hears)
        stack.push_async_callback(store.close)
        if analyst is None:
            analyst = pool = _pool(config)
            stack.push_async_callback(pool.close)
            await pool.start()
        front, engine = await _front(config, store, analyst, time)
        stack.push_async_callback(front.close)
        working, sweeping = asyncio.create_task(engine.run()), asyncio.create_task(_sweep(store, time))
        gc.freeze()  # what lives as long as the program is not walked through again at every collection
        grace = config.settings.work.stop_seconds / 2  # for those who wait in line, and again for those at work
        try:
            if hears:
                await _listening(front, config)
            yield Bot(front, engine, store, working)
        finally:
            await front.deaf()
            if not working.done():
                await engine.settle(grace)
                await engine.stop(grace)
            sweeping.cancel()
            await asyncio.wait([working, sweeping])


async def _store(config: Config, *, hears: bool) -> OpenStore:
    address = read_url(config.database)
    if not hears and is_sqlite(address):
        raise CannotStart("A worker needs PostgreSQL, where many can share the work: set DATABASE_URL to one.")
    lifetime = timedelta(hours=config.settings.keep.conversation_hours)
    return await open_store(config.database, Keys.read(config.key) if config.key else None, lifetime)


def _pool(config: Config) -> AnalysisPool:
    work = config.settings.work
    return AnalysisPool(processes=work.analysts, limit_seconds=work.analysis_seconds, memory_mb=work.analysis_memory_mb)


async def _listening(front: SlackFront, config: Config) -> None:
    web = config.settings.web
    try:
        await front.listen(web.host, web.port)
    except NoWorkspace as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"{web.host}:{web.port} is not free: set PORT to another one.") from error
    if operator := config.settings.slack.operator:
        front.welcome(operator, own_domains=bool(config.organisation.own_domains))


async def _front(config: Config, store: OpenStore, analyst: Analyst, time: Time) -> tuple[SlackFront, Engine]:
    def nudge() -> None:
        engine.nudge()

    try:
        front = await SlackFront.open(
            bot_tokens=config.bot_tokens, app_token=config.app_token, signing_secret=config.signing_secret,
            api_url=config.api_url, store=store, analyst=analyst, library=Library.load(), now=time.now,
            organisation=config.organisation, nudge=nudge,
        )  # fmt: skip
    except NoWorkspace as error:
        raise CannotStart(str(error)) from error
    counter = front.counter
    work = config.settings.work
    doing = Doing(
        store.jobs, dict.fromkeys(counter.errands, counter.handle), time.now, counter.given_up,
        patience=timedelta(hours=work.give_up_hours),
    )  # fmt: skip
    if store.server:
        engine: Engine = SharedEngine(doing, store.server, at_once=work.at_once)
    else:
        engine = EmbeddedEngine(doing, at_once=work.at_once)
    return front, engine


async def _sweep(store: OpenStore, time: Time) -> None:
    while True:
        await store.sweep(time.now())
        await time.sleep(AN_HOUR)
