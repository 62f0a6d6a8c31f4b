"""Turns that go wrong, for the processes that read mails: each is named on their command line."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable

from bot.flows.check import Asker
from bot.flows.shapes import Heard, Judged, Turned
from bot.library.library import Library
from bot.reply.reply import Block, Button, Kind, Reply, Span


def turn(heard: Heard, memory: bytes, library: Library, asker: Asker) -> Turned:
    """Does what the text says, and answers with what it was given."""
    if heard.text == "surrogate":
        heard = Heard(text="\ud83d")
    if heard.text in _DEEDS:
        _DEEDS[heard.text]()
    reply = Reply(
        (Block(Kind.REASON, (Span(heard.text, untrusted=True), Span(f"{os.getpid()}", bold=True)), number=1),),
        (Button("helped", f"{len(asker.colleagues)}"),),
    )
    judged = Judged("suspicious", 0.5, type(library).__name__, tuple(sorted(asker.own_domains)), "campaign", 1.5)
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


_DEEDS: dict[str, Callable[[], None]] = {
    "hang": _hang,
    "crash": _crash,
    "eat": _eat,
    "raise": _raise,
    "print": _print,
}


def without_secrets(heard: Heard, memory: bytes, library: Library, asker: Asker) -> Turned:
    """Answers with the names of its environment variables."""
    return Turned(None, " ".join(sorted(os.environ)).encode())
