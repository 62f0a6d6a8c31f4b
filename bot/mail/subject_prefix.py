"""A subject tells first whether a mail is a forward or a reply: `WG:`, `Fwd:`, `AW:`, in every language."""

from dataclasses import dataclass

from bot.mail import header_words

_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Prefix:
    """How a subject begins, and the subject behind it."""

    kind: str  # "forward", "reply", "either" (VS: is a forward in Danish and a reply in Finnish) or ""
    rest: str


def prefix(subject: str) -> Prefix:
    """The first prefix of a subject: `FW:`, `AW:`, `[EXTERNAL] Fwd:`, `Re[2]:`."""
    bare = subject.strip().lstrip("\ufeff\u200b")[:_LIMIT]
    for _ in range(3):
        if bare.startswith("[") and "]" in bare[:60]:
            bare = bare.partition("]")[2].lstrip()
    head, rest = header_words.split_name(bare)
    word = header_words.plain(head.partition("[")[0].partition("(")[0])
    forward, reply = word in header_words.words_of("forward"), word in header_words.words_of("reply")
    if not head or not (forward or reply):
        return Prefix("", subject.strip())
    return Prefix("either" if forward and reply else "forward" if forward else "reply", rest.strip())


def without_forward_prefix(subject: str) -> str:
    """The subject behind every prefix that says "forwarded"."""
    for _ in range(8):
        first = prefix(subject)
        if first.kind not in {"forward", "either"}:
            break
        subject = first.rest
    return subject
