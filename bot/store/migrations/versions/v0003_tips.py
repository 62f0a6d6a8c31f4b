"""Tips: who gets them and when, which were shown, what people did with them, and a company's own."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIPS = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Add the tables, and what the ledger of deliveries needs to know of a tip."""
    op.add_column("deliveries", sa.Column("subscription", sa.BigInteger(), nullable=True))
    op.add_column("deliveries", sa.Column("tip", sa.String(length=255), nullable=False, server_default=""))
    op.add_column("deliveries", _moment("due_at", nullable=True))
    op.add_column("deliveries", _moment("ready_at", nullable=True))
    op.add_column("deliveries", sa.Column("why", sa.Text(), nullable=False, server_default=""))
    columns = ["workspace", "state", "ready_at"]
    op.create_index("ix_deliveries_tips", "deliveries", columns, postgresql_where=TIPS, sqlite_where=TIPS)
    op.create_index("ix_checks_at", "checks", ["at"])
    _subscriptions()
    op.create_table(
        "tips_shown",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        *(_name(one) for one in ("workspace", "target", "person", "tip", "topic")),
        sa.Column("delivery", sa.BigInteger(), nullable=False),
        _name("message"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_tips_shown"),
    )
    op.create_index("ix_tips_shown_workspace_target_at", "tips_shown", ["workspace", "target", "at"])
    op.create_index("ix_tips_shown_workspace_message", "tips_shown", ["workspace", "message"])
    op.create_index("ix_tips_shown_delivery", "tips_shown", ["delivery"])
    op.create_index("ix_tips_shown_at", "tips_shown", ["at"])
    op.create_table(
        "tip_counts",
        *(_name(one) for one in ("workspace", "tip", "what")),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "tip", "what", name="pk_tip_counts"),
    )
    op.create_table(
        "own_tips",
        *(_name(one) for one in ("workspace", "id")),
        sa.Column("text", sa.Text(), nullable=False),
        _name("person"),
        _moment("at"),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_own_tips"),
    )


def downgrade() -> None:
    """Take them away again."""
    for table in ("own_tips", "tip_counts", "tips_shown", "subscriptions"):
        op.drop_table(table)
    op.drop_index("ix_checks_at", table_name="checks")
    op.drop_index("ix_deliveries_tips", table_name="deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        for column in ("why", "ready_at", "due_at", "tip", "subscription"):
            deliveries.drop_column(column)


def _subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        *(_name(one) for one in ("workspace", "target", "person", "setter", "rule")),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("own_zone", sa.Boolean(), nullable=False),
        *(sa.Column(one, sa.String(length=16), nullable=False) for one in ("quiet", "country", "language")),
        *(sa.Column(one, sa.Text(), nullable=False) for one in ("topics", "audience")),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        _moment("paused_until", nullable=True),
        _moment("next_at", nullable=True),
        sa.Column("next_slot", sa.String(length=32), nullable=False),
        _moment("reckoned_at"),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_workspace_target", "subscriptions", ["workspace", "target"])
    op.create_index("ix_subscriptions_state_next_at", "subscriptions", ["state", "next_at"])


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=255), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
