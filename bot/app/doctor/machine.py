"""Can this machine read mails, and are the bot's ports free?"""

import errno
import os
import socket
import time
from collections.abc import Sequence

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.flows.check import NOBODY
from bot.flows.ports import TooSlow
from bot.flows.shapes import Dropped, Heard, Person
from bot.jobs.analysis import AnalysisPool, AnalysisUnusable
from bot.jobs.analysis_worker import SAMPLE


async def reading(patient: Patient) -> Sequence[Finding]:
    """A process that reads mails starts, and judges a sample within its limits."""
    told, work = patient.told, patient.config.settings.work
    facts = {"memory": work.analysis_memory_mb, "limit": f"{work.analysis_seconds:g}"}
    began = time.monotonic()
    pool = AnalysisPool(processes=1, limit_seconds=work.analysis_seconds, memory_mb=work.analysis_memory_mb)
    try:
        await pool.start()
        turned = await pool.turn(Heard(files=(Dropped("sample.eml", SAMPLE),)), b"", NOBODY, Person("", ""))
    except AnalysisUnusable:
        return [told.wrong("reading", "no-start", **facts)]
    except TooSlow:  # or it died, most likely of its memory
        return [told.wrong("reading", "limits", **facts)]
    finally:
        await pool.close()
    if not turned.judged:
        return [told.wrong("reading", "nothing", **facts)]
    return [told.ok("reading", seconds=f"{time.monotonic() - began:.1f}", **facts)]


async def ports(patient: Patient) -> Sequence[Finding]:
    """Where the bot is to listen; a port that is taken may be taken by the bot itself."""
    settings = patient.config.settings
    wanted = [("web", settings.web.host, settings.web.port), ("metrics", settings.metrics.host, settings.metrics.port)]
    return [_port(patient, *one) for one in wanted if one[2]]


def _port(patient: Patient, section: str, host: str, port: int) -> Finding:
    told, facts = patient.told, {"section": section, "host": host, "port": port}
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            if os.name == "posix":  # as a server does, which need not wait for old connections to be forgotten
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return told.ok("ports", "held", **facts)
        case = "forbidden" if error.errno in (errno.EACCES, errno.EPERM) else "no-address"
        return told.wrong("ports", case, **facts)
    return told.ok("ports", "free", **facts)
