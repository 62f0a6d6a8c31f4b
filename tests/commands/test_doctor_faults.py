"""Each fault alone: its own line says so and what to do, and nothing else is called wrong."""

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.doctor import State
from bot.app.doctor import content as content_check
from bot.app.doctor import database as database_checks
from bot.app.doctor.examination import examine
from bot.app.doctor.finding import Finding, Told
from bot.app.doctor.patient import Patient, patient
from bot.library.content import content_root
from bot.store import new_key
from tests.commands.patients import the, troubles, ward
from tests.postgres import postgres

pytestmark = pytest.mark.thorough  # many troubles, each with the whole bot: the main ways stand beside it

OK, WARNING, WRONG = State


# ── What the operator set ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "check", "state", "says", "do"),
    [
        ({"LEGITBOT_WORK_ANALYSTS": "many"}, "settings", WRONG, "LEGITBOT_WORK_ANALYSTS: write a whole", "Put this"),
        ({"LEGITBOT_ANALYSTS": "2"}, "settings", WRONG, "LEGITBOT_ANALYSTS: there is no such variable", "Put this"),
        ({"LEGITBOT_EXERCISE_MARK": "short"}, "secrets", WRONG, "LEGITBOT_EXERCISE_MARK: write 8", "Set it"),
        ({"SLACK_BOT_TOKEN": ""}, "secrets", WRONG, "Set SLACK_BOT_TOKEN", "Set it in the environment"),
        ({"SLACK_APP_TOKEN": ""}, "secrets", WRONG, "Set SLACK_APP_TOKEN", "Set it in the environment"),
        ({"SLACK_SIGNING_SECRET": "a1" * 16}, "secrets", WARNING, "are both set", "Keep one"),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "1234.5678"}, "secrets", WARNING, "does not look", "Copy"),
        ({"LEGITBOT_KEY": "no key"}, "key", WRONG, "LEGITBOT_KEY cannot be used", "legitbot key prints a new one"),
        ({"LEGITBOT_KEY": new_key()}, "key-fits", WRONG, "does not open this database", "the new key, a comma, and"),
        ({"DATABASE_URL": "mysql://x/y"}, "secrets", WRONG, "DATABASE_URL: write a file's name", "Set it"),
        ({"SLACK_BOT_TOKEN": "xoxb-1-wrong"}, "bot-token", WRONG, "SLACK_BOT_TOKEN: Slack refuses it", "Copy the"),
        ({"SLACK_APP_TOKEN": "xapp-1-wrong"}, "app-token", WRONG, "refuses SLACK_APP_TOKEN", "connections:write"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "slack", WRONG, "No Slack answers at http://127.0.0.1:9", "See"),
        ({"HOST": "203.0.113.7", "PORT": "3000"}, "ports", WRONG, "no address of this machine", "below [web]"),
    ],
)  # fmt: skip
async def test_a_wrong_setting_is_told_where_it_stands(
    tmp_path: Path, changed: dict[str, str], check: str, state: State, says: str, do: str
) -> None:
    async with ward(tmp_path) as there:
        found = await there.found(changed)
    told = next(one for one in found if one.check == check and one.state is state)
    assert says in told.says
    assert do in told.do
    others = {("database", WRONG), ("jobs", WARNING)} if "DATABASE_URL" in changed else set()
    assert set(troubles(found)) - others == {(check, state)}


async def test_a_mistake_in_the_file_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[work]\nanalyst = 2\n")
    async with ward(tmp_path) as there:
        found = await there.found(file=tmp_path / "other.toml")
        assert "other.toml: work.analyst: there is no such setting" in the(found, "settings").says
        gone = await there.found(file=tmp_path / "gone.toml")
        assert "there is no such file" in the(gone, "settings").says
    assert troubles(found) == troubles(gone) == [("settings", WRONG)]


async def test_a_bot_before_its_first_start_is_well(tmp_path: Path) -> None:
    async with ward(tmp_path, made=False) as there:
        assert troubles(await there.found()) == []
    assert sorted(one.name for one in tmp_path.iterdir()) == [], "looking makes nothing"


# ── The key ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_key_file_that_others_can_read_or_that_is_gone_is_wrong(tmp_path: Path) -> None:
    async with ward(tmp_path) as there:
        key = tmp_path / "legitbot.db.key"
        key.chmod(0o644)
        found = await there.found()
        assert troubles(found) == [("key", WRONG)]
        assert the(found, "key").do == f"Run: chmod 600 {key}"
        key.write_text("no key")
        assert "Put back the key file" in the(await there.found(), "key").do
        key.unlink()
        found = await there.found()
        assert troubles(found) == [("key", WRONG)]
        assert "is gone, and the database was sealed with it" in the(found, "key").says


async def test_a_server_without_a_key_is_told_how_to_make_one(tmp_path: Path) -> None:
    async with ward(tmp_path, server=True) as there:
        found = await there.found({"LEGITBOT_KEY": ""})
    assert troubles(found) == [("key", WRONG)]
    assert "Run legitbot key once" in the(found, "key").do


@pytest.mark.parametrize("server", [False, True])
async def test_an_older_key_is_kept_as_long_as_a_row_needs_it(tmp_path: Path, server: bool) -> None:
    old, new = new_key(), new_key()
    async with ward(tmp_path, made=False, server=server, LEGITBOT_KEY=old) as there:
        async with there.store(old) as store:
            await store.inbox.take("Ev1", "T1", "said", b"a mail", datetime.now(UTC))
        async with there.store(new, old) as store:
            found = await there.found({"LEGITBOT_KEY": f"{new},{old}"})
            assert "need an older key: 1." in the(found, "older-keys").says
            assert "over in 24 hours" in the(found, "older-keys").says
            lost = await there.found({"LEGITBOT_KEY": new})
            assert [one for one in troubles(lost) if one[0] == "older-keys"] == [("older-keys", WARNING)]
            assert "Rows that no key opens: 1." in the(lost, "older-keys").says
            [job] = await store.jobs.claim(datetime.now(UTC), 1)
            await store.jobs.done(job, datetime.now(UTC))
        found = await there.found({"LEGITBOT_KEY": f"{new},{old}"})
        assert troubles(found) == [("older-keys", WARNING)]
        assert "Take the comma and all older keys out" in the(found, "older-keys").do


async def test_older_keys_may_stand_in_the_key_file_too(tmp_path: Path) -> None:
    async with ward(tmp_path) as there:
        key = tmp_path / "legitbot.db.key"
        key.write_text(f"{new_key()},{key.read_text()}")
        assert the(await there.found(), "older-keys").says.startswith("Rows that still need an older key: 1.")
        async with there.store():
            """The database's own secret is sealed anew."""
        assert the(await there.found(), "older-keys").says == "No row needs an older key any more."


# ── The database ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_server_that_is_down_is_told_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    down = "postgresql://legitbot:sesame@127.0.0.1:9/legitbot"
    async with ward(tmp_path, made=False, LEGITBOT_KEY=new_key()) as there:
        found = await there.found({"DATABASE_URL": down})
    assert troubles(found) == [("database", WRONG), ("jobs", WARNING)]
    assert "legitbot does not answer: see that PostgreSQL runs" in the(found, "database").says
    assert the(found, "bot-token").state is OK


async def test_a_database_that_is_not_up_to_date_says_how_to_bring_it_there(tmp_path: Path) -> None:
    async with ward(tmp_path, server=True, made=False) as there:
        found = await there.found({"DATABASE_URL": postgres().database(migrated=False)})
        assert troubles(found) == [("migrations", WRONG), ("jobs", WARNING)]
        assert the(found, "migrations").do == "Run: legitbot migrate"
    async with ward(tmp_path, made=False) as there:
        (tmp_path / "legitbot.db").touch(0o600)
        found = await there.found({"LEGITBOT_KEY": new_key()})
        assert troubles(found) == [("migrations", WARNING), ("jobs", WARNING)]
        assert "start the bot, which does these steps by itself" in the(found, "migrations").do
        assert (tmp_path / "legitbot.db").stat().st_size == 0, "looking migrates nothing"


async def test_a_database_of_a_newer_bot_or_no_database_at_all_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "legitbot.db"
    async with ward(tmp_path) as there:
        connection = sqlite3.connect(path)
        connection.execute("UPDATE alembic_version SET version_num = 'from the future'")
        connection.commit()
        connection.close()
        assert "made by a newer Legitbot" in the(await there.found(), "database").says
        path.write_bytes(b"Dear Sir, this is no database. " * 100)
        assert "is no database of Legitbot" in the(await there.found(), "database").says


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX's")
async def test_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    async with ward(tmp_path) as there:
        (tmp_path / "legitbot.db").chmod(0o640)
        found = await there.found()
    assert troubles(found) == [("rights", WARNING)]
    assert "its rights are 0640" in the(found, "rights").says


async def test_few_connections_an_old_server_and_another_clock_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = frozenset({"database", "server"})
    async with ward(tmp_path, server=True) as there:
        assert troubles(await there.found(checks=checks)) == []
        found = await there.found(checks=checks, now=lambda: datetime.now(UTC) - timedelta(minutes=2))
        assert troubles(found) == [("server-clock", WARNING)]
        assert "by 120 seconds" in the(found, "server-clock").says
        monkeypatch.setattr(database_checks, "OF_ONE_PROCESS", 10_000)
        assert "max_connections to 10000" in the(await there.found(checks=checks), "connections").do
        monkeypatch.setattr(database_checks, "OLDEST_SERVER", 99)
        found = await there.found(checks=checks)
        assert troubles(found) == [("server", WRONG)]
        assert "Use PostgreSQL 99" in the(found, "server").do


# ── Content, and doctor itself ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("file", "text"), [
    ("brands.toml", '[[brand]]\nid = "Not An Id"\n'), ("en/slack.toml", "this is [not TOML"),
])  # fmt: skip
async def test_broken_content_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str
) -> None:
    root = shutil.copytree(content_root(), tmp_path / "messages")
    (root / file).write_text(text)
    monkeypatch.setattr(content_check, "content_root", lambda: root)
    async with ward(tmp_path) as there:
        found = the(await there.found(checks=frozenset({"content"})), "content")
    assert found.state is WRONG
    assert found.details[0].startswith(f"{file}: ")
    assert "legitbot content" in found.do


async def test_a_check_that_breaks_or_hangs_does_not_stop_the_next_one(tmp_path: Path) -> None:
    async def broken(_: Patient) -> list[Finding]:
        raise LookupError("the words of a mail")

    async def hanging(_: Patient) -> list[Finding]:
        await there.slack.until(lambda: False, 600)
        raise AssertionError

    async def last(one: Patient) -> list[Finding]:
        return [one.told.ok("content", folder="messages")]

    checks = (("odd", 5.0, broken), ("endless", 0.05, hanging), ("last", 5.0, last))
    async with ward(tmp_path, made=False) as there:
        found = [one async for one in examine(await patient(there.variables, None, Told.load()), checks)]
    assert [(one.check, one.state) for one in found] == [("checks", WRONG), ("checks", WRONG), ("content", OK)]
    assert 'The check "odd" broke: LookupError (' in found[0].says
    assert "mail" not in found[0].says
    assert 'The check "endless" was not over after 0.05 seconds.' in found[1].says


@pytest.mark.thorough
async def test_a_machine_that_cannot_read_mails_is_told(tmp_path: Path) -> None:
    """Too little memory for the process: it starts, and cannot judge a sample."""
    from bot.app.doctor.machine import reading

    async with ward(tmp_path, made=False) as there:
        examined = await patient(there.variables, None, Told.load())
        examined.config = examined.config.changed(work_analysis_memory_mb=1)
        [found] = await reading(examined)
    assert found.state is WRONG
    assert "within 10 seconds and 1 MB" in found.says
    assert "Raise analysis_memory_mb" in found.do
