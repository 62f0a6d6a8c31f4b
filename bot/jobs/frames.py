"""What the bot and the processes that read mails say to each other: typed frames, and never pickle.

A process that a mail took over can then send wrong answers, but no code.
"""

from typing import Any, BinaryIO

import msgspec

from bot.flows.check import Asker
from bot.flows.shapes import Heard, Turned
from bot.mail.email import Mailbox

HEADER = 4  # bytes: the length of what follows, big-endian
LARGEST_TOLD = 16 * 1024 * 1024  # bytes: a long answer and the memory of a conversation are a tenth of it


class Directory(msgspec.Struct, tag="directory", frozen=True):
    """A company's colleagues, told once; turns name it by its id."""

    id: str
    colleagues: tuple[Mailbox, ...]
    forget: tuple[str, ...]  # directories that will not be named again


class Turn(msgspec.Struct, tag="turn", frozen=True):
    """One turn to take."""

    heard: Heard
    memory: bytes
    directory: str  # "" for no colleagues
    asker: Asker  # without its colleagues
    seconds: float  # after which the process is killed
    brief: bool = False  # of a mail, only the beginning is read
    number: int = 0  # of this process's turns


class Ready(msgspec.Struct, tag="ready", frozen=True):
    """The process has read the content, and waits for a turn."""


class Begun(msgspec.Struct, tag="begun", frozen=True):
    """The process is at the turn with this number: what was said before belongs to no turn."""

    number: int


class Taken(msgspec.Struct, tag="taken", frozen=True):
    """What came of a turn."""

    turned: Turned
    last: bool = False  # the process takes no more turns


class Broken(msgspec.Struct, tag="broken", frozen=True):
    """The turn raised; the kind of error and where, and no word of a mail."""

    why: str


Asked = Directory | Turn
Told = Ready | Begun | Taken | Broken

_encoder = msgspec.msgpack.Encoder()
_asked: msgspec.msgpack.Decoder[Asked] = msgspec.msgpack.Decoder(Asked)
_told: msgspec.msgpack.Decoder[Told] = msgspec.msgpack.Decoder(Told)


def frame(message: Asked | Told) -> bytes:
    """The message with its length before it."""
    body = encoded(message)
    return len(body).to_bytes(HEADER) + body


def encoded(value: object) -> bytes:
    """The value as it is sent. Half a surrogate pair, which no encoding has, becomes a question mark."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        return _encoder.encode(_whole(msgspec.to_builtins(value, builtin_types=(bytes,))))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_whole(part) for part in value]
    return value


def told(body: bytes) -> Told:
    """What a process told. Raises msgspec.DecodeError, or its subclass ValidationError."""
    return _told.decode(body)


def read_asked(pipe: BinaryIO) -> Asked | None:
    """What the bot asks next; None where it is gone."""
    header = pipe.read(HEADER)
    if len(header) < HEADER:
        return None
    length = int.from_bytes(header)
    body = pipe.read(length)
    return _asked.decode(body) if len(body) == length else None
