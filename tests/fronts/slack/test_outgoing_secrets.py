"""Logs and the database outlive a conversation: no token, no key, and no word of a mail may be read in them."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from aiohttp import ClientSession

from bot.fronts.slack import names
from bot.store.sealing import Keys, new_key
from bot.store.store import open_store
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import mail
from tests.fronts.slack.process import environment, legitbot
from tests.ports import free_port
from tests.postgres import postgres

# Words that stand nowhere else: each as it may be written down.
WORDS = ("Zanzibarquartz", "Umbrafennel", "Quillowharf", "Vexingtonmarsh", "Tamberlinox", "Osprenwick", "Hollabrinth")
MARK = "practice-Thimblewend-2026"  # of the phishing exercise
SENDER, SUBJECT, BODY, NAME, TYPED, SHARED, BOXED = WORDS
SEALED = "SELECT payload FROM jobs WHERE payload IS NOT NULL UNION ALL SELECT memory FROM conversations"


async def a_busy_day(there: Company) -> None:
    """Every way in, and Slack in trouble; the planted words come by all of them."""
    slack, ann, dm = there.slack, there.ann, there.dm()
    there.bot.joins(there.general)
    raw = mail(
        f"{NAME} Shop <{SENDER}@gmail.com>", SUBJECT, f"Pay {BODY} $900, call 803-555-0142 https://{BODY}.example/x"
    )
    for fault in ("server_error", "drop_connection", "rate_limit", "lose_reply"):
        getattr(slack.faults, fault)("chat.postMessage")
        message = await ann.says(dm, TYPED, files=[(f"{NAME}.eml", raw)])
        await there.answer(message)
    slack.faults.server_error("download", times=9)
    slack.faults.error("users.info", "internal_error", times=9)
    lost = await ann.says(dm, f"{TYPED}?", files=[(f"{NAME}.eml", raw)])
    await there.answer(lost)
    slack.faults.clear()
    shared = await there.bob.says(there.general, f"From: {SENDER}@gmail.com\nSubject: {SUBJECT}\n\n{SHARED} pay now")
    await ann.uses_shortcut(there.app, names.CHECK_MESSAGE, shared)
    await there.private_answer(ann, there.general)
    await ann.runs(there.app, "/legit", f"check {TYPED} {BODY}", channel=there.general)
    await there.private_answer(ann, there.general, 2)
    await ann.uses_shortcut(there.app, names.CHECK_MAIL)
    before = len(there.answers(dm))
    await ann.submits(
        await there.box(ann), {names.MAIL: {names.VALUE: f"{BOXED} pay"}, names.SENDER: {names.VALUE: SENDER}}
    )
    await slack.until(lambda: len(there.answers(dm)) > before)


@pytest.mark.thorough
async def test_no_secret_and_no_word_of_a_mail_is_left_behind(tmp_path: Path) -> None:
    key = new_key()
    async with company(tmp_path, start=False) as there:
        port = free_port()
        variables = environment(
            there.slack, there.app, tmp_path, there.bot, LEGITBOT_KEY=key, METRICS_PORT=str(port),
            LEGITBOT_EXERCISE_MARK=MARK,
        )  # fmt: skip
        planted = secrets_of(there, key)
        async with legitbot(variables, "run", "-v") as process:
            await a_busy_day(there)
            assert not found(planted, *tmp_path.glob("legitbot.db*"))  # while all of it is kept, it is sealed
            assert not found(planted, await metrics(port, tmp_path / "metrics.txt"))
            process.terminate()
            assert await process.wait() == 0
    log = tmp_path / "log.txt"
    assert '"level": "info"' in log.read_text()  # it was told to say more
    assert not found(planted, log)
    sealed = sealed_in(tmp_path / "legitbot.db")
    assert sealed and pieces_found(sealed, *tmp_path.glob("legitbot.db*")), "this looks for what is really there"
    store = await open_store(f"sqlite:///{tmp_path / 'legitbot.db'}", Keys.read(key))
    await store.sweep(datetime.now(UTC) + timedelta(days=2))
    assert not pieces_found(sealed, *tmp_path.glob("legitbot.db*")), "after its time not even the ciphertext is there"
    await store.close()
    assert not found(planted, *tmp_path.glob("legitbot.db*"))


@pytest.mark.thorough
async def test_postgresql_and_its_workers_keep_no_word_of_a_mail_either(tmp_path: Path) -> None:
    """Its tables, its write-ahead log and the arguments of its jobs are searched as they lie on the disk."""
    key, address = new_key(), postgres().database()
    for name in ("run", "worker"):
        (tmp_path / name).mkdir()
    async with company(tmp_path, start=False) as there:
        variables = environment(
            there.slack, there.app, tmp_path, there.bot, LEGITBOT_KEY=key, DATABASE_URL=address,
            LEGITBOT_WORK_IN_RUN="no",
        )  # fmt: skip
        planted = secrets_of(there, key)
        async with (
            legitbot(variables, "worker", "-v", folder=tmp_path / "worker") as worker,
            legitbot(variables, "run", "-v", folder=tmp_path / "run") as front,
        ):
            await a_busy_day(there)
            worker.terminate()
            assert await worker.wait() == 0
            await there.ann.says(there.dm(), f"{TYPED} {BODY}")  # nobody is at work: its job waits
            await there.slack.until(lambda: all(one.acked for one in there.slack.deliveries))
            assert arguments_of_jobs(address) == [["job"]]
            front.terminate()
            assert await front.wait() == 0
    assert not found(planted, *tmp_path.glob("*/log.txt"))
    postgres().run("CHECKPOINT")  # what stands in memory only is written
    files = server_files()
    assert found(["U0", "legit-"], *files), "this looks into the right files"
    assert not found(planted, *files)
    sealed = sealed_on_server(address)
    assert len(pieces_found(sealed, *files)) == len(sealed) > 2, "this looks for what is really there"
    store = await open_store(address, Keys.read(key))
    await store.sweep(datetime.now(UTC) + timedelta(days=2))
    await store.close()
    (waiting,) = sealed_on_server(address)  # a job that waits is kept as long as it waits
    sealed.remove(waiting)
    for step in ("SELECT pg_switch_wal()", "CHECKPOINT"):  # what archive_timeout and wal_recycle do by and by
        postgres().run(step)
    assert not pieces_found(sealed, *server_files()), "after its time not even the ciphertext is there"


def secrets_of(there: Company, key: str) -> list[str]:
    return [there.bot.token, there.app.app_token, there.app.signing_secret, there.app.client_secret, key, MARK, *WORDS]


def found(planted: list[str], *files: Path) -> list[tuple[str, str]]:
    """What stands in a file, as it is or as UTF-16, whatever its case."""
    assert files
    told = [(path.name, path.read_bytes().lower()) for path in files]
    return [
        (name, word) for name, data in told for word in planted for coding in ("utf-8", "utf-16-le")
        if word.lower().encode(coding) in data
    ]  # fmt: skip


def sealed_in(database: Path) -> list[bytes]:
    """Every ciphertext, as another program reads it."""
    with closing(sqlite3.connect(database)) as connection:
        return [value for (value,) in connection.execute(SEALED)]


def sealed_on_server(address: str) -> list[bytes]:
    with psycopg.connect(address) as connection:
        return [bytes(value) for (value,) in connection.execute(SEALED.encode())]


def server_files() -> list[Path]:
    """Everything that PostgreSQL has on the disk: tables, write-ahead log and the rest."""
    return [path for path in postgres().server.pgdata.rglob("*") if path.is_file()]


def arguments_of_jobs(address: str) -> list[list[str]]:
    """The names of the arguments of each job that waits; the values are numbers."""
    with psycopg.connect(address) as connection:
        rows = connection.execute("SELECT args FROM procrastinate_jobs").fetchall()
    assert all(isinstance(value, int) for (args,) in rows for value in args.values())
    return [list(args) for (args,) in rows]


def pieces_found(sealed: list[bytes], *files: Path) -> list[int]:
    """Which ciphertexts stand in the files, if only in part."""
    told = [path.read_bytes() for path in files]
    return [
        number for number, value in enumerate(sealed)
        if any(value[start : start + 16] in data for data in told for start in range(16, len(value) - 16, 200))
    ]  # fmt: skip


async def metrics(port: int, file: Path) -> Path:
    """What Prometheus reads, written to a file."""
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        file.write_text(await answer.text())
    assert "legitbot_checks_total" in file.read_text()
    return file
