"""How long each thing is kept, and that it goes when its time is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, exists

from bot.flows.shapes import DeliveryState
from bot.store.batches import delete_where
from bot.store.database import Database
from bot.store.forgotten import FORGOTTEN, SENT_TWICE
from bot.store.quiz_tables import quiz_answers, quiz_memory, quizzes, week_questions
from bot.store.tables import (
    QUEUED,
    RUNNING,
    changes,
    checks,
    deliveries,
    events,
    feedback,
    firsts,
    jobs,
    oauth_states,
    questions,
    tips_shown,
)

EVENTS = timedelta(hours=24)  # Slack repeats an event for minutes; a proxy between may keep one for hours
JOBS = timedelta(hours=24)  # after their end: what an operator looks at when somebody asks
QUESTIONS = timedelta(days=90)  # a campaign may come back, and its colleague was asked
OAUTH_STATES = timedelta(hours=1)  # an installation that was begun and not ended
REMEMBERED = timedelta(days=400)  # which tips a place saw: no gap between two is longer
ANSWERED = timedelta(days=400)  # what somebody said in quizzes: as long as a year can be looked back upon
_DELETIONS = timedelta(hours=24)

_OVER = (DeliveryState.SENT, DeliveryState.TOLD, DeliveryState.LOST, DeliveryState.REFUSED)


@dataclass(frozen=True, slots=True)
class Keep:
    """How long what is kept for a while is kept: the operator's choice ([keep] in legitbot.toml)."""

    conversations: timedelta = timedelta(hours=24)  # after the last message
    checks: timedelta = timedelta(days=365)  # with what people said of them
    deliveries: timedelta = timedelta(days=30)
    changes: timedelta = timedelta(days=730)


USUAL = Keep()


async def sweep_rows(database: Database, now: datetime, keep: Keep) -> int:
    """Delete what is old, conversations apart. How many rows; those who wait for a question's answer go with it."""
    return sum([await delete_where(database, table, old) for table, old in _old(now, keep)])


def _old(now: datetime, keep: Keep) -> Iterator[tuple[Table, Any]]:
    yield events, events.c.at <= now - EVENTS
    yield jobs, jobs.c.ended_at <= now - JOBS
    # Of somebody who was forgotten nobody knows any more whether it is on its way.
    nobodys = deliveries.c.person == ""
    over = deliveries.c.state.in_(_OVER)
    yield deliveries, (deliveries.c.changed_at <= now - keep.deliveries) & (over | nobodys)
    yield deliveries, (deliveries.c.changed_at <= now - SENT_TWICE) & over & nobodys
    yield questions, questions.c.at <= now - QUESTIONS
    yield checks, checks.c.at <= now - keep.checks
    yield feedback, feedback.c.at <= now - keep.checks
    yield changes, changes.c.at <= now - keep.changes
    yield tips_shown, tips_shown.c.at <= now - REMEMBERED
    yield quizzes, quizzes.c.started_at <= now - ANSWERED
    yield quiz_answers, quiz_answers.c.at <= now - ANSWERED
    yield quiz_memory, quiz_memory.c.at <= now - ANSWERED
    yield week_questions, week_questions.c.asked_at <= now - ANSWERED
    yield oauth_states, oauth_states.c.at <= now - OAUTH_STATES
    # Needed as long as a job is left that was taken before.
    left = exists().where(
        jobs.c.workspace == firsts.c.workspace, jobs.c.state.in_((QUEUED, RUNNING)), jobs.c.taken_at <= firsts.c.at
    )
    yield firsts, (firsts.c.what == FORGOTTEN) & (firsts.c.at <= now - _DELETIONS) & ~left
