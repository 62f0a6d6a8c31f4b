"""The bot's side of one process that reads mails."""

import asyncio
import contextlib
import os
import sys
from collections import OrderedDict
from dataclasses import replace
from itertools import islice
from pathlib import Path

from bot.flows.check import Asker
from bot.flows.shapes import Heard
from bot.jobs.directories import Directories
from bot.jobs.frames import HEADER, LARGEST_TOLD, Begun, Broken, Directory, Ready, Taken, Told, Turn, frame, told

MOST_DIRECTORIES = 16  # that a process keeps
READ_AHEAD = 1024 * 1024  # bytes
EXIT_SECONDS = 1.0  # for a process that broke off to go by itself

# The process reads what attackers write, so it gets no token and no key: these variables, and no others.
_VARIABLES = """
    PATH LANG LC_ALL LC_CTYPE TZ TMPDIR TEMP TMP SYSTEMROOT VIRTUAL_ENV LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONHOME
    PYTHONHASHSEED PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX
""".split()


class ProcessGone(Exception):
    """The process died, or said what no process of ours says."""


class Unfit(ProcessGone):
    """It was so before it began the turn, which is not to blame."""


class AnalystProcess:
    """One process. It is asked one thing at a time; whoever does not wait for the answer has to kill it."""

    def __init__(self, process: asyncio.subprocess.Process, directories: Directories) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self._asked = process.stdin
        self._told = process.stdout
        self._directories = directories
        self._knows: OrderedDict[str, None] = OrderedDict()
        self._turns = 0

    @classmethod
    async def start(cls, function: str, memory_mb: int, directories: Directories) -> "AnalystProcess":
        """A process that is not `ready` yet. Raises OSError."""
        arguments = (function, str(memory_mb), str(os.getpid()))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "bot.jobs.analysis_worker", *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=READ_AHEAD, env=_environment(),
            start_new_session=True,  # Ctrl-C is for the bot, which answers what it was asked first
        )  # fmt: skip
        return cls(process, directories)

    async def ready(self) -> None:
        """Wait until it has read the content. Raises ProcessGone."""
        if not isinstance(await self._next(), Ready):
            raise ProcessGone

    @property
    def id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def gone(self) -> bool:
        return self._process.returncode is not None

    async def take(
        self, heard: Heard, memory: bytes, asker: Asker, seconds: float, *, brief: bool = False
    ) -> Taken | Broken:
        """What comes of this turn, for which the process has so many seconds. Raises ProcessGone, or Unfit."""
        self._turns += 1
        directory = self._directories.id_of(asker.colleagues)
        try:
            if directory:
                self._tell_directory(directory, asker)
            asked = replace(asker, colleagues=())
            self._asked.write(frame(Turn(heard, memory, directory, asked, seconds, brief, self._turns)))
            await self._asked.drain()
            begun = await self._next()
        except (OSError, ProcessGone) as error:
            raise Unfit from error
        if begun != Begun(self._turns):
            raise Unfit  # an earlier turn left words behind
        answer = await self._next()
        if isinstance(answer, Ready | Begun):
            raise ProcessGone
        return answer

    def kill(self) -> None:
        """End it now, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def ended(self) -> None:
        """Wait until a process is gone that was killed or broke off, and let go of its pipes."""
        self._asked.close()
        try:
            async with asyncio.timeout(EXIT_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self.kill()
            await self._process.wait()
        with contextlib.suppress(RuntimeError, OSError):  # a turn that is not over yet reads to the end itself
            while await self._told.read(READ_AHEAD):
                pass

    def _tell_directory(self, id_: str, asker: Asker) -> None:
        if id_ in self._knows:
            self._knows.move_to_end(id_)
            return
        forget = tuple(islice(self._knows, max(0, len(self._knows) - MOST_DIRECTORIES + 1)))
        for old in forget:
            del self._knows[old]
        self._knows[id_] = None
        self._asked.write(frame(Directory(id_, asker.colleagues, forget)))

    async def _next(self) -> Told:
        try:
            length = int.from_bytes(await self._told.readexactly(HEADER))
            if length > LARGEST_TOLD:
                raise ProcessGone
            return told(await self._told.readexactly(length))
        except (asyncio.IncompleteReadError, OSError, ValueError) as error:  # msgspec's errors are ValueErrors
            raise ProcessGone from error


def _environment() -> dict[str, str]:
    known = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)}
