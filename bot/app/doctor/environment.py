"""Are the settings right, are the secrets there, and is there a key?"""

import re
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.app.secrets import VARIABLES
from bot.store.problems import StoreUnusable
from bot.store.sealing import Keys

_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")


async def settings(patient: Patient) -> Sequence[Finding]:
    """The file, and every variable that sets something."""
    told = patient.told
    wrong = [one for one in patient.mistakes if not _is_of_secrets(one.at)]
    if wrong:
        return [told.wrong("settings", "mistake", mistake=one) for one in wrong]
    if not patient.file.exists():
        return [told.ok("settings", "none", file=patient.file)]
    return [told.ok("settings", file=patient.file)]


async def secrets(patient: Patient) -> Sequence[Finding]:
    """Those that the chosen way to hear Slack needs."""
    told, config = patient.told, patient.config
    wrong = [one for one in patient.mistakes if _is_of_secrets(one.at)]
    if wrong:
        return [told.wrong("secrets", "mistake", mistake=one) for one in wrong]
    found = [told.ok("secrets", "socket" if config.app_token else "http")]
    if config.app_token and config.signing_secret:
        found.append(told.warning("secrets", "both"))
    if config.signing_secret and not _SIGNING_SECRET.fullmatch(config.signing_secret):
        found.append(told.warning("secrets", "odd-signing-secret"))
    return found


def _is_of_secrets(at: str) -> bool:
    """A mistake in a secret names its variable, or nothing: everything else names a file or another variable."""
    return not at or at in VARIABLES


async def key(patient: Patient) -> Sequence[Finding]:
    """The key that seals what is stored: there, whole, and nobody else's to read."""
    told, path = patient.told, patient.key_file
    if patient.config.key:
        try:
            Keys.read(patient.config.key)
        except StoreUnusable as error:
            return [told.wrong("key", "no-key", why=error)]
        return [told.ok("key")]
    if path is None:
        is_server = patient.config.database.startswith("postgresql")  # anything else is told where it is looked at
        return [told.wrong("key", "missing")] if is_server else []
    if not path.exists():
        is_new = patient.database_file is None or not patient.database_file.exists()
        return [told.ok("key", "to-be-made", file=path) if is_new else told.wrong("key", "gone", file=path)]
    return _of_file(patient, path)


def _of_file(patient: Patient, path: Path) -> Sequence[Finding]:
    told = patient.told
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        _ = patient.keys
    except (OSError, StoreUnusable) as error:
        return [told.wrong("key", "no-key-file", file=path, why=error)]
    if sys.platform != "win32" and mode & 0o077:
        return [told.wrong("key", "open", file=path, mode=f"{mode:04o}")]
    return [told.ok("key", "file", file=path)]
