"""Bots with something wrong with them, as an operator would set them up, and what doctor finds."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from bot.app.doctor import Finding, State, examine
from bot.app.doctor.examination import CHECKS
from bot.app.doctor.finding import Told
from bot.app.doctor.patient import patient
from bot.fronts.slack.manifest import manifest
from bot.localslack import LocalSlack
from bot.store import Keys, OpenStore, new_key, open_store
from tests.fronts.slack.company import ALL_SCOPES
from tests.fronts.slack.process import environment
from tests.postgres import postgres

SLOW = frozenset({"content", "reading"})  # these look at nothing that most tests are about


@dataclass(frozen=True, slots=True)
class Ward:
    """A Slack, and the variables of a bot that is well."""

    slack: LocalSlack
    variables: dict[str, str]
    folder: Path

    async def found(
        self, changed: Mapping[str, str] = MappingProxyType({}), *, checks: frozenset[str] | None = None,
        file: Path | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> list[Finding]:  # fmt: skip
        """What doctor finds with these variables changed; "" takes one out."""
        variables = {**self.variables, **changed}
        chosen = [one for one in CHECKS if (one[0] in checks if checks else one[0] not in SLOW)]
        examined = examine(await patient(variables, file, Told.load(), now), chosen)
        return [one async for one in examined]

    async def told(self, *arguments: str, **changed: str) -> tuple[int, str]:
        """The exit status of `legitbot doctor`, and everything that it says."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "doctor", *arguments, env={**self.variables, **changed}, cwd=self.folder,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        async with asyncio.timeout(120):
            said, _ = await process.communicate()
        assert process.returncode is not None
        return process.returncode, said.decode()

    @asynccontextmanager
    async def store(self, *keys: str) -> AsyncIterator[OpenStore]:
        """The bot's database, opened as the bot would."""
        where = self.variables["DATABASE_URL"]
        opened = await open_store(where if "://" in where else f"sqlite:///{where}", Keys(*keys) if keys else None)
        try:
            yield opened
        finally:
            await opened.close()


@asynccontextmanager
async def ward(
    folder: Path, *, server: bool = False, scopes: tuple[str, ...] = ALL_SCOPES, socket_mode: bool = True,
    made: bool = True, **more: str,
) -> AsyncIterator[Ward]:  # fmt: skip
    """A bot that is well, unless one says otherwise; its database is there and empty."""
    async with LocalSlack() as slack:
        team = slack.workspace("Northwind")
        app = slack.app("Legitbot", socket_mode=socket_mode, manifest=manifest(socket_mode=True))
        variables = environment(slack, app, folder, team.install(app, scopes=list(scopes)), **more)
        if server:
            variables = {"LEGITBOT_KEY": new_key(), **variables, "DATABASE_URL": postgres().database()}
        there = Ward(slack, variables, folder)
        if made:
            async with there.store(*keys_of(variables)):
                """It makes its tables and its key."""
        yield there


def keys_of(variables: Mapping[str, str]) -> list[str]:
    return [one for one in variables.get("LEGITBOT_KEY", "").split(",") if one]


def troubles(found: list[Finding]) -> list[tuple[str, State]]:
    """What is not well, by check."""
    return [(one.check, one.state) for one in found if one.state is not State.OK]


def the(found: list[Finding], check: str) -> Finding:
    """The only finding of this check."""
    [one] = [one for one in found if one.check == check]
    return one
