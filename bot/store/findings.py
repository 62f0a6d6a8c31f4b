"""What an operator asks of a database: who is at work, what went wrong, which keys are still needed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from bot.flows.shapes import Gap, Installation
from bot.store.conversations import memory_row
from bot.store.deliveries import Deliveries
from bot.store.installations import Installations, token_row
from bot.store.jobs import Jobs, payload_row
from bot.store.looking import Look, setting_of_server
from bot.store.sealing import Keys, Sealer, Unopened, new_key
from bot.store.tables import FAILED, SECRET, conversations, installations, jobs, meta

_MOST_GAPS = 1_000_000
_WORKERS = text(
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :seconds)"
)


@dataclass(frozen=True, slots=True)
class Seals:
    """How many sealed rows each kind of key opens."""

    newest: int = 0
    older: int = 0
    unopened: int = 0
    last_older: datetime | None = None  # when the youngest row that an older key opens was written


@dataclass(frozen=True, slots=True)
class Failures:
    """Jobs of one kind that were given up for one reason."""

    kind: str
    why: str
    number: int


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL."""

    version: int  # 160003 for 16.3
    connections: int  # that others than its superuser may have
    ahead: float  # seconds that its clock is ahead of `now`


async def key_fits(look: Look, keys: Keys) -> bool | None:
    """Whether one of the keys opens this database's secret; None where it has none yet."""
    sealed = await look.read(lambda connection: connection.execute(_secret()).scalar())
    if sealed is None:
        return None
    try:
        keys.open(sealed, SECRET)
    except Unopened:
        return False
    return True


async def seals_of(look: Look, keys: Keys) -> Seals:
    """What the keys open of everything that is sealed."""
    return await look.read(lambda connection: _counted(_sealed(connection), keys))


def _counted(rows: Iterator[tuple[bytes, str, datetime | None]], keys: Keys) -> Seals:
    newest = older = unopened = 0
    last: datetime | None = None
    for sealed, row, at in rows:
        if keys.is_newest(sealed, row):
            newest += 1
            continue
        try:
            keys.open(sealed, row)
        except Unopened:
            unopened += 1
            continue
        older += 1
        last = max(last, at) if last and at else last or at
    return Seals(newest, older, unopened, last)


def _sealed(connection: Connection) -> Iterator[tuple[bytes, str, datetime | None]]:
    """Every sealed value with its row, and when it was written where it goes by itself: others are sealed anew."""
    for value in connection.execute(_secret()).scalars():
        yield value, SECRET, None
    talks = select(conversations.c.memory, conversations.c.id, conversations.c.last_at)
    for memory, id_, at in connection.execute(talks).yield_per(50):
        yield memory, memory_row(id_), at
    asked = select(jobs.c.payload, jobs.c.workspace, jobs.c.key, jobs.c.run_at).where(jobs.c.payload.is_not(None))
    for payload, workspace, key, at in connection.execute(asked).yield_per(50):
        yield payload, payload_row(workspace, key), at
    tokens = select(installations.c.token, installations.c.workspace)
    for token, workspace in connection.execute(tokens).yield_per(50):
        yield token, token_row(workspace), None


def _secret() -> Select[Any]:
    return select(meta.c.value).where(meta.c.name == SECRET)


async def waiting_jobs(look: Look, now: datetime) -> tuple[int, float]:
    """How many jobs are due that nobody is at, and for how many seconds the oldest has been."""
    return await Jobs(look, _no_sealer()).waiting(now)


async def failed_since(look: Look, since: datetime) -> Sequence[Failures]:
    """The jobs that were given up since then, by kind and reason; the most frequent first."""
    number = func.count()
    query = (
        select(jobs.c.kind, jobs.c.why, number)
        .where(jobs.c.state == FAILED, jobs.c.ended_at >= since)
        .group_by(jobs.c.kind, jobs.c.why)
        .order_by(number.desc(), jobs.c.kind, jobs.c.why)
    )
    rows = await look.read(lambda connection: connection.execute(query).all())
    return [Failures(*row) for row in rows]


async def gaps_of(look: Look, now: datetime) -> Sequence[Gap]:
    """Every gap of the ledger, newest first."""
    return await Deliveries(look, _no_sealer()).gaps(now, _MOST_GAPS)


async def installed(look: Look, keys: Keys) -> Sequence[Installation]:
    """The workspaces that installed the bot, by id; with the token "" where no key opens it."""
    return await Installations(look, Sealer(keys, b"")).all()


async def workers_alive(look: Look, seconds: float) -> int:
    """How many processes told procrastinate within so many seconds that they are at work."""
    return await look.read(lambda connection: int(connection.execute(_WORKERS, {"seconds": seconds}).scalar_one()))


async def server_of(look: Look, now: Callable[[], datetime]) -> Server:
    """What the PostgreSQL says of itself."""

    def said(connection: Connection) -> Server:
        most = int(setting_of_server(connection, "max_connections"))
        kept = int(setting_of_server(connection, "superuser_reserved_connections"))
        ahead = (connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one() - now()).total_seconds()
        version = int(setting_of_server(connection, "server_version_num"))
        return Server(version, most - kept, ahead)

    return await look.read(said)


def _no_sealer() -> Sealer:
    """For tables that open nothing here."""
    return Sealer(Keys(new_key()), b"")
