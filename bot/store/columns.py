"""The kinds of columns that tables share, where SQLite and PostgreSQL differ."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, Integer, String, TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An instant: aware and in UTC on both sides, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone names no instant")
        value = value.astimezone(UTC)
        # SQLite keeps text without a zone, and compares it as text: one zone only, then.
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts a primary key by itself only where its type is exactly INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def id_column() -> Column[Any]:
    """A number of its own for each row, given by the database."""
    return Column("id", _Id, primary_key=True, autoincrement=True)


def name_column(name: str, *, key: bool = False) -> Column[Any]:
    """A platform's id, or a word of ours."""
    return Column(name, String(255), nullable=False, primary_key=key)
