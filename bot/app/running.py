"""Builds the bot once, and runs it until it is stopped."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app.config import CannotStart, Config
from bot.app.web import Doors, open_doors
from bot.flows.ports import Analyst
from bot.fronts.slack.front import SlackFront
from bot.fronts.slack.install.flow import Client
from bot.fronts.slack.quizzes.shelf import QuizShelf
from bot.fronts.slack.tips.shelf import TipShelf
from bot.fronts.slack.workspaces import NoWorkspace
from bot.jobs.analysis import AnalysisPool
from bot.jobs.doing import Doing
from bot.jobs.elsewhere import WorkElsewhere
from bot.jobs.embedded import EmbeddedEngine
from bot.jobs.engine import Engine
from bot.jobs.shared import SharedEngine
from bot.jobs.ticker import Ticker
from bot.library.content import content_root
from bot.library.library import Library
from bot.library.quizzes.living import LivingQuestions
from bot.library.tips import Living
from bot.store.address import is_sqlite, read_url
from bot.store.problems import StoreUnusable
from bot.store.retention import Keep
from bot.store.sealing import Keys
from bot.store.store import OpenStore, open_store
from bot.store.tip_jobs import KIND as TIPS
from bot.watch.health import Health
from bot.watch.metrics import GAPS, OLDEST, WAITING, WORKSPACES
from bot.watch.wordless import place_of

log = logging.getLogger(__name__)
AN_HOUR = 3600.0  # seconds between two sweeps of what is to be forgotten
_ENGINE, _TICKER = "engine", "ticker"
_STUCK_SECONDS = 60.0  # an engine that did not go round for so long will not


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
    health: Health
    working: asyncio.Task[None]  # ends when the bot stops; earlier only where something is badly wrong
    doors: Doors | None = None


@asynccontextmanager
async def running(
    config: Config, analyst: Analyst | None = None, time: Time = Time(), *, hears: bool = True, opens: bool = True
) -> AsyncIterator[Bot]:
    """The bot, from connected to stopped: what it acknowledged it answers before it goes.

    Mails are read in processes of their own, unless an analyst is given. A bot that does not hear (a worker) does the
    jobs that others write down; one that opens no doors is not watched.
    Raises CannotStart, or StoreUnusable where the database cannot be used.
    """
    async with contextlib.AsyncExitStack() as stack:
        store = await _store(config, hears=hears)
        stack.push_async_callback(store.close)
        works = not hears or config.settings.work.in_run == "yes"
        analyst = analyst or await _analyst(config, stack, works=works)
        health = Health()
        front = await _front(config, store, analyst, time, lambda: engine.nudge())
        engine: Engine = _engine(config, front, store, time, health) if works else WorkElsewhere()
        stack.push_async_callback(front.close)
        bot = Bot(front, engine, store, health, asyncio.create_task(engine.run()))
        await stack.enter_async_context(_beside(*_loops(bot, time, works=works)))
        gc.freeze()  # what lives as long as the program is not walked through again at every collection
        try:
            if opens:
                bot.doors = await _doors(config, bot, time, hears=hears)
            if hears:
                await _listening(front, config)
            yield bot
        finally:
            health.stopping()
            await _stopped(bot, config.settings.work.stop_seconds)


@asynccontextmanager
async def _beside(*rounds: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """What goes round for as long as the bot runs."""
    tasks = [asyncio.create_task(one) for one in rounds]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


async def _stopped(bot: Bot, seconds: float) -> None:
    """Hear no more. A fifth of the time is for the doors, two for those who wait in line, two for those at work."""
    await bot.front.deaf()
    if bot.doors:
        await bot.doors.close(seconds / 5)
    if not bot.working.done():
        await bot.engine.settle(seconds * 2 / 5)
        await bot.engine.stop(seconds * 2 / 5)
    await asyncio.wait([bot.working])


async def _store(config: Config, *, hears: bool) -> OpenStore:
    if is_sqlite(read_url(config.database)):
        if not hears:
            raise CannotStart("A worker needs PostgreSQL, where many can share the work: set DATABASE_URL to one.")
        if config.settings.work.in_run == "no":
            raise CannotStart('Nobody would do the work: workers need PostgreSQL. Set work.in_run to "yes".')
    chosen = config.settings.keep
    keep = Keep(
        timedelta(hours=chosen.conversation_hours), timedelta(days=chosen.checks_days),
        timedelta(days=chosen.deliveries_days), timedelta(days=chosen.changes_days),
    )  # fmt: skip
    return await open_store(config.database, Keys.read(config.key) if config.key else None, keep=keep)


async def _analyst(config: Config, stack: contextlib.AsyncExitStack, *, works: bool) -> Analyst:
    """Processes that read mails: started where the jobs are done, and else when somebody wants to look at an answer."""
    work = config.settings.work
    pool = AnalysisPool(work.analysts, limit_seconds=work.analysis_seconds, memory_mb=work.analysis_memory_mb)
    stack.push_async_callback(pool.close)
    if works:
        await pool.start()
    return pool


async def _listening(front: SlackFront, config: Config) -> None:
    try:
        await front.listen()
    except NoWorkspace as error:
        raise CannotStart(f"{error} legitbot doctor says what to do.") from error
    if operator := config.settings.slack.operator:
        front.welcome(operator, own_domains=bool(config.organisation.own_domains))


async def _front(
    config: Config, store: OpenStore, analyst: Analyst, time: Time, nudge: Callable[[], None]
) -> SlackFront:
    shelf = await asyncio.to_thread(_shelf, config, store)
    quizzes = await asyncio.to_thread(_quiz_shelf, config, shelf, store)
    try:
        return await SlackFront.open(
            bot_tokens=config.bot_tokens, app_token=config.app_token, signing_secret=config.signing_secret,
            api_url=config.api_url, store=store, analyst=analyst, library=Library.load(), now=time.now,
            organisation=config.organisation, nudge=nudge, client=_client(config), admins=config.settings.slack.admins,
            shelf=shelf, quizzes=quizzes,
        )  # fmt: skip
    except NoWorkspace as error:
        raise CannotStart(f"{error} legitbot doctor says what to do.") from error


def _shelf(config: Config, store: OpenStore) -> TipShelf:
    """The tips, ours and the operator's; what is broken is told, and left out."""
    chosen = config.settings.tips
    living = Living(content_root(), _folder(chosen.folder))
    for mistake in living.mistakes:
        log.warning("%s", mistake)
    keepers = tuple(one for one in (*config.settings.slack.admins, config.settings.slack.operator) if one)
    return TipShelf(living, store.own_tips, chosen.channels == "admins", chosen.round_people, keepers)


def _quiz_shelf(config: Config, shelf: TipShelf, store: OpenStore) -> QuizShelf:
    """The questions, ours and the operator's; what is broken is told, and left out."""
    living = LivingQuestions(content_root(), shelf.living.tips.known, _folder(config.settings.quizzes.folder))
    for mistake in living.mistakes:
        log.warning("%s", mistake)
    return QuizShelf(living, store.own_questions)


def _folder(name: str) -> Path | None:
    return Path(name).expanduser() if name else None


def _client(config: Config) -> Client | None:
    """With which workspaces install the bot by themselves."""
    if not config.client_id:
        return None
    return Client(config.client_id, config.client_secret, config.settings.web.public_url)


def _engine(config: Config, front: SlackFront, store: OpenStore, time: Time, health: Health) -> Engine:
    counter, work = front.counter, config.settings.work
    postman = front.postman
    doing = Doing(
        store.jobs, {**dict.fromkeys(counter.errands, counter.handle), TIPS: postman.work}, time.now,
        lambda job: (postman if job.kind == TIPS else counter).given_up(job),
        patience=timedelta(hours=work.give_up_hours),
    )  # fmt: skip
    health.expect(_ENGINE, _STUCK_SECONDS)

    def beat() -> None:
        health.beat(_ENGINE)

    if store.server:
        return SharedEngine(doing, store.server, at_once=work.at_once, beat=beat)
    return EmbeddedEngine(doing, at_once=work.at_once, beat=beat)


def _loops(bot: Bot, time: Time, *, works: bool) -> list[Coroutine[Any, Any, None]]:
    """What goes round. Where others do the work, they look at the clock, too."""
    loops = [_sweep(bot.store, time), bot.front.know_colleagues(), bot.health.watch_loop()]
    if works:
        bot.health.expect(_TICKER, _STUCK_SECONDS)
        seldom, beat = bot.front.postman.now_and_then, lambda: bot.health.beat(_TICKER)
        loops.append(Ticker(bot.store.subscriptions, time.now, bot.engine.nudge, seldom, beat=beat).run())
    return loops


async def _doors(config: Config, bot: Bot, time: Time, *, hears: bool) -> Doors:
    """Where Slack, whoever watches over the bot, and Prometheus come in."""
    settings = config.settings

    async def database() -> str | None:
        try:
            await bot.store.jobs.waiting(time.now())
        except StoreUnusable as error:
            return str(error)
        return None

    async def gauges() -> None:
        now = time.now()
        waiting, oldest = await bot.store.jobs.waiting(now)
        WAITING.set(waiting)
        OLDEST.set(oldest)
        GAPS.set(await bot.store.deliveries.open_gaps(now))
        await bot.health.readiness()  # sets its own
        WORKSPACES.set(len([*bot.front.workspaces]))

    bot.health.check("database", database)
    if hears:
        bot.health.check("slack", bot.front.trouble)
    try:
        return await open_doors(
            bot.front.routes() if hears else (), host=settings.web.host, port=settings.web.port, health=bot.health,
            metrics_host=settings.metrics.host, metrics_port=settings.metrics.port or None, before_scrape=(gauges,),
        )  # fmt: skip
    except OSError as error:
        raise CannotStart(f"{error} Set port below [web] or [metrics] in legitbot.toml to another one.") from error


async def _sweep(store: OpenStore, time: Time) -> None:
    while True:
        try:
            await store.sweep(time.now())
        except StoreUnusable as error:
            log.error("what is to be forgotten was not: %s", error)
        except Exception as error:  # noqa: BLE001 - nobody would notice that nothing is forgotten any more
            log.error("what is to be forgotten was not: %s", place_of(error))
        await time.sleep(AN_HOUR)
