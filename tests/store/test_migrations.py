"""From no table at all to today's: by steps that leave exactly the tables that the program knows."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.store import StoreUnusable, migrate, open_store, pending
from bot.store.draw import NEXT
from bot.store.migrate import SCRIPTS
from bot.store.schema import metadata


def test_the_steps_lead_to_todays_tables(url: str, path: Path) -> None:
    migrate(url)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_says_what_it_waits_for(url: str) -> None:
    steps = len([*(SCRIPTS / "versions").glob("v*.py")])
    assert pending(url) == steps
    migrate(url)
    assert pending(url) == 0
    migrate(url)  # nothing to do


def test_every_step_can_be_taken_back(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/plain.db")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        assert len(names(connection)) > 10
        command.downgrade(config, "base")
        assert names(connection) == ["alembic_version"]
    engine.dispose()


def names(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


async def test_a_database_is_not_changed_under_a_running_bot(url: str) -> None:
    store = await open_store(url)
    with pytest.raises(StoreUnusable, match="Another Legitbot is using"):
        migrate(url)
    assert pending(url) == 0, "looking is allowed"
    await store.close()


async def test_a_path_may_hold_any_sign(tmp_path: Path) -> None:
    odd = tmp_path / "100% of Ann's & Bob's"
    await (await open_store(f"sqlite:///{odd}/legitbot.db")).close()
    assert (odd / "legitbot.db").exists()


def test_postgresql_understands_the_tables_and_the_draw() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert len(index.name or "") <= 63, "PostgreSQL cuts longer names"
            assert re.match("CREATE (UNIQUE )?INDEX", str(CreateIndex(index).compile(dialect=dialect)))
    assert "row_number() OVER (PARTITION BY" in str(NEXT.compile(dialect=dialect))
