"""Rows that are written once, or written anew: one statement each, so that two writers cannot both be first."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Table, bindparam, cast, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

# The two spell it alike, and SQLAlchemy has no name for it that both share.
_INSERTS: Mapping[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Write the row. False: one with its unique key was there, and nothing was written."""
    return connection.execute(_new(connection.dialect.name, table), values).first() is not None


def insert_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Write those whose unique keys are not there yet. How many. All rows have the same columns."""
    if not rows:
        return 0
    if connection.dialect.name == "sqlite":
        return connection.execute(_all_new(table), [*rows]).rowcount
    first = rows[0]
    several = [name for name in first if any(row[name] != first[name] for row in rows)] or [next(iter(first))]
    values = {**first, **{name: [row[name] for row in rows] for name in several}}
    return connection.execute(_unnested(table, tuple(first), frozenset(several)), values).rowcount


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
def _all_new(table: Table) -> Any:
    return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def _unnested(table: Table, names: tuple[str, ...], several: Collection[str]) -> Any:
    """A list for each column whose values differ: a statement that names each value takes a second for 5,000 rows."""
    kinds = {name: table.c[name].type for name in names}
    rows = select(
        *(
            func.unnest(bindparam(name, type_=ARRAY(kinds[name])))
            if name in several
            else cast(bindparam(name, type_=kinds[name]), kinds[name])
            for name in names
        )
    )
    statement = postgresql.insert(table).from_select([*names], rows).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


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
