"""Somebody tells who sent the mail: "it came from x@y.example", or the bare address when we asked for it."""

import re

from bot.library.asking import Utterance
from bot.mail.email import Mailbox
from bot.mail.fold import folded
from bot.mail.headers import mailboxes

_LONGEST = 300  # characters: whoever writes more hands over a mail
_MOST_WORDS, _MOST_LINES = 16, 2  # beside the address
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@\[\]|]{1,64}@[^\s<>\"'(),;:@\[\]|]{1,255}")
_LINKED = re.compile(r"(?:mailto:)?([^\s|<>]{1,320})\|[^\s|<>]{1,320}")  # an address that a chat program made a link of
_BEFORE_NAME = frozenset(
    """was is from by sender address as says it the war ist absender era es est etait expediteur remitente mittente
    remetente afzender nadawca e""".split()
)
_ENDS = ".,;:!?)]}>'\""


def sender_told(text: str, heard: Utterance, asked: str) -> Mailbox | None:
    """The sender that the text names, or None. A bare address counts when we asked for the sender (`asked`)."""
    if "@" not in text or not (asked == "sender" or heard.says("tells", "sender")):
        return None
    return sender_in(text) if _says_little_more(text) else None


def _says_little_more(text: str) -> bool:
    """Whether the text is about its address, rather than a mail in which one stands."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) <= _MOST_LINES and len(text.split()) <= _MOST_WORDS


def sender_in(text: str) -> Mailbox | None:
    """The first mailbox in a short text, with the name that stands before it; None where there is none."""
    if len(text) > _LONGEST:
        return None
    shown = " ".join(_LINKED.sub(r"\1", text).split())
    found = _ADDRESS.search(shown)
    if not found or shown[: found.start()].split()[-1:] == ["to"]:  # "it was sent to info@acme.example"
        return None
    boxes = mailboxes(found[0].rstrip(_ENDS))
    if not boxes or not boxes[0].domain:
        return None
    return Mailbox(_name(shown[: found.start()]), boxes[0].address)


def _name(before: str) -> str:
    """The display name that stands before the address: `the sender was Amazon <a@b.example>`."""
    if not before.endswith("<"):
        return ""
    words = before[:-1].split()
    plain = [folded(word.strip(":\"'")) for word in words]
    last = max((place for place, word in enumerate(plain) if word in _BEFORE_NAME), default=-1)
    return " ".join(words[last + 1 :]).strip(" \"'")
