"""Builds the bot once, and runs it until it is stopped."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.app.config import CannotStart, Config
from bot.flows.ports import Analyst
from bot.fronts.slack.front import SlackFront
from bot.fronts.slack.workspaces import NoWorkspace
from bot.jobs.analysis import AnalysisPool
from bot.jobs.engine import Engine
from bot.library.library import Library
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


@asynccontextmanager
async def running(config: Config, analyst: Analyst | None = None, time: Time = Time()) -> AsyncIterator[Bot]:
    """The bot, from connected to stopped: what it acknowledged it answers before it goes.

    Mails are read in processes of their own, unless an analyst is given.

    Raises CannotStart, or StoreUnusable where the database cannot be used.
    """
    async with contextlib.AsyncExitStack() as stack:
        store = await open_store(config.database, Keys.read(config.key) if config.key else None)
        stack.push_async_callback(store.close)
        if analyst is None:
            analyst = pool = AnalysisPool(processes=config.analysts, limit_seconds=config.analysis_seconds)
            stack.push_async_callback(pool.close)
            await pool.start()
        front, engine = await _front(config, store, analyst, time)
        stack.push_async_callback(front.close)
        working, sweeping = asyncio.create_task(engine.run()), asyncio.create_task(_sweep(store, time))
        gc.freeze()  # what lives as long as the program is not walked through again at every collection
        try:
            await _listening(front, config)
            if config.operator:
                front.welcome(config.operator, own_domains=bool(config.own_domains))
            yield Bot(front, engine, store)
        finally:
            await front.deaf()
            await engine.settle()
            await engine.stop()
            sweeping.cancel()
            await asyncio.wait([working, sweeping])


async def _listening(front: SlackFront, config: Config) -> None:
    try:
        await front.listen(config.host, config.port)
    except NoWorkspace as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"{config.host}:{config.port} is not free: set PORT to another one.") from error


async def _front(config: Config, store: OpenStore, analyst: Analyst, time: Time) -> tuple[SlackFront, Engine]:
    def nudge() -> None:
        engine.nudge()

    try:
        front = await SlackFront.open(
            bot_tokens=config.bot_tokens, app_token=config.app_token, signing_secret=config.signing_secret,
            api_url=config.api_url, store=store, analyst=analyst, library=Library.load(), now=time.now,
            own_domains=config.own_domains, nudge=nudge,
        )  # fmt: skip
    except NoWorkspace as error:
        raise CannotStart(str(error)) from error
    counter = front.counter
    handlers = dict.fromkeys(counter.errands, counter.handle)
    engine = Engine(store.jobs, handlers, time.now, given_up=counter.given_up)
    return front, engine


async def _sweep(store: OpenStore, time: Time) -> None:
    while True:
        await store.sweep(time.now())
        await time.sleep(AN_HOUR)
