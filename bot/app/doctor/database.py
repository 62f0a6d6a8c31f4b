"""Does the database answer, is it up to date, does the key open it, and is there room?"""

import asyncio
import os
import shutil
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.app.doctor.slack import CLOCK_OFF
from bot.jobs.shared import DEAD_SECONDS, MOST_CONNECTIONS
from bot.store.database import CONNECTIONS
from bot.store.findings import key_fits, seals_of, server_of, workers_alive
from bot.store.looking import Look, is_held, look_into
from bot.store.problems import StoreUnusable

LEAST_ROOM = 200  # MB
OLDEST_SERVER = 13
OF_ONE_PROCESS = CONNECTIONS + MOST_CONNECTIONS + 2  # one hears of new jobs, one shows that it is there
_MB = 1024 * 1024


async def database(patient: Patient) -> Sequence[Finding]:
    """Whether it answers, and how old its tables are; from here on the patient's database may be looked into."""
    told, path = patient.told, patient.database_file
    if path and not path.exists():
        return [told.ok("database", "to-be-made", file=path)]
    try:
        look = look_into(patient.config.database)
        steps = await look.pending()
    except StoreUnusable as error:
        return [told.wrong("database", "unusable", why=error)]
    found = [_reached(patient, path)]
    if steps and path:
        return [*found, told.warning("migrations", "file", steps=steps)]
    if steps:
        return [*found, told.wrong("migrations", "server", steps=steps)]
    patient.look = look
    return [*found, told.ok("migrations")]


def _reached(patient: Patient, path: Path | None) -> Finding:
    if path is None:
        return patient.told.ok("database", "server")
    case = {True: "held", False: "free", None: "unknown"}[is_held(path)]
    return patient.told.ok("database", case, file=path)


async def seals(patient: Patient) -> Sequence[Finding]:
    """Whether the key opens the database, and whether its older keys are still needed."""
    told, look = patient.told, patient.look
    if look is None:
        return []
    try:
        keys = patient.keys
    except StoreUnusable:
        return []  # told where the key was looked at
    if keys is None:
        return []
    fits = await key_fits(look, keys)
    if fits is None:
        return [told.ok("key-fits", "empty")]
    if not fits:
        return [told.wrong("key-fits", "other")]
    patient.key_fits = True
    return [told.ok("key-fits"), *await _older(patient, look)]


async def _older(patient: Patient, look: Look) -> Sequence[Finding]:
    """What is sealed with the older keys, and with none that is here."""
    told, keys = patient.told, patient.keys
    assert keys is not None  # whoever calls has looked
    found = await seals_of(look, keys)
    findings = []
    if found.unopened:
        findings.append(told.warning("older-keys", "unopened", number=found.unopened))
    if "," not in patient.key:
        return findings
    if not found.older:
        return [*findings, told.warning("older-keys", "needless")]
    if found.last_older is None:
        return [*findings, told.ok("older-keys", "until-start", number=found.older)]
    age = (patient.now() - found.last_older).total_seconds() / 3600
    hours = max(0.0, patient.config.settings.keep.conversation_hours - age)
    return [*findings, told.ok("older-keys", "needed", number=found.older, hours=f"{hours:.0f}")]


async def file(patient: Patient) -> Sequence[Finding]:
    """SQLite's file: who may read and write it, and how much room its disk has."""
    told, path = patient.told, patient.database_file
    if path is None:
        return []
    folder = next((one for one in path.absolute().parents if one.exists()), Path("/"))
    free = (await asyncio.to_thread(shutil.disk_usage, folder)).free // _MB
    full = free < LEAST_ROOM
    found = [told.warning("disk", "full", free=free) if full else told.ok("disk", free=free)]
    return [*found, *_rights(patient, path, folder)]


def _rights(patient: Patient, path: Path, folder: Path) -> Sequence[Finding]:
    told = patient.told
    if not os.access(folder, os.W_OK | os.X_OK):
        return [told.wrong("rights", "folder", folder=folder)]
    if not path.exists():
        return []
    if not os.access(path, os.R_OK | os.W_OK):
        return [told.wrong("rights", "file", file=path)]
    mode = stat.S_IMODE(path.stat().st_mode)
    if sys.platform != "win32" and mode & 0o077:
        return [told.warning("rights", "open", file=path, mode=f"{mode:04o}")]
    return [told.ok("rights")]


async def server(patient: Patient) -> Sequence[Finding]:
    """PostgreSQL's age, its connections, and its clock."""
    told, look = patient.told, patient.look
    if look is None or look.file is not None:
        return []
    found = await server_of(look, patient.now)
    version = found.version // 10_000
    if version < OLDEST_SERVER:
        return [told.wrong("server", "old", version=version, oldest=OLDEST_SERVER)]
    alive = max(1, await workers_alive(look, DEAD_SECONDS))
    facts = {"most": found.connections, "each": OF_ONE_PROCESS, "alive": alive, "needed": alive * OF_ONE_PROCESS}
    findings = [told.ok("server", version=version)]
    few = facts["needed"] > found.connections
    findings.append(told.warning("connections", "few", **facts) if few else told.ok("connections", **facts))
    far = abs(found.ahead) > CLOCK_OFF
    clock = {"seconds": f"{abs(found.ahead):.0f}"}
    return [*findings, told.warning("server-clock", "off", **clock) if far else told.ok("server-clock", **clock)]
