"""The bot as an operator runs it: `legitbot run` in a process of its own, that a test can kill."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.localslack import LocalSlack
from bot.localslack.team import Bot as Installed
from bot.localslack.world.apps import App

CHECKOUT = Path(__file__).parents[3]


def environment(slack: LocalSlack, app: App, folder: Path, *bots: Installed, **more: str) -> dict[str, str]:
    """What an operator sets."""
    return {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1",
        "SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": ",".join(bot.token for bot in bots),
        "SLACK_APP_TOKEN": app.app_token, "DATABASE_URL": str(folder / "legitbot.db"),
        "LEGITBOT_ORGANISATION_OWN_DOMAINS": "northwind.example", "LEGITBOT_WORK_ANALYSTS": "1",
        "PORT": "0", "HOST": "127.0.0.1", "METRICS_PORT": "0", **more,
    }  # fmt: skip


@asynccontextmanager
async def legitbot(
    variables: dict[str, str], *command: str, folder: Path | None = None, module: str = "bot"
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, once it says that it listens or works; it logs to log.txt in its folder, its database's where none
    is named. It is killed at the end if it still runs.
    """
    folder = folder or Path(variables["DATABASE_URL"]).parent
    with (folder / "log.txt").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *(command or ("run",))), env=variables, cwd=folder,
            stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            line = await process.stdout.readline()
        assert line.startswith((b"Legitbot listens", b"A worker of Legitbot")), (folder / "log.txt").read_text()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def killed(process: asyncio.subprocess.Process) -> None:
    """kill -9, and the process is gone."""
    process.send_signal(signal.SIGKILL)
    await process.wait()
