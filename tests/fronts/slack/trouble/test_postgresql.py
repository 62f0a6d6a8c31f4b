"""PostgreSQL is restarted, or refuses: nothing that it did not write is acknowledged, and each is answered once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import psycopg
import pytest

from bot.store import Keys, StoreUnusable, migrate, new_key, open_store
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.trouble.conftest import on_postgresql
from tests.fronts.slack.trouble.scene import all_answered, asks, at_work, gaps, newcomers
from tests.postgres import postgres

pytestmark = pytest.mark.thorough  # real locks and real waits


@asynccontextmanager
async def on_server(folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Company]:
    async with company(folder, start=False, **on_postgresql()) as there, at_work(there, patch):
        yield there


@contextmanager
def stopped() -> Iterator[None]:
    """The server is away; whatever happens, it is there for the next test."""
    postgres().stop()
    try:
        yield
    finally:
        postgres().start()


@pytest.mark.thorough
async def test_restarted_in_the_middle_of_thirty_questions_each_is_answered_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_server(tmp_path, monkeypatch) as there:
        people = [there.ann, there.bob, *newcomers(there, 8)]
        messages = await asks(there, *people, each=2)
        await there.slack.until(lambda: there.slack.called("chat.postMessage"), seconds=30)
        await asyncio.to_thread(postgres().stop)
        try:
            messages += await asks(there, *people)
            await asyncio.sleep(1)
        finally:
            await asyncio.to_thread(postgres().start)
        await all_answered(there, messages, step=0.2)
        assert await gaps(there) == 0


@pytest.mark.thorough
async def test_what_it_did_not_write_is_not_acknowledged_and_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_server(tmp_path, monkeypatch) as there:
        with stopped():
            messages = await asks(there, there.ann)
            await there.slack.until(lambda: "a listener failed" in caplog.text, seconds=30)
            there.slack.clock.advance(4)
            await there.slack.until(lambda: len(there.slack.deliveries[0].attempts) >= 2)
            await asyncio.sleep(0.5)
            assert not there.slack.deliveries[0].acked
        await all_answered(there, messages, step=0.5)
        assert there.slack.deliveries[0].acked


@contextmanager
def crowded() -> Iterator[None]:
    """Others have every connection that the server gives."""
    with ExitStack() as held:
        try:
            while True:
                held.enter_context(psycopg.connect(postgres().address("postgres")))
        except psycopg.OperationalError:
            yield


@contextmanager
def with_password() -> Iterator[str]:
    """Somebody who needs a password to come in: their name."""
    rules = Path(postgres().server.pgdata) / "pg_hba.conf"
    before = rules.read_text()
    postgres().run("CREATE ROLE guest LOGIN PASSWORD 'right-one'")
    rules.write_text(
        "local all guest scram-sha-256\nhost all guest all scram-sha-256\nlocal all nobody reject\n" + before
    )
    postgres().run("SELECT pg_reload_conf()")
    try:
        yield "guest"
    finally:
        rules.write_text(before)
        postgres().run("SELECT pg_reload_conf()")
        postgres().run("DROP ROLE guest")


async def told(url: str) -> str:
    """The one sentence, which holds no password; the same when it is opened and when it is migrated."""
    with pytest.raises(StoreUnusable) as opened:
        await open_store(url, keys=Keys(new_key()))
    with pytest.raises(StoreUnusable) as migrated:
        await asyncio.to_thread(migrate, url)
    assert str(opened.value) == str(migrated.value)
    said = str(opened.value)
    assert "\n" not in said and "hunter2" not in said and said.endswith(".")
    return said


def as_somebody(url: str, name: str, password: str = "hunter2") -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{name}:{password}@{rest.rpartition('@')[2]}"


async def test_who_is_refused_is_told_why_in_one_sentence_without_the_password() -> None:
    url = postgres().database()
    assert "refuses the name or the password" in await told(as_somebody(url, "a_stranger"))
    with with_password() as name:
        assert "refuses the name or the password" in await told(as_somebody(url, name))
        assert "does not let" in await told(as_somebody(url, "nobody"))
        assert "give it the rights" in await told(as_somebody(url, name, "right-one"))
    assert "make it, then run legitbot migrate" in await told(url.replace("/legitbot_", "/no_such_"))
    assert "does not answer" in await told("postgresql://ann:hunter2@127.0.0.1:9/legitbot")


async def test_a_server_without_a_free_connection_says_so() -> None:
    url = postgres().database()
    with crowded():
        assert "no connection left" in await told(url)


@pytest.mark.thorough
async def test_while_others_have_every_connection_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot keeps those that it has; where one breaks it waits for a new one."""
    async with on_server(tmp_path, monkeypatch) as there:
        messages = await asks(there, there.ann)
        with crowded():
            messages += await asks(there, there.bob, *newcomers(there, 8))
            await asyncio.sleep(1)
        await all_answered(there, messages, step=0.2)
        assert await gaps(there) == 0
