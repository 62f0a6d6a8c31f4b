"""Builds the bot once, from the environment: the only file that knows every room below."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.flows.ports import Analyst
from bot.fronts.slack.front import PUBLIC_SLACK, SlackFront
from bot.fronts.slack.workspaces import NoWorkspace
from bot.jobs.analysis import AnalysisPool
from bot.jobs.engine import Engine
from bot.library.library import Library
from bot.store.sealing import Keys
from bot.store.store import OpenStore, open_store

log = logging.getLogger(__name__)
AN_HOUR = 3600.0  # seconds between two sweeps of what is to be forgotten
DATABASE = "legitbot.db"


class CannotStart(Exception):
    """Something is missing or wrong in the environment; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the operator set. Secrets come from the environment only."""

    bot_tokens: tuple[str, ...] = field(repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = PUBLIC_SLACK
    database: str = f"sqlite:///{DATABASE}"
    key: str = field(default="", repr=False)
    host: str = "127.0.0.1"  # where Slack's requests are taken when there is no app token
    port: int = 3000
    own_domains: frozenset[str] = frozenset()
    operator: str = ""  # the member id of whoever installs the bot: welcomed once
    analysts: int = 2  # processes
    analysis_seconds: float = 10.0  # after which a mail's analysis is stopped

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Config":
        """The configuration in environment variables. Raises CannotStart."""
        config = cls(
            bot_tokens=_listed(environment.get("SLACK_BOT_TOKEN", "")),
            app_token=environment.get("SLACK_APP_TOKEN", "").strip(),
            signing_secret=environment.get("SLACK_SIGNING_SECRET", "").strip(),
            api_url=_with_slash(environment.get("SLACK_API_URL", "").strip() or PUBLIC_SLACK),
            database=database_address(environment),
            host=environment.get("HOST", "").strip() or "127.0.0.1",
            port=_number(environment, "PORT", 3000, least=1),
            key=environment.get("LEGITBOT_KEY", "").strip(),
            own_domains=frozenset(one.lower() for one in _listed(environment.get("LEGITBOT_OWN_DOMAINS", ""))),
            operator=environment.get("LEGITBOT_OPERATOR", "").strip(),
            analysts=_number(environment, "LEGITBOT_ANALYSTS", 2, least=1),
            analysis_seconds=float(_number(environment, "LEGITBOT_ANALYSIS_SECONDS", 10, least=1)),
        )
        if not config.bot_tokens:
            raise CannotStart("Set SLACK_BOT_TOKEN to the bot token (xoxb-...) from your app's page at api.slack.com.")
        if not config.app_token and not config.signing_secret:
            raise CannotStart(
                "Set SLACK_APP_TOKEN to an app-level token (xapp-...) with the scope connections:write, "
                "or SLACK_SIGNING_SECRET where Slack is to send its requests to this machine."
            )
        return config


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


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else url + "/"


def database_address(environment: Mapping[str, str]) -> str:
    """LEGITBOT_DATABASE: an address as it is, a plain path as SQLite's; a file in this folder where it is not set."""
    where = environment.get("LEGITBOT_DATABASE", "").strip()
    return where if "://" in where else f"sqlite:///{Path(where or DATABASE).expanduser()}"


def _number(environment: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return usual
    if not text.isdigit() or int(text) < least:
        raise CannotStart(f"Set {name} to a whole number, {least} or more; it is {text!r} now.")
    return int(text)
