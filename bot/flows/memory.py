"""What a conversation has to remember for its next turn. It holds the mail, so the store keeps it sealed."""

import logging
from dataclasses import replace
from typing import Any

import msgspec

from bot.mail.email import Email, Mailbox
from bot.reply.reply import Reply

log = logging.getLogger(__name__)

VERSION = 1
MOST_BYTES = 300_000
_LONGEST_TEXT = 100_000  # characters of each text of a mail that is too large to be kept whole
_MOST_PARTS = 40  # links, files


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A run of words; `untrusted` marks a stranger's."""

    text: str
    untrusted: bool = False


class Reason(msgspec.Struct, frozen=True):
    """A sign that was seen, as a sentence in pieces, and the words that show it."""

    says: tuple[Piece, ...]
    quote: str


class Told(msgspec.Struct, frozen=True):
    """What was answered about a mail: enough to say why, how sure, and what to do next."""

    state: str
    score: float = 0.0
    scam: str = ""
    signals: tuple[str, ...] = ()
    campaign: str = ""
    reasons: tuple[Reason, ...] = ()
    checked: str = ""
    not_checked: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()
    check_first: tuple[str, ...] = ()
    sender_known: bool = False  # a mail server vouches for the headers
    offered: tuple[str, ...] = ()  # the ids of the buttons below the answer
    about: str = "mail"  # or "story": a described situation, or a lone link or number
    colleague: Mailbox | None = None  # in whose name it is written
    brands: tuple[str, ...] = ()  # ids of the brands that the mail claims to be
    via: tuple[str, ...] = ("mail",)  # of reporting.FITS: how it came, and what is at stake

    @property
    def flagged(self) -> bool:
        return self.state in ("likely_scam", "suspicious")


class Memory(msgspec.Struct, frozen=True):
    """A conversation so far."""

    version: int = VERSION
    email: Email | None = None  # as it was read, to be judged again when more is told
    told: Told | None = None
    last: Reply | None = None  # our last answer, for somebody who wants to see all of it
    asked: str = ""  # what we asked for last: "mail", "sender", "text"
    sender_told: bool = False
    acts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()  # answers that are given once: "help", "thanks", "wrong"

    def has_said(self, what: str) -> bool:
        """Whether this was answered in the conversation before."""
        return what in self.said

    def saying(self, what: str) -> "Memory":
        """The same, with this answer given."""
        return self if what in self.said else msgspec.structs.replace(self, said=(*self.said, what))

    def asking(self, what: str) -> "Memory":
        """The same, after we asked for something ("" when we did not)."""
        return msgspec.structs.replace(self, asked=what)


def sealed(memory: Memory) -> bytes:
    """The memory as bytes, at most a little over `MOST_BYTES`."""
    data = _encoded(memory)
    if len(data) > MOST_BYTES and memory.email:
        data = _encoded(msgspec.structs.replace(memory, email=_shortened(memory.email)))
    if len(data) > MOST_BYTES:
        data = _encoded(msgspec.structs.replace(memory, email=None, last=None))
    return data


def _encoded(memory: Memory) -> bytes:
    try:
        return msgspec.msgpack.encode(memory)
    except UnicodeEncodeError:  # half a character, which JSON and HTML can write and no encoding can
        return msgspec.msgpack.encode(_whole(msgspec.to_builtins(memory)))


def _whole(value: Any) -> Any:
    """The value with a question mark for every half character in it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _whole(one) for key, one in value.items()}
    return [_whole(one) for one in value] if isinstance(value, (list, tuple)) else value


def opened(data: bytes) -> Memory:
    """The memory in these bytes; a new one where there are none, or another version wrote them."""
    if not data:
        return Memory()
    try:
        memory = msgspec.msgpack.decode(data, type=Memory)
    except (msgspec.MsgspecError, RecursionError):
        log.warning("a conversation could not be read, and begins anew")
        return Memory()
    return memory if memory.version == VERSION else Memory()


def _shortened(email: Email) -> Email:
    """The mail without what is long and can be spared: most of a very long text, the page around a forward."""
    files = tuple(
        replace(one, text=one.text[:2000], hidden_text="", links=one.links[:_MOST_PARTS])
        for one in email.attachments[:_MOST_PARTS]
    )
    return replace(
        email, text=email.text[:_LONGEST_TEXT], quoted=email.quoted[:2000], hidden_text=email.hidden_text[:2000],
        links=email.links[: 2 * _MOST_PARTS], attachments=files, headers=(), wrapper=None, phones=email.phones[:100],
    )  # fmt: skip
