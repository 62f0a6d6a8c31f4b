"""procrastinate's own tables on PostgreSQL, brought up to date with the library's own steps."""

from importlib import resources

from sqlalchemy import Connection, select

from bot.store.inserting import upsert
from bot.store.tables import meta

_APPLIED = "queue schema"  # the name of a row: the last step that was applied


def steps_missing(connection: Connection, *, tables: bool) -> int:
    """How many of the library's steps this database waits for; all tables at once count as one."""
    if connection.dialect.name != "postgresql":
        return 0
    applied = _applied(connection) if tables else ""
    return len(_after(applied)) if applied else 1


def upgrade_queue(connection: Connection) -> None:
    """All tables where there are none, else the steps that came since."""
    if connection.dialect.name != "postgresql":
        return
    applied = _applied(connection)
    if not applied:
        _run(connection, _text("schema.sql"))
    for step in _after(applied) if applied else ():
        _run(connection, _text("migrations", step))
    upsert(connection, meta, {"name": _APPLIED, "value": _steps()[-1].encode()})


def _applied(connection: Connection) -> str:
    found = connection.execute(select(meta.c.value).where(meta.c.name == _APPLIED)).scalar()
    return bytes(found).decode() if found else ""


def _after(applied: str) -> list[str]:
    return [step for step in _steps() if step > applied]


def _steps() -> list[str]:
    """The library names them so that they sort: 03.04.00_50_post_....sql."""
    folder = resources.files("procrastinate.sql").joinpath("migrations")
    return sorted(one.name for one in folder.iterdir() if one.name.endswith(".sql"))


def _text(*path: str) -> str:
    return resources.files("procrastinate.sql").joinpath(*path).read_text("utf-8")


def _run(connection: Connection, script: str) -> None:
    """Several statements at once, as they are: without parameters the driver sends them whole."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(script)
