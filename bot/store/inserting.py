"""Rows that are written once, or written anew: one statement each, so that two writers cannot both be first."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, literal
from sqlalchemy.dialects import postgresql, sqlite

# The two spell it alike, and SQLAlchemy has no name for it that both share.
_INSERTS: Mapping[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Write the row. False: one with its unique key was there, and nothing was written."""
    return connection.execute(_new(connection.dialect.name, table), values).first() is not None


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write those whose unique keys are not there yet. How many."""
    if not rows:
        return 0
    return len(connection.execute(_new(connection.dialect.name, table), [*rows]).all())


def upsert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write the row, or write it anew where its primary key is there."""
    connection.execute(_anew(connection.dialect.name, table, tuple(values)), values)


def add_to(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], column: str) -> None:
    """Write the rows; where one with its primary key is there, its number grows by this one's."""
    connection.execute(_sums(connection.dialect.name, table, column), [*rows])


@cache  # building a statement costs more than running it
def _new(dialect: str, table: Table) -> Any:
    return _INSERTS[dialect](table).on_conflict_do_nothing().returning(literal(1))


@cache
def _anew(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    insert = _INSERTS[dialect](table)
    key = [column.name for column in table.primary_key]
    fresh = {name: insert.excluded[name] for name in names if name not in key}
    return insert.on_conflict_do_update(index_elements=key, set_=fresh)


@cache
def _sums(dialect: str, table: Table, column: str) -> Any:
    insert = _INSERTS[dialect](table)
    key = [one.name for one in table.primary_key]
    return insert.on_conflict_do_update(index_elements=key, set_={column: table.c[column] + insert.excluded[column]})
