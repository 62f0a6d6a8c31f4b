"""The bot as an operator runs it, in a process of its own, and what the system says about that process."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_CHECKOUT = Path(__file__).parents[1]
_START_SECONDS = 120
_STOP_SECONDS = 20
_PROC = Path("/proc")


class DidNotStart(Exception):
    """The bot ended before it listened; its last words."""


@dataclass(frozen=True, slots=True)
class Running:
    """The bot's process, and where it keeps its things."""

    pid: int
    folder: Path

    @property
    def database_bytes(self) -> int:
        """The database with its write-ahead log."""
        return sum(path.stat().st_size for path in self.folder.glob("legitbot.db*"))

    @property
    def said(self) -> list[str]:
        """The lines of its log; at the usual level these are warnings and errors only."""
        return (self.folder / "log.txt").read_text("utf-8", "replace").splitlines()


@asynccontextmanager
async def legitbot(folder: Path, command: str = "run", **variables: str) -> AsyncIterator[Running]:
    """`python -m bot run` (or worker) in this folder, from when it listens until it stopped. Raises DidNotStart."""
    given = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(_CHECKOUT),
        "DATABASE_URL": str(folder / "legitbot.db"),
        "PORT": "0",  # any that is free
        "HOST": "127.0.0.1",
        "METRICS_PORT": "0",  # none
    }
    with (folder / "log.txt").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", command), env=given | variables, cwd=folder,
            stdout=asyncio.subprocess.PIPE, stderr=log,
        )  # fmt: skip
    running = Running(process.pid, folder)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_START_SECONDS):
            line = await process.stdout.readline()
        if not line.startswith((b"Legitbot listens", b"A worker of Legitbot")):
            raise DidNotStart("\n".join(running.said[-20:]))
        yield running
    finally:
        await _stopped(process)


async def _stopped(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.communicate()
    except TimeoutError:
        process.kill()
        await process.communicate()


# ── What the system says ────────────────────────────────────────────────────────────────────────────────────


def can_be_watched() -> bool:
    """Whether this system has Linux's /proc."""
    return (_PROC / "self" / "status").exists()


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return sorted(found)


def resident_mb(pid: int) -> float:
    """Memory that stands in RAM, shared libraries included, in MB of 2^20 bytes. 0 where the process is gone."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def cpu_seconds(*pids: int) -> float:
    """What they have computed so far, all threads, in seconds of one core."""
    ticks = 0
    for pid in pids:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
