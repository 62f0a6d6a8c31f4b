"""Rows that are written once, or written anew: one statement each, so that two writers cannot both be first."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, literal
from sqlalchemy.dialects import postgresql, sqlite

# The two spell it alike, and SQLAlchemy has no name for it that both share.
_INSERTS: Mapping[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Write the row. False: one with its unique key was there, and nothing was written."""
    return connection.execute(_new(connection.dialect.name, table), values).first() is not None


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write the row, or write it anew where its primary key is there."""
    connection.execute(_anew(connection.dialect.name, table, tuple(values)), values)


@cache  # building a statement costs more than running it
def _new(dialect: str, table: Table) -> Any:
    return _INSERTS[dialect](table).on_conflict_do_nothing().returning(literal(1))


@cache
def _anew(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    insert = _INSERTS[dialect](table)
    key = [column.name for column in table.primary_key]
    fresh = {name: insert.excluded[name] for name in names if name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=fresh)
