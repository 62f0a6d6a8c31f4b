"""Every table, in the terms that SQLite and PostgreSQL share."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.store.columns import Moment, id_column, name_column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    name_column("name", key=True),
    Column("value", LargeBinary, nullable=False),
)

SECRET = "secret"  # the row of meta with the database's own secret, sealed: every key of the database opens it

events = Table(
    "events",
    metadata,
    name_column("workspace", key=True),
    name_column("key", key=True),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
# Written out, or the index that holds only these would not be used: thousands may be queued.
_BEGUN = text(f"state <> '{QUEUED}'")
BEGUN = text(f"jobs.state <> '{QUEUED}'")
TIPS = "tips"  # a kind of job, and its line in a workspace: all of them do the same, so one may stand for another
UNTOLD = ", and nobody could be told"  # ends the reason why a job failed

jobs = Table(
    "jobs",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("key"),
    name_column("kind"),
    Column("payload", LargeBinary),  # sealed; gone as soon as the job is done
    Column("state", String(16), nullable=False),  # QUEUED, RUNNING, DONE or FAILED
    Column("attempt", Integer, nullable=False),  # how often it was begun, failed or was cut off: 1, 2, ...
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("turn", BigInteger, nullable=False),  # which claim took it last, or its place in a fair order; 0 for none
    Column("line", String(255), nullable=False, server_default=""),  # of one line, one job at a time, in order
    Column("about", String(255), nullable=False, server_default=""),  # the platform's id of what was said
    Column("became", String(16), nullable=False, server_default=""),  # of that, meanwhile: "edited" or "deleted"
    Column("ticket", BigInteger),  # drawn by whoever is at it; see bot.store.tickets
    Column("taken_at", Moment),
    Column("run_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("why", Text, nullable=False),  # it failed; no word of a mail
    Index(None, "state", "run_at"),
    Index(None, "workspace", "line", "state"),
    Index(None, "workspace", "about"),
    Index(None, "workspace", "turn"),
    Index("ix_jobs_begun", "turn", postgresql_where=_BEGUN, sqlite_where=_BEGUN),
    Index(None, "state", "workspace", "id"),
    Index(None, "ended_at"),
)

_TIPS = text("due_at IS NOT NULL")

deliveries = Table(
    "deliveries",
    metadata,
    id_column(),
    name_column("key"),
    name_column("workspace"),
    name_column("target"),  # the channel; the person where there is none
    name_column("person"),
    name_column("what"),
    name_column("slot"),
    Column("state", String(16), nullable=False),
    Column("holder", String(32), nullable=False, server_default=""),  # who claimed it last, and alone may send it
    name_column("message"),
    Column("changed_at", Moment, nullable=False),
    # Of a tip only; see bot.store.tips.
    Column("subscription", BigInteger),  # whose turn it was; None where somebody sends it by hand
    Column("tip", String(255), nullable=False, server_default=""),  # where it was chosen before
    Column("due_at", Moment),
    Column("ready_at", Moment),  # it may be sent from then on: Slack asked for patience, or it is night there
    Column("why", Text, nullable=False, server_default=""),  # it was refused
    UniqueConstraint("workspace", "target", "what", "slot"),
    UniqueConstraint("key"),
    Index(None, "workspace", "person", "state"),
    Index(None, "changed_at"),
    Index("ix_deliveries_tips", "workspace", "state", "ready_at", postgresql_where=_TIPS, sqlite_where=_TIPS),
)

conversations = Table(
    "conversations",
    metadata,
    name_column("id", key=True),
    name_column("workspace"),
    name_column("channel"),
    name_column("thread"),
    name_column("person"),
    Column("memory", LargeBinary, nullable=False),  # sealed
    Column("last_at", Moment, nullable=False),
    UniqueConstraint("workspace", "channel", "thread", "person"),
    Index(None, "last_at"),
)

checks = Table(
    "checks",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("person"),
    name_column("how"),
    name_column("state"),
    name_column("scam"),
    Column("score", Float, nullable=False),
    Column("signals", Text, nullable=False),  # ids, with a space between two
    Column("campaign", String(64), nullable=False),  # a keyed hash
    Column("ms", Float, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "workspace", "person", "at"),
    Index(None, "campaign"),
    Index(None, "at"),
)

feedback = Table(
    "feedback",
    metadata,
    name_column("workspace", key=True),
    name_column("person", key=True),
    name_column("conversation", key=True),
    name_column("what", key=True),
    Column("at", Moment, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    name_column("workspace", key=True),
    name_column("person", key=True),
    name_column("name", key=True),
    Column("value", Text, nullable=False),
)

firsts = Table(
    "firsts",
    metadata,
    name_column("workspace", key=True),
    name_column("person", key=True),
    name_column("what", key=True),
    Column("at", Moment, nullable=False),
)

questions = Table(
    "questions",
    metadata,
    name_column("id", key=True),
    name_column("workspace"),
    name_column("colleague"),
    Column("campaign", String(64), nullable=False),  # a keyed hash
    Column("answer", String(16), nullable=False),  # "" while there is none
    Column("at", Moment, nullable=False),
    UniqueConstraint("workspace", "colleague", "campaign"),
    Index(None, "at"),
)

waiting = Table(
    "waiting",
    metadata,
    Column("question", String(255), ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True),
    name_column("workspace", key=True),
    name_column("person", key=True),
    name_column("channel", key=True),
    name_column("thread", key=True),
    Column("at", Moment, nullable=False),
)

installations = Table(
    "installations",
    metadata,
    name_column("workspace", key=True),
    name_column("name"),
    name_column("enterprise"),
    name_column("app"),
    name_column("bot_user"),
    name_column("bot_id"),
    Column("token", LargeBinary, nullable=False),  # sealed
    Column("scopes", Text, nullable=False),  # with a comma between two
    name_column("installed_by"),
    Column("at", Moment, nullable=False),
)

oauth_states = Table(
    "oauth_states",
    metadata,
    Column("hash", String(64), primary_key=True),  # of a state that was given out, and not used yet
    Column("at", Moment, nullable=False),
)

changes = Table(  # who changed which rule of a workspace
    "changes",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("person"),
    name_column("name"),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "workspace", "at"),
    Index(None, "at"),
)

ACTIVE, STOPPED = "active", "stopped"

subscriptions = Table(  # who gets tips, and when
    "subscriptions",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("target"),  # a channel, or a person
    name_column("person"),  # that person; "" for a channel
    name_column("setter"),  # who set it up, and is told where it cannot go on
    Column("rule", String(255), nullable=False),  # as bot.schedules writes it: "weekly tue 10:00"
    Column("zone", String(64), nullable=False),
    Column("own_zone", Boolean, nullable=False),  # the person's own, as the platform tells it
    Column("quiet", String(16), nullable=False),  # "22:00-07:00", or ""
    Column("country", String(16), nullable=False),  # whose holidays are kept: "DE-BY", or ""
    Column("language", String(16), nullable=False),
    Column("topics", Text, nullable=False),  # with a space between two; "": all
    Column("audience", Text, nullable=False),
    Column("content", String(16), nullable=False, server_default="tips"),  # "tips" or "quiz"
    Column("state", String(16), nullable=False),  # ACTIVE or STOPPED
    Column("why", Text, nullable=False),  # it was stopped: the platform's word, or "" where somebody wished it
    Column("paused_until", Moment),
    Column("next_at", Moment),
    Column("next_slot", String(32), nullable=False),
    Column("reckoned_at", Moment, nullable=False),  # when next_at was
    Column("made_at", Moment, nullable=False),
    Index(None, "workspace", "target"),  # no more of them: each is written anew whenever something is due
    Index(None, "state", "next_at"),
)

tips_shown = Table(  # which tip stood where, so that the next one is another
    "tips_shown",
    metadata,
    id_column(),
    name_column("workspace"),
    name_column("target"),
    name_column("person"),  # as in subscriptions
    name_column("tip"),
    name_column("topic"),
    Column("delivery", BigInteger, nullable=False),
    name_column("message"),  # "" until it is known to stand there
    Column("at", Moment, nullable=False),
    Index(None, "workspace", "target", "at"),
    Index(None, "workspace", "message"),
    Index(None, "delivery"),
    Index(None, "at"),
)

tip_counts = Table(  # what people did with a tip: how many, and never who
    "tip_counts",
    metadata,
    name_column("workspace", key=True),
    name_column("tip", key=True),
    name_column("what", key=True),  # "sent", "got", "more", "test", "fewer", "reaction"
    Column("count", Integer, nullable=False),
)

own_tips = Table(  # that a company wrote in Slack
    "own_tips",
    metadata,
    name_column("workspace", key=True),
    name_column("id", key=True),
    Column("text", Text, nullable=False),  # as a file in messages/en/tips would stand
    name_column("person"),  # who wrote it last
    Column("at", Moment, nullable=False),
)
