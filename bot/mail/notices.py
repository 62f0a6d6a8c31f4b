"""Machines list mails as well: a bounce copies the headers of the mail that came back, a quarantine digest
names each mail that it held. Neither is a forward, and the mails in it are not the suspect.
"""

import re
from collections.abc import Sequence

from bot.mail import header_words
from bot.mail.header_block import Block, Line, block_at

_ENTRY_LINES = 12  # lines between two entries of a digest
_LONGEST = 20_000  # characters of a bounce's own words that are searched

# RFC 3464's fields and RFC 3463's status codes stand in bounces of every language.
_BOUNCE = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}\b"
    r"|^(?:reporting-mta|final-recipient|diagnostic-code|generating server|action: failed)\b"
    r"|smtp error from remote|said: [45]\d\d |remote server returned",
    re.IGNORECASE | re.MULTILINE,
)
_BOUNCE_SUBJECT = (
    "delivery status notification", "undeliver", "mail delivery fail", "mail delivery system", "returned mail",
    "delivery failure", "failure notice", "unzustellbar", "non remis", "no se puede entregar", "onbestelbaar",
)  # fmt: skip
_QUARANTINE = ("quarant", "quarent", "cuarenten", "karant", "kwarant", "検疫", "隔离", "карантин")


def is_bounce(own: str, subject: str) -> bool:
    """Whether the words above copied headers tell of a mail that could not be delivered."""
    lowered = subject.lower()
    return any(words in lowered for words in _BOUNCE_SUBJECT) or bool(_BOUNCE.search(own[:_LONGEST]))


def lists_mails(lines: Sequence[Line], block: Block, subject: str) -> bool:
    """Whether a header block is an entry of a digest: it has no recipient, and a like one follows or the subject
    speaks of quarantine. The clients that copy headers write a "To:" line as well.
    """
    if "to" in block.headers:
        return False
    lowered = subject.lower()
    return any(word in lowered for word in _QUARANTINE) or _another_follows(list(lines), block)


def _another_follows(lines: list[Line], block: Block) -> bool:
    for at in range(block.end, min(len(lines), block.end + _ENTRY_LINES)):
        if header_words.header(lines[at].text) is not None:
            following = block_at(lines, at)
            return following is not None and following.headers.keys() == block.headers.keys()
    return False
