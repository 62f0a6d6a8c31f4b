"""Quizzes: who was asked what, what they said, what they remember, and what channels are asked."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Add the tables, and what a subscription is for."""
    op.add_column("subscriptions", sa.Column("content", sa.String(length=16), nullable=False, server_default="tips"))
    op.create_table(
        "quizzes",
        *(_name(one) for one in ("id", "workspace", "person")),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        _moment("started_at"),
        _moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_quizzes"),
    )
    columns = ["workspace", "person"]
    op.create_index("uq_quizzes_open", "quizzes", columns, unique=True, postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index("ix_quizzes_started_at", "quizzes", ["started_at"])
    _answers()
    op.create_table(
        "quiz_memory",
        *(_name(one) for one in ("workspace", "person", "idea")),
        sa.Column("card", sa.Text(), nullable=False),
        *(_moment(one) for one in ("due_at", "at")),
        sa.PrimaryKeyConstraint("workspace", "person", "idea", name="pk_quiz_memory"),
    )
    _weeks()
    op.create_table(
        "quiz_figures",
        _name("workspace"),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("workspace", "month", name="pk_quiz_figures"),
    )
    op.create_table(
        "own_questions",
        *(_name(one) for one in ("workspace", "id")),
        sa.Column("text", sa.Text(), nullable=False),
        _name("person"),
        _moment("at"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_own_questions"),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("own_questions", "quiz_figures", "week_questions", "quiz_memory", "quiz_answers", "quizzes"):
        op.drop_table(table)
    with op.batch_alter_table("subscriptions") as subscriptions:
        subscriptions.drop_column("content")


def _answers() -> None:
    op.create_table(
        "quiz_answers",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        *(_name(one) for one in ("workspace", "person", "quiz")),
        sa.Column("place", sa.Integer(), nullable=False),
        _word("how"),
        _name("item"),
        *(_word(one) for one in ("version", "kind")),
        *(_name(one) for one in ("idea", "topic")),
        sa.Column("difficulty", sa.Integer(), nullable=False),
        *(sa.Column(one, sa.Boolean(), nullable=False) for one in ("scam", "anchor")),
        _name("said"),
        sa.Column("correct", sa.Boolean(), nullable=False),
        sa.Column("sure", sa.Integer(), nullable=True),
        sa.Column("first", sa.Boolean(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_quiz_answers"),
        sa.UniqueConstraint(
            "workspace", "person", "quiz", "place", name="uq_quiz_answers_workspace_person_quiz_place"
        ),
    )  # fmt: skip
    op.create_index("ix_quiz_answers_workspace_at", "quiz_answers", ["workspace", "at"])
    op.create_index("ix_quiz_answers_workspace_quiz", "quiz_answers", ["workspace", "quiz"])
    op.create_index("ix_quiz_answers_at", "quiz_answers", ["at"])


def _weeks() -> None:
    op.create_table(
        "week_questions",
        *(_name(one) for one in ("id", "workspace", "channel", "item")),
        *(_word(one) for one in ("version", "language")),
        _name("message"),
        *(_moment(one) for one in ("asked_at", "closes_at")),
        sa.PrimaryKeyConstraint("id", name="pk_week_questions"),
    )
    columns = ["workspace", "channel", "asked_at"]
    op.create_index("ix_week_questions_workspace_channel_asked_at", "week_questions", columns)
    op.create_index("ix_week_questions_asked_at", "week_questions", ["asked_at"])


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=255), nullable=False)


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=16), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
