"""Deletes many rows a few at a time: whoever wants to write in between need not wait for all of them."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Row, Table, delete, select, tuple_

from bot.store.database import Database

MOST_ROWS = 1000  # in one transaction


async def delete_where(
    database: Database, table: Table, *where: ColumnElement[bool] | Any, most: int = MOST_ROWS
) -> int:
    """Delete the rows that meet all of these, `most` in a transaction. How many. Cut off, it may be begun again.

    They are looked for without the writer, who is held only as long as it takes to delete rows by their keys.
    """
    key = [*table.primary_key]
    wanted = select(*key).where(*where).limit(most)
    gone, found = 0, most
    while found == most:
        rows = await database.read(_all(wanted))
        found = len(rows)
        if rows:
            these = tuple_(*key).in_([tuple(row) for row in rows])
            gone += await database.write(_count(delete(table).where(these, *where)))
    return gone


def _all(query: Executable) -> Callable[[Connection], Sequence[Row[Any]]]:
    return lambda connection: connection.execute(query).all()


def _count(statement: Executable) -> Callable[[Connection], int]:
    return lambda connection: connection.execute(statement).rowcount
