"""The process that reads mails: it takes turns one after the other, and may be killed at any moment.

Run as `python -m bot.jobs.analysis_worker MODULE:FUNCTION MEMORY_MB PARENT_PID`, spoken to on standard input and
output in the frames of bot.jobs.frames.
"""

import faulthandler
import gc
import importlib
import logging
import math
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.flows.check import Asker, check
from bot.flows.shapes import Heard, Turned
from bot.jobs.frames import Begun, Broken, Directory, Ready, Taken, Turn, frame, read_asked
from bot.library.library import Library
from bot.mail.email import Mailbox
from bot.mail.limits import Limits, briefly
from bot.watch.wordless import Wordless, place_of

TurnFunction = Callable[[Heard, bytes, Library, Asker, Limits], Turned]

NICENESS = 5  # whoever acknowledges an event goes first
READING = 0.4  # of the time of a turn: then no more files are opened, and what was read is judged
MOST_KEPT = 0.5  # of the memory that is left to it when warm: one that keeps more after a turn gives way to a new one
OVERTIME = 5.0  # seconds after the limit at which the process ends itself, should nobody do it
SAMPLE = b"From: Ann <ann@acme.example>\r\nSubject: Lunch\r\n\r\nSoup at noon, says http://acme.example/menu\r\n"


def main(function: str, memory_mb: int, parent: int) -> None:
    """Take turns until standard input ends."""
    asked, told = _pipes()
    _end_with(parent)
    _log_without_words()
    turn = _function(function)
    library = _warm_library()
    warm = _kept_bytes()
    most_kept = warm + max(0, memory_mb * 1024 * 1024 - warm) * MOST_KEPT
    _limit_memory(memory_mb)
    _tell(told, frame(Ready()))
    _take_turns(asked, told, turn, library, most_kept)


def _take_turns(asked: BinaryIO, told: BinaryIO, turn: TurnFunction, library: Library, most_kept: float) -> None:
    directories: dict[str, tuple[Mailbox, ...]] = {"": ()}
    while (message := read_asked(asked)) is not None:
        if isinstance(message, Directory):
            for old in message.forget:
                del directories[old]
            directories[message.id] = message.colleagues
            continue
        _tell(told, frame(Begun(message.number)))
        _alarm(message.seconds + OVERTIME)
        asker = replace(message.asker, colleagues=directories[message.directory])
        answer, last = _taken(turn, message, library, asker, most_kept)
        _tell(told, answer)
        _alarm(0)
        if last:
            return


def _taken(turn: TurnFunction, message: Turn, library: Library, asker: Asker, most_kept: float) -> tuple[bytes, bool]:
    """The answer as a frame, and whether it is this process's last one."""
    over = time.monotonic() + message.seconds * READING
    limits = (briefly if message.brief else Limits)(lambda: time.monotonic() > over)
    try:
        turned = turn(message.heard, message.memory, library, asker, limits)
        last = _kept_bytes() > most_kept
        return frame(Taken(turned, last)), last
    except MemoryError:
        os._exit(1)  # whatever is half done stays so: a new process is cleaner than this one
    except Exception as error:  # noqa: BLE001 - the bot logs it and tells the person; the next turn is not harmed
        return frame(Broken(place_of(error))), False


def _kept_bytes() -> int:
    """How much memory this process has asked for and not given back; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    pages, *_ = Path("/proc/self/statm").read_text("ascii").split()
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two ends, which no print and no library can reach."""
    asked, told = os.dup(0), os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return os.fdopen(asked, "rb"), os.fdopen(told, "wb")


def _tell(told: BinaryIO, framed: bytes) -> None:
    told.write(framed)
    told.flush()


def _function(name: str) -> TurnFunction:
    module, _, attribute = name.partition(":")
    function: TurnFunction = getattr(importlib.import_module(module), attribute)
    return function


def _warm_library() -> Library:
    """The content, read and used once, and out of the garbage collector's way (see bot.commands.loading)."""
    gc.disable()
    library = Library.load()
    _ = library.brands, library.scams, library.replies, library.words.stops
    check(SAMPLE, "", library)
    gc.freeze()
    gc.enable()
    return library


def _log_without_words() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Wordless())
    ours = logging.getLogger("bot")
    ours.addHandler(handler)
    ours.propagate = False
    logging.getLogger().addHandler(logging.NullHandler())  # readers of PDFs and pictures quote what they read
    faulthandler.enable()


def _end_with(parent: int) -> None:
    """Die when the bot does. Elsewhere than on Linux the end of standard input says so, or the alarm."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if sys.platform != "win32":
        if os.getppid() != parent:  # it died before we asked to be told
            os._exit(0)
        os.nice(NICENESS)


def _limit_memory(megabytes: int) -> None:
    """From here on more memory than this is refused, where the system can do that."""
    if sys.platform != "win32":
        import resource

        size = megabytes * 1024 * 1024
        try:
            resource.setrlimit(resource.RLIMIT_AS, (size, size))
        except (ValueError, OSError):  # macOS refuses
            logging.getLogger(__name__).warning("memory could not be limited")


def _alarm(seconds: float) -> None:
    """The system ends this process then, even inside a library that never comes back to Python. 0: no more."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds if math.isfinite(seconds) else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
