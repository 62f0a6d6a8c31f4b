"""What becomes of connections to a server: of those that nobody answers any more, and of those that were given up."""

import asyncio

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import Connection, text

from bot.store import Keys, open_store
from bot.store.address import for_libpq, read_url
from bot.store.database import CONNECTIONS, ServerDatabase
from tests.postgres import postgres


def of_driver(connection: Connection) -> dict[str, str]:
    driver = connection.connection.driver_connection
    assert driver is not None
    return dict(driver.info.get_parameters())


async def test_a_server_whose_machine_is_gone_is_noticed_in_half_a_minute_by_every_connection(key: str) -> None:
    """Else everybody would wait for the system to give up, which takes it from a quarter of an hour to hours."""
    store = await open_store(postgres().database(), Keys(key))
    ours = await store.database.read(of_driver)
    with psycopg.connect(store.server) as others:
        for known in (ours, others.info.get_parameters()):
            idle, pause, times = (int(known[f"keepalives_{name}"]) for name in ("idle", "interval", "count"))
            assert idle + pause * times <= 30 and int(known["tcp_user_timeout"]) <= 30_000
    await store.close()


def test_what_the_address_says_itself_counts() -> None:
    known = conninfo_to_dict(for_libpq(read_url("postgres://ann@db.example/legit?keepalives_idle=77")))
    assert (known["keepalives_idle"], known["keepalives_count"]) == ("77", "3")


async def test_who_is_cut_off_in_a_transaction_leaves_neither_a_row_nor_a_connection_behind(key: str) -> None:
    store = await open_store(postgres().database(), Keys(key))
    database = store.database
    assert isinstance(database, ServerDatabase)
    begun = []

    def slow(connection: Connection) -> None:
        connection.execute(text("INSERT INTO meta VALUES ('cut off', '')"))
        begun.append(1)
        connection.execute(text("SELECT pg_sleep(3600)"))

    tasks = [asyncio.create_task(database.write(slow)) for _ in range(CONNECTIONS)]
    async with asyncio.timeout(30):
        while not begun:
            await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    query = text("SELECT count(*) FROM meta WHERE name = 'cut off'")
    counts = [database.read(lambda connection: connection.execute(query).scalar_one()) for _ in range(CONNECTIONS)]
    async with asyncio.timeout(30):
        assert await asyncio.gather(*counts) == [0] * CONNECTIONS
    await store.close()


async def test_who_is_cut_off_while_the_database_forgets_has_stopped(key: str) -> None:
    """Else whoever is told to stop goes on, and is waited for until somebody kills the process."""
    store = await open_store(postgres().database(), Keys(key))
    waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'VACUUM FULL%'"
    with psycopg.connect(store.server) as other, psycopg.connect(store.server, autocommit=True) as watcher:
        other.execute("LOCK TABLE conversations IN ACCESS SHARE MODE")
        forgetting = asyncio.create_task(store.database.forget())
        async with asyncio.timeout(30):
            while watcher.execute(waits).fetchone() != (1,):
                await asyncio.sleep(0.01)
        forgetting.cancel()
        await asyncio.wait([forgetting])
    assert forgetting.cancelled()
    await store.database.forget()
    await store.close()
