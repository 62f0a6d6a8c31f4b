"""For many workspaces and many workers: lines of jobs, holders of deliveries, installations, changes of rules."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEGUN = sa.text("state <> 'queued'")
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and tables. Rows that are there get an empty line: they wait for nobody."""
    op.add_column("jobs", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("jobs", _text("line", 255))
    op.add_column("jobs", _text("about", 255))
    op.add_column("jobs", _text("became", 16))
    op.add_column("jobs", sa.Column("ticket", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_jobs_workspace_line_state", "jobs", ["workspace", "line", "state"])
    op.create_index("ix_jobs_workspace_about", "jobs", ["workspace", "about"])
    op.drop_index("ix_jobs_turn", table_name="jobs")
    op.create_index("ix_jobs_begun", "jobs", ["turn"], postgresql_where=BEGUN, sqlite_where=BEGUN)
    op.create_index("ix_jobs_state_workspace_id", "jobs", ["state", "workspace", "id"])
    op.add_column("deliveries", _text("holder", 32))
    op.create_table(
        "installations",
        *(
            sa.Column(name, sa.String(length=255), nullable=False)
            for name in ("workspace", "name", "enterprise", "app", "bot_user", "bot_id")
        ),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_installations"),
    )
    op.create_table(
        "oauth_states",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_oauth_states"),
    )
    op.create_table(
        "changes",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        *(sa.Column(name, sa.String(length=255), nullable=False) for name in ("workspace", "person", "name")),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_at", "changes", ["at"])
    op.create_index("ix_changes_workspace_at", "changes", ["workspace", "at"])


def downgrade() -> None:
    """Take them away again."""
    for table in ("changes", "oauth_states", "installations"):
        op.drop_table(table)
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.drop_column("holder")
    op.drop_index("ix_jobs_state_workspace_id", table_name="jobs")
    op.drop_index("ix_jobs_begun", table_name="jobs")
    op.create_index("ix_jobs_turn", "jobs", ["turn"])
    op.drop_index("ix_jobs_workspace_about", table_name="jobs")
    op.drop_index("ix_jobs_workspace_line_state", table_name="jobs")
    with op.batch_alter_table("jobs") as jobs:
        for column in ("taken_at", "ticket", "became", "about", "line", "failures"):
            jobs.drop_column(column)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="")
