"""What the signals about files share: what a file says, whose it is, and which names run something."""

from collections.abc import Iterator

from bot.library.quotes import quote
from bot.library.words import Said
from bot.mail.attachments.names import extension
from bot.mail.email import Attachment, Phone
from bot.mail.fold import folded
from bot.signals._sender import name_claims, other_words
from bot.signals.signal import Case

ARCHIVES = frozenset({"zip", "rar", "7z", "gzip", "tar", "cab", "ace", "bzip2", "xz"})
# What Windows, macOS and Android start when somebody opens it. Mail between programmers holds `.sh`, `.py`
# and `.pl` as well, which a double click only shows.
STARTED = frozenset(
    """exe scr com pif cpl msi msp msix appx xll lnk js jse vbs vbe wsf wsh hta bat cmd ps1 psm1 reg sct
    chm jar apk command pkg""".split()
)
_FEW = 8  # files in an archive that somebody packed for one reader
_LONGEST_TEXT = 50_000  # characters of a file in which the sender's name is looked for


def place(one: Attachment) -> str:
    """Where evidence from this file stands."""
    return f"attachment:{one.name}"


def shown_name(one: Attachment) -> str:
    """The file's name as a quote, or its type where it has none."""
    return (one.name.strip() or one.declared or one.real)[:180]


def starts_something(name: str) -> bool:
    """Whether a double click on a file of this name starts a program."""
    return extension(name) in STARTED


def inner_names(one: Attachment) -> tuple[str, ...]:
    """The names inside an archive made for one reader; none of a large one, such as the source of a program."""
    return one.names if len(one.names) <= _FEW else ()


def said_in(case: Case, one: Attachment, *concepts: str) -> Iterator[Said]:
    """What the file itself says."""
    where = place(one)
    return (said for concept in concepts for said in case.said.get(concept, ()) if said.where == where)


def phone_in(case: Case, one: Attachment) -> Phone | None:
    """The first phone number in the file."""
    where = place(one)
    return next((phone for phone in case.email.phones if phone.where == where), None)


def around(one: Attachment, phone: Phone) -> str:
    """The sentence of the file in which the number stands."""
    return quote(one.text, phone.start, phone.end) or phone.quote[:180]


def names_its_sender(case: Case, one: Attachment) -> bool:
    """Whether the file speaks of whoever sent it, as an honest invoice does: the firm's address or its name.

    The line that tells who made an invitation is left out: it is an address, which says nothing.
    """
    box = case.email.sender
    if box is None or not box.domain:
        return False
    lines = (line for line in one.text[:_LONGEST_TEXT].splitlines() if "@" not in line)
    text = folded("\n".join(lines))
    label = box.organisation.partition(".")[0].replace("-", "")
    if not case.brands.is_freemail(box.organisation) and len(label) > 2 and label in text.replace(" ", ""):
        return True
    own = [word for word in other_words(case, box.name, name_claims(case)) if len(word) > 3]
    return bool(own) and all(word in text for word in own[:2])
