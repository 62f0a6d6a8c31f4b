"""The tables of quizzes: who was asked what, what they said, what they remember, and figures that name nobody."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.store.columns import Moment, id_column, name_column
from bot.store.tables import metadata

_OPEN = text("ended_at IS NULL")

quizzes = Table(  # a person's quiz
    "quizzes",
    metadata,
    name_column("id", key=True),
    name_column("workspace"),
    name_column("person"),
    Column("asked", Text, nullable=False),  # JSON: [[item, version], ...]
    Column("place", Integer, nullable=False),  # how many are answered
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    # Two presses at once begin one quiz.
    Index(
        "uq_quizzes_open", "workspace", "person", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN
    ),
    Index(None, "started_at"),
)  # fmt: skip

quiz_answers = Table(
    "quiz_answers",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("person"),
    name_column("quiz"),  # its id, or "week:" and that of the channel's question
    Column("place", Integer, nullable=False),
    Column("how", String(16), nullable=False),
    name_column("item"),
    Column("version", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    name_column("idea"),
    name_column("topic"),
    Column("difficulty", Integer, nullable=False),
    Column("scam", Boolean, nullable=False),
    Column("anchor", Boolean, nullable=False),
    name_column("said"),  # an option's id
    Column("correct", Boolean, nullable=False),
    Column("sure", Integer),  # 1 to 3
    Column("first", Boolean, nullable=False),  # their first answer to this item
    Column("at", Moment, nullable=False),
    UniqueConstraint("workspace", "person", "quiz", "place"),
    Index(None, "workspace", "at"),
    Index(None, "workspace", "quiz"),
    Index(None, "at"),
)

quiz_memory = Table(  # when an idea fades for somebody
    "quiz_memory",
    metadata,
    name_column("workspace", key=True),
    name_column("person", key=True),
    name_column("idea", key=True),
    Column("card", Text, nullable=False),  # as bot.lessons.memory writes it
    Column("due_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
)

week_questions = Table(  # that a channel was asked; everybody answers for themselves
    "week_questions",
    metadata,
    name_column("id", key=True),  # the key of its delivery
    name_column("workspace"),
    name_column("channel"),
    name_column("item"),
    Column("version", String(16), nullable=False),
    Column("language", String(16), nullable=False),
    name_column("message"),
    Column("asked_at", Moment, nullable=False),
    Column("closes_at", Moment, nullable=False),
    Index(None, "workspace", "channel", "asked_at"),
    Index(None, "asked_at"),
)

quiz_figures = Table(  # of a month that is over: reckoned once, so that nobody can subtract two
    "quiz_figures",
    metadata,
    name_column("workspace", key=True),
    Column("month", String(7), primary_key=True),  # "2026-11"
    Column("figures", Text, nullable=False),  # JSON, as bot.flows.quiz_figures writes it
    Column("at", Moment, nullable=False),
)

own_questions = Table(  # that a company made in Slack
    "own_questions",
    metadata,
    name_column("workspace", key=True),
    name_column("id", key=True),
    Column("text", Text, nullable=False),  # as a file in messages/en/quizzes would stand
    name_column("person"),  # who wrote it last
    Column("at", Moment, nullable=False),
)
