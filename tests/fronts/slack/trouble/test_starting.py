"""What cannot start says one sentence and ends with 1: as an operator sees it, in a process of its own."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot.store import Keys, new_key, open_store
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.process import CHECKOUT, environment
from tests.postgres import postgres

NOBODY = "postgresql://ann:hunter2@127.0.0.1:9/legitbot"


async def said(there: Company, folder: Path, *words: str, **variables: str) -> str:
    """The one sentence after "Error: "."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=CHECKOUT,
        env=environment(there.slack, there.app, folder, there.bot, **variables),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    async with asyncio.timeout(60):
        out, _ = await process.communicate()
    text = out.decode()
    assert process.returncode == 1 and text.startswith("Error: ") and text.count("\n") == 1, text
    assert "Traceback" not in text and "hunter2" not in text and there.bot.token not in text
    return text


@pytest.mark.parametrize(("words", "variables", "expected"), [
    (("run",), {"DATABASE_URL": NOBODY, "LEGITBOT_KEY": "k" * 43}, "legitbot does not answer"),
    (("worker",), {"DATABASE_URL": NOBODY, "LEGITBOT_KEY": "k" * 43}, "legitbot does not answer"),
    (("migrate",), {"DATABASE_URL": NOBODY}, "legitbot does not answer"),
    (("worker",), {}, "A worker needs PostgreSQL"),
    (("run",), {"LEGITBOT_KEY": "hunter2"}, "A key has 43 letters"),
    (("run",), {"LEGITBOT_WORK_IN_RUN": "no"}, "workers need PostgreSQL"),
])  # fmt: skip
@pytest.mark.thorough
async def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, words: tuple[str, ...], variables: dict[str, str], expected: str
) -> None:
    async with company(tmp_path, start=False) as there:
        assert expected in await said(there, tmp_path, *words, **variables)


@pytest.mark.thorough
async def test_a_key_that_is_wrong_missing_or_gone_is_one_sentence(tmp_path: Path) -> None:
    server, file = postgres().database(), f"sqlite:///{tmp_path}/legitbot.db"
    await (await open_store(server, Keys(new_key()))).close()
    await (await open_store(file)).close()
    async with company(tmp_path, start=False) as there:
        assert "The key does not fit" in await said(there, tmp_path, "run", DATABASE_URL=server, LEGITBOT_KEY=new_key())
        assert "A key is missing: set LEGITBOT_KEY." in await said(there, tmp_path, "run", DATABASE_URL=server)
        (tmp_path / "legitbot.db.key").unlink()
        assert "is gone: put it back" in await said(there, tmp_path, "run", DATABASE_URL=file)
        behind = postgres().database(migrated=False)
        assert "run legitbot migrate first" in await said(there, tmp_path, "run", DATABASE_URL=behind)
