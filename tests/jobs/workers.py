"""Turns that go wrong, for the processes that read mails: each is named on their command line."""

import contextlib
import ctypes
import fcntl
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.flows import conversation
from bot.flows.check import Asker
from bot.flows.shapes import Heard, Judged, Turned
from bot.jobs.frames import Taken, frame
from bot.library.library import Library
from bot.mail.attachments.read import _READERS
from bot.mail.attachments.reading import Budget, Reading
from bot.mail.limits import Limits
from bot.reply.reply import Block, Button, Kind, Reply, Span


def turn(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """Does what the text says, and answers with what it was given."""
    if heard.text == "surrogate":
        heard = Heard(text="\ud83d")
    if heard.text in _DEEDS:
        _DEEDS[heard.text]()
    reply = Reply(
        (Block(Kind.REASON, (Span(heard.text, untrusted=True), Span(f"{os.getpid()}", bold=True)), number=1),),
        (Button("helped", f"{len(asker.colleagues)}"),),
    )
    judged = Judged(
        "suspicious", 0.5, type(library).__name__, tuple(sorted(asker.organisation.own_domains)), "campaign", 1.5
    )
    last = asker.colleagues[-1] if asker.colleagues else None
    return Turned(reply, memory + b"".join(file.data for file in heard.files), (judged,), last)


def _hang() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # only SIGKILL ends this one
    while True:
        time.sleep(60)


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _eat() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024 * 1024))


def _raise() -> None:
    logging.getLogger("bot.mail").error("cannot read %s", "Dear Ann")
    raise ValueError("Dear Ann, your parcel waits")


def _print() -> None:
    print("Dear Ann")  # noqa: T201 - as a library might
    os.write(1, b"Dear Ann\n")
    sys.stdin.read()


def _segfault() -> None:
    ctypes.string_at(0)


def _babble() -> None:
    for pipe in _pipes():
        os.write(pipe, b"Dear Ann, your parcel waits. " * 40)


def _answer_twice() -> None:
    for pipe in _pipes():
        os.write(pipe, frame(Taken(Turned(None, b"the first of two answers"))))


def _boast() -> None:
    for pipe in _pipes():
        os.write(pipe, b"\xff\xff\xff\xff")  # four gigabytes are to follow


def _pipes() -> Iterator[int]:
    """Ways back to the bot, as a process finds them that went wild."""
    for name in list(Path("/proc/self/fd").iterdir()):
        number = int(name.name)
        with contextlib.suppress(OSError):
            is_pipe = f"{name.readlink()}".startswith("pipe:")
            if is_pipe and number > 2 and fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY:
                yield number


_DEEDS: dict[str, Callable[[], None]] = {
    "hang": _hang,
    "crash": _crash,
    "eat": _eat,
    "raise": _raise,
    "print": _print,
    "segfault": _segfault,
    "babble": _babble,
    "answer-twice": _answer_twice,
    "boast": _boast,
}


def without_secrets(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """Answers with the names of its environment variables."""
    return Turned(None, " ".join(sorted(os.environ)).encode())


def really(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """The real turn, after the deed that a file is named for; a brief one is as it is."""
    for file in heard.files:
        deed = file.name.partition(".")[0]
        if not limits.brief and deed in _DEEDS:
            _DEEDS[deed]()
    return conversation.turn(heard, memory, library, asker, limits)


def hanging_pdfs(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """The real turn, but a reader never comes back from a PDF."""
    _READERS["pdf"] = partial(_read_after, _hang)
    return conversation.turn(heard, memory, library, asker, limits)


def hanging_pictures(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """The real turn, but a reader never comes back from a picture."""
    _READERS["image"] = partial(_read_after, _hang)
    return conversation.turn(heard, memory, library, asker, limits)


def slow_pdfs(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """The real turn, but every PDF takes a while."""
    _READERS["pdf"] = partial(_read_after, partial(time.sleep, 0.2))
    return conversation.turn(heard, memory, library, asker, limits)


def eating_pdfs(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """The real turn, but a PDF asks for more memory than there is."""
    _READERS["pdf"] = partial(_read_after, _eat)
    return conversation.turn(heard, memory, library, asker, limits)


def _read_after(deed: Callable[[], None], data: bytes, name: str, budget: Budget) -> Reading:
    deed()
    return Reading(text=f"read {name}")


def leaking(heard: Heard, memory: bytes, library: Library, asker: Asker, limits: Limits) -> Turned:
    """Answers, and keeps a great deal of memory."""
    _kept.append(bytearray(300 * 1024 * 1024))
    return turn(heard, memory, library, asker, limits)


_kept: list[bytearray] = []
