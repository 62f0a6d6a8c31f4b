"""Opens the store: migrated, held against a second process, and with the right key."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Connection, select

from bot.store import sqlite
from bot.store.address import for_libpq, is_sqlite, read_url
from bot.store.checks import Checks
from bot.store.conversations import Conversations
from bot.store.database import Database, connect
from bot.store.deliveries import Deliveries
from bot.store.inbox import Inbox
from bot.store.inserting import insert_new, upsert
from bot.store.installations import Installations
from bot.store.jobs import Jobs
from bot.store.migrate import pending, upgrade
from bot.store.own_pages import OwnPages
from bot.store.privacy import Privacy
from bot.store.problems import StoreUnusable
from bot.store.questions import Questions
from bot.store.quiz_figures import QuizFigures
from bot.store.quiz_tables import own_questions
from bot.store.quizzes import Quizzes
from bot.store.retention import USUAL, Keep, sweep_rows
from bot.store.rules import Rules
from bot.store.sealing import Keys, Sealer, Unopened, key_file, new_secret
from bot.store.settings import Settings
from bot.store.subscriptions import Subscriptions
from bot.store.tables import SECRET, meta, own_tips
from bot.store.tip_counts import TipCounts
from bot.store.tips import Tips
from bot.store.week_questions import WeekQuestions


@dataclass(frozen=True, slots=True)
class OpenStore:
    """All tables behind one door; see bot.flows.keeping.Store."""

    inbox: Inbox
    jobs: Jobs
    deliveries: Deliveries
    conversations: Conversations
    checks: Checks
    settings: Settings
    rules: Rules
    questions: Questions
    privacy: Privacy
    installations: Installations
    subscriptions: Subscriptions
    tips: Tips
    tip_counts: TipCounts
    own_tips: OwnPages
    quizzes: Quizzes
    own_questions: OwnPages
    week_questions: WeekQuestions
    quiz_figures: QuizFigures
    keep: Keep
    database: Database
    server: str = field(repr=False)  # PostgreSQL's address for libpq, password and all; "" for a file
    _held: sqlite.Held | None

    async def sweep(self, now: datetime) -> int:
        """Delete everything whose time is over. How many rows."""
        swept = await self.conversations.sweep(now) + await sweep_rows(self.database, now, self.keep)
        await self.database.forget()
        return swept

    async def close(self) -> None:
        """Let go of the database. May be called twice."""
        await self.database.close()
        if self._held:
            self._held.release()


async def open_store(url: str, keys: Keys | None = None, *, keep: Keep = USUAL) -> OpenStore:
    """The store at this address, brought up to date where it is an SQLite file.

    Without keys they come from a file beside SQLite's, named like it with ".key" added, made with a new database.
    Raises StoreUnusable with one sentence: a wrong key, another process, a newer schema, a full disk, missing rights.
    """
    address = read_url(url)
    if not is_sqlite(address):
        if await asyncio.to_thread(pending, url):
            raise StoreUnusable("The database is not up to date: run legitbot migrate first.")
        return await _opened(address, keys, keep, None)
    sqlite.prepare_file(sqlite.file_of(address))
    held = sqlite.Held(sqlite.file_of(address))
    try:
        await asyncio.to_thread(upgrade, address)
        return await _opened(address, keys, keep, held)
    except BaseException:
        held.release()
        raise


async def _opened(address: URL, keys: Keys | None, keep: Keep, held: sqlite.Held | None) -> OpenStore:
    database = connect(address)
    try:
        sealer = await database.write(lambda connection: _sealer(connection, address, keys))
    except BaseException:
        await database.close()
        raise
    rules = Rules(database, sealer)
    await rules.reseal()
    return OpenStore(
        inbox=Inbox(database, sealer),
        jobs=Jobs(database, sealer),
        deliveries=Deliveries(database, sealer),
        conversations=Conversations(database, sealer, keep.conversations),
        checks=Checks(database),
        settings=Settings(database),
        rules=rules,
        questions=Questions(database, sealer),
        privacy=Privacy(database, sealer, keep),
        installations=Installations(database, sealer),
        subscriptions=Subscriptions(database, sealer),
        tips=Tips(database, sealer),
        tip_counts=TipCounts(database, sealer),
        own_tips=OwnPages(database, own_tips),
        quizzes=Quizzes(database),
        own_questions=OwnPages(database, own_questions),
        quiz_figures=QuizFigures(database),
        week_questions=WeekQuestions(database),
        keep=keep,
        database=database,
        server="" if is_sqlite(address) else for_libpq(address),
        _held=held,
    )


def _sealer(connection: Connection, address: URL, keys: Keys | None) -> Sealer:
    """The key checked against the database's secret, which is sealed anew where the first key is a new one."""
    query = select(meta.c.value).where(meta.c.name == SECRET)
    sealed = connection.execute(query).scalar()
    keys = keys or _keys_beside(address, new=sealed is None)
    if sealed is None:
        insert_new(connection, meta, {"name": SECRET, "value": keys.seal(new_secret(), SECRET)})
        sealed = connection.execute(query).scalar_one()  # where two start at once, the first one's counts
    try:
        secret = keys.open(sealed, SECRET)
    except Unopened as error:
        raise StoreUnusable(f"The key does not fit {address.database}: set LEGITBOT_KEY to its own key.") from error
    if not keys.is_newest(sealed, SECRET):
        upsert(connection, meta, {"name": SECRET, "value": keys.seal(secret, SECRET)})
    return Sealer(keys, secret)


def _keys_beside(address: URL, *, new: bool) -> Keys:
    if not is_sqlite(address):
        raise StoreUnusable("A key is missing: set LEGITBOT_KEY.")
    path = Path(f"{sqlite.file_of(address)}.key")
    if not new and not path.exists():
        raise StoreUnusable(f"The key file {path} is gone: put it back, or set LEGITBOT_KEY to its key.")
    return key_file(path)
