"""The order of the checks; each has its time, and none can stop the next one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from bot.app.doctor import content, database, environment, machine, slack, work
from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.watch.wordless import place_of

Check = Callable[[Patient], Awaitable[Sequence[Finding]]]

# Name, seconds that it may take, and what to do. What comes later may use what an earlier one learned.
CHECKS: tuple[tuple[str, float, Check], ...] = (
    ("settings", 10, environment.settings),
    ("secrets", 10, environment.secrets),
    ("key", 10, environment.key),
    ("content", 30, content.content),
    ("database", 30, database.database),
    ("seals", 30, database.seals),
    ("disk", 10, database.file),
    ("server", 20, database.server),
    ("jobs", 20, work.jobs),
    ("failed-jobs", 20, work.failed),
    ("workers", 20, work.workers),
    ("gaps", 20, work.gaps),
    ("slack", 20, slack.slack),
    ("tokens", 60, slack.tokens),
    ("reading", 60, machine.reading),
    ("ports", 10, machine.ports),
)


async def examine(patient: Patient, checks: Sequence[tuple[str, float, Check]] = CHECKS) -> AsyncIterator[Finding]:
    """Every finding, as soon as it is there."""
    for name, seconds, check in checks:
        for finding in await _bounded(patient, name, seconds, check):
            yield finding


async def _bounded(patient: Patient, name: str, seconds: float, check: Check) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(seconds):
            return await check(patient)
    except TimeoutError:
        return [patient.told.wrong("checks", "slow", name=name, seconds=f"{seconds:g}")]
    except Exception as error:  # noqa: BLE001 - one check that breaks must not hide what the others find
        return [patient.told.wrong("checks", "broken", name=name, place=place_of(error))]
