"""How long each thing is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Delete, delete

from bot.flows.shapes import DeliveryState
from bot.store.database import Database
from bot.store.tables import deliveries, events, jobs, questions

EVENTS = timedelta(hours=24)  # Slack repeats an event for minutes; a proxy between may keep one for hours
JOBS = timedelta(hours=24)  # after their end: what an operator looks at when somebody asks
DELIVERIES = timedelta(days=30)
QUESTIONS = timedelta(days=90)  # a campaign may come back, and its colleague was asked

_OVER = (DeliveryState.SENT, DeliveryState.TOLD, DeliveryState.LOST)


async def sweep_rows(database: Database, now: datetime) -> int:
    """Delete what is old, conversations apart. How many rows."""
    old = (
        delete(events).where(events.c.at <= now - EVENTS),
        delete(jobs).where(jobs.c.ended_at <= now - JOBS),
        delete(deliveries).where(deliveries.c.changed_at <= now - DELIVERIES, deliveries.c.state.in_(_OVER)),
        delete(questions).where(questions.c.at <= now - QUESTIONS),  # with those who wait
    )
    swept = 0
    for statement in old:  # one transaction each: nobody waits long for the writer
        swept += await database.write(_executed(statement))
    return swept


def _executed(statement: Delete) -> Callable[[Connection], int]:
    return lambda connection: connection.execute(statement).rowcount
