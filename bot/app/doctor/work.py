"""Is the work being done, by whom, and what was given up or may never have arrived?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.flows.shapes import DeliveryState, Gap
from bot.jobs.shared import DEAD_SECONDS
from bot.store.findings import failed_since, gaps_of, waiting_jobs, workers_alive
from bot.store.looking import is_held

LONG = 60.0  # seconds that a job may wait before it is worth a word
LATELY = timedelta(days=1)


async def jobs(patient: Patient) -> Sequence[Finding]:
    """What waits, and how long."""
    told, look = patient.told, patient.look
    if look is None:
        if patient.database_file and not patient.database_file.exists():
            return []  # nothing was asked yet
        return [told.warning("jobs", "unseen")]
    number, oldest = await waiting_jobs(look, patient.now())
    facts = {"number": number, "oldest": _span(oldest)}
    if not number:
        return [told.ok("jobs", "none")]
    return [told.warning("jobs", "long", **facts) if oldest > LONG else told.ok("jobs", **facts)]


async def failed(patient: Patient) -> Sequence[Finding]:
    """What was given up since yesterday, by kind and reason."""
    told, look = patient.told, patient.look
    if look is None:
        return []
    found = await failed_since(look, patient.now() - LATELY)
    if not found:
        return [told.ok("failed-jobs")]
    details = [told.detail("failed-jobs", "reason", number=one.number, kind=one.kind, why=one.why) for one in found]
    return [told.warning("failed-jobs", "some", number=sum(one.number for one in found)).listing(details)]


async def workers(patient: Patient) -> Sequence[Finding]:
    """Who does the work: the processes that PostgreSQL heard of lately, or the one that holds SQLite's file."""
    told, look = patient.told, patient.look
    if look is None:
        return []
    if look.file is None:
        alive = await workers_alive(look, DEAD_SECONDS)
        return [told.ok("workers", alive=alive) if alive else await _nobody(patient)]
    held = is_held(look.file)
    if held is None:
        return []
    return [told.ok("workers", "embedded") if held else await _nobody(patient)]


async def _nobody(patient: Patient) -> Finding:
    """That no bot runs is wrong only where somebody waits."""
    assert patient.look is not None
    number, _ = await waiting_jobs(patient.look, patient.now())
    return patient.told.wrong("workers", "waited-for") if number else patient.told.ok("workers", "stopped")


async def gaps(patient: Patient) -> Sequence[Finding]:
    """Every answer that may never have arrived."""
    told, look = patient.told, patient.look
    if look is None:
        return []
    found = await gaps_of(look, patient.now())
    if not found:
        return [told.ok("gaps")]
    details = [_gap(patient, one) for one in found]
    untold = sum(one.state != DeliveryState.TOLD for one in found)
    return [told.warning("gaps", "some", number=len(found), untold=untold).listing(details)]


def _gap(patient: Patient, gap: Gap) -> str:
    facts = {"workspace": gap.workspace, "channel": gap.target, "what": gap.what, "when": _moment(gap.since)}
    return patient.told.detail("gaps", "told" if gap.state == DeliveryState.TOLD else "untold", **facts)


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 7200 else f"{seconds / 3600:.0f} hours"
