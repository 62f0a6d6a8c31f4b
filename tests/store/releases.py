"""Databases as each released version left them, with rows in every table: what an upgrade must keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, inspect, text

from bot.store import Keys
from bot.store.address import read_url
from bot.store.migrate import SCRIPTS
from bot.store.sealing import new_secret


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    engine = create_engine(read_url(url))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def released(url: str, revision: str = "0001") -> None:
    """The tables as they were then."""
    with opened(url) as connection:
        upgraded(connection, revision)


def upgraded(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def filled(url: str, key: str, now: datetime) -> dict[str, int]:
    """Rows as version 0001 wrote them, one or more in each table. How many stand in each."""
    rows = _first_rows(key, now)
    with opened(url) as connection:
        assert {*rows, "alembic_version"} == set(inspect(connection).get_table_names()), "a table has no row"
        for table, these in rows.items():
            for row in these:
                _write(connection, table, row)
        if connection.dialect.name == "postgresql":
            for table in ("jobs", "deliveries", "checks"):
                connection.execute(text(f"SELECT setval('{table}_id_seq', 10)"))
    return {table: len(these) for table, these in rows.items()}


def _first_rows(key: str, now: datetime) -> dict[str, list[dict[str, Any]]]:
    """By table."""
    keys = Keys(key)
    asked = now - timedelta(minutes=5)
    job = {"workspace": "T1", "kind": "said", "attempt": 1, "turn": 0, "run_at": asked, "ended_at": None, "why": ""}
    return {
        "meta": [{"name": "secret", "value": keys.seal(new_secret(), "secret")}],
        "events": [{"workspace": "T1", "key": one, "at": asked} for one in ("Ev1", "Ev2", "Ev3")],
        "jobs": [
            job | {"id": 1, "key": "Ev1", "state": "queued", "payload": keys.seal(b"one", "jobs/payload/T1/Ev1")},
            job | {"id": 2, "key": "Ev2", "state": "running", "payload": keys.seal(b"two", "jobs/payload/T1/Ev2")},
            job | {"id": 3, "key": "Ev3", "state": "done", "payload": None, "ended_at": asked},
        ],
        "deliveries": [{
            "id": 1, "key": "legit-1", "workspace": "T1", "target": "D1", "person": "U-ANN", "what": "answer",
            "slot": "100.1", "state": "lost", "message": "", "changed_at": asked,
        }],
        "conversations": [{
            "id": "c1", "workspace": "T1", "channel": "D1", "thread": "100.1", "person": "U-ANN",
            "memory": keys.seal(b"what was said", "conversations/memory/c1"), "last_at": asked,
        }],
        "checks": [{
            "id": 1, "workspace": "T1", "person": "U-ANN", "how": "message", "state": "likely_scam", "scam": "",
            "score": 0.9, "signals": "a b", "campaign": "0" * 64, "ms": 5.0, "at": asked,
        }],
        "feedback": [{"workspace": "T1", "person": "U-ANN", "conversation": "c1", "what": "wrong", "at": asked}],
        "firsts": [{"workspace": "T1", "person": "U-ANN", "what": "welcome", "at": asked}],
        "settings": [{"workspace": "T1", "person": "U-ANN", "name": "language", "value": "de"}],
        "questions": [{
            "id": "q1", "workspace": "T1", "colleague": "U-BOB", "campaign": "0" * 64, "answer": "", "at": asked,
        }],
        "waiting": [{
            "question": "q1", "workspace": "T1", "person": "U-ANN", "channel": "D1", "thread": "100.1", "at": asked,
        }],
    }  # fmt: skip


def filled_later(url: str, key: str, now: datetime) -> dict[str, int]:
    """Rows as version 0002 wrote them into the tables that it brought, beside those of 0001."""
    before = filled(url, key, now)
    with opened(url) as connection:
        upgraded(connection, "0002")
    named = dict.fromkeys(("name", "enterprise", "app", "bot_user", "bot_id", "installed_by"), "x")
    rows: dict[str, dict[str, Any]] = {
        "installations": {
            "workspace": "T1", **named, "token": Keys(key).seal(b"xoxb-1", "installations/token/T1"),
            "scopes": "chat:write", "at": now,
        },
        "oauth_states": {"hash": "0" * 64, "at": now},
        "changes": {
            "id": 1, "workspace": "T1", "person": "U-ANN", "name": "own_domains", "before": "", "after": "", "at": now,
        },
    }  # fmt: skip
    with opened(url) as connection:
        for table, row in rows.items():
            _write(connection, table, row)
    return before | dict.fromkeys(rows, 1)


def filled_with_tips(url: str, key: str, now: datetime) -> dict[str, int]:
    """Rows as version 0003 wrote them into the tables that it brought, beside those of 0001 and 0002."""
    before = filled_later(url, key, now)
    with opened(url) as connection:
        upgraded(connection, "0003")
    empty = dict.fromkeys(("person", "quiet", "country", "topics", "audience", "why"), "")
    rows: dict[str, dict[str, Any]] = {
        "subscriptions": {
            **empty, "id": 1, "workspace": "T1", "target": "C1", "setter": "U-ANN", "rule": "weekly tue 10:00",
            "zone": "Europe/London", "own_zone": False, "language": "en", "state": "active", "paused_until": None,
            "next_at": now + timedelta(days=3), "next_slot": "2026-11-24T10:00", "reckoned_at": now, "made_at": now,
        },
        "tips_shown": {
            "id": 1, "workspace": "T1", "target": "C1", "person": "", "tip": "order-call-to-cancel", "topic": "orders",
            "delivery": 7, "message": "100.2", "at": now,
        },
        "tip_counts": {"workspace": "T1", "tip": "order-call-to-cancel", "what": "got", "count": 3},
        "own_tips": {"workspace": "T1", "id": "our-own", "text": "+++", "person": "U-ANN", "at": now},
    }  # fmt: skip
    with opened(url) as connection:
        for table, row in rows.items():
            _write(connection, table, row)
    return before | dict.fromkeys(rows, 1)


def _write(connection: Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in row)
    values = {name: _for(connection, value) for name, value in row.items()}
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), values)


def _for(connection: Connection, value: Any) -> Any:
    if isinstance(value, datetime) and connection.dialect.name == "sqlite":
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value


FILLED = {"0001": filled, "0002": filled_later, "0003": filled_with_tips}
"""Every released state, and who writes its rows."""
