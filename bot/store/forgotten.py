"""Who asked to be forgotten, and when: an answer that is under way then must not write them down again.

The mark holds no person, only a keyed hash, and goes as soon as no job is left that was taken before.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, select, update

from bot.flows.shapes import DeliveryState, Person
from bot.store.inserting import upsert
from bot.store.sealing import Sealer
from bot.store.tables import deliveries, firsts
from bot.store.tickets import on_server

FORGOTTEN = "forgotten"
SENT_TWICE = timedelta(days=1)  # after which nothing is sent again
_UNDER_WAY = (DeliveryState.CLAIMED, DeliveryState.SENDING)

_MARK = select(firsts.c.at).where(
    firsts.c.workspace == bindparam("workspace"), firsts.c.person == bindparam("person"), firsts.c.what == FORGOTTEN
)
_HOLD = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("mark"), 0)))


def mark_forgotten(connection: Connection, sealer: Sealer, person: Person, now: datetime) -> None:
    """From here on nothing is written of what this person asked before. Comes before their rows are deleted."""
    mark = _mark(sealer, person)
    _hold(connection, mark)
    upsert(connection, firsts, {"workspace": person.workspace, "person": mark, "what": FORGOTTEN, "at": now})


def forgotten_since(connection: Connection, sealer: Sealer, person: Person, taken_at: datetime) -> bool:
    """Whether this person was forgotten after they asked; if not, they are not before the transaction ends."""
    mark = _mark(sealer, person)
    _hold(connection, mark)
    at: datetime | None = connection.execute(_MARK, {"workspace": person.workspace, "person": mark}).scalar()
    return at is not None and taken_at <= at


def empty_deliveries(connection: Connection, person: Person, now: datetime) -> None:
    """Answers that could be sent twice keep their keys, and nothing of the person."""
    theirs = (deliveries.c.workspace == person.workspace, deliveries.c.person == person.id)
    recent = (deliveries.c.changed_at > now - SENT_TWICE) | deliveries.c.state.in_(_UNDER_WAY)
    emptied = {"person": "", "target": "", "slot": deliveries.c.key, "message": ""}
    at = case((deliveries.c.state.in_(_UNDER_WAY), deliveries.c.changed_at), else_=now)  # not when they were answered
    connection.execute(update(deliveries).where(*theirs, recent).values({**emptied, "changed_at": at}))


def _mark(sealer: Sealer, person: Person) -> str:
    return sealer.hash(FORGOTTEN, person.workspace, person.id)


def _hold(connection: Connection, mark: str) -> None:
    """On a server two transactions do not see each other: one waits for the other. SQLite has one writer anyway."""
    if on_server(connection):
        connection.execute(_HOLD, {"mark": mark})
