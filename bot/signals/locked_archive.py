"""No filter can look into a locked archive. So harmful files are locked, and the password stands in the very mail,
where it protects nothing from anybody but the filter.

Honest offices lock papers as well and tell the password by phone; a locked PDF from a bank is left alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.library.quotes import quote
from bot.library.words import Said
from bot.signals._attached import ARCHIVES, place, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_NEXT = 5  # words behind "the password is" in which it may follow
LOOKED_AT = 20_000  # characters of the text
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e`"


def find(case: Case) -> Iterator[Evidence]:
    locked = [one for one in case.email.attachments if one.encrypted and one.real in ARCHIVES]
    if not locked:
        return
    told = (said for said in case.said.get("archive-password", ()) if _is_given(case, said))
    where, given = next(((said.where, said.quote) for said in told), ("body", _labelled(case)))
    if given:
        yield Evidence(where, given, weight=Weight.ALARM)
    else:
        yield Evidence(place(locked[0]), shown_name(locked[0]))


def _labelled(case: Case) -> str:
    """The line that gives a password with no more words than its label: "Password: U512"."""
    text = case.email.text[:LOOKED_AT]
    found = next((one for one in _label(case.brands.shared).finditer(text) if _is_password(one[1])), None)
    return quote(text, found.start(), found.end()) if found else ""


@lru_cache(maxsize=4)
def _label(lists: Lists) -> re.Pattern[str]:
    """The label alone and what follows it, beside a locked file; whole sentences are in words.toml."""
    whole = one_of(label for label in lists.password_labels if not label.startswith("*"))
    endings = one_of(label[1:] for label in lists.password_labels if label.startswith("*"))
    return re.compile(rf"(?:\b(?:{whole})|{endings})[ \t]{{0,3}}[:=：][ \t]{{0,3}}(\S{{3,40}})", re.IGNORECASE)


def _is_given(case: Case, said: Said) -> bool:
    """Whether the password itself stands there, rather than how one comes by it ("your date of birth")."""
    texts = {"body": case.email.text, "subject": case.email.subject, "comment": case.email.comment}
    after = texts.get(said.where, "")[said.end : said.end + 80].split()[:_NEXT]
    return any(_is_password(word) for word in [*said.words.split(), *after])


def _is_password(word: str) -> bool:
    bare = word.strip(".,;:()[]")
    if bare[:1] in _QUOTES and bare[-1:] in _QUOTES:
        return len(bare) > 4
    return 3 <= len(bare) <= 40 and any(map(str.isdigit, bare)) and "." not in bare and not bare.startswith("+")


_ZIP_TXT = (
    "UEsDBBQAAAAAAAAAIQCCidH3BQAAAAUAAAAJAAAAcGFwZXIudHh0SGVsbG9QSwECFAMUAAAAAAAAACEAgonR9wUAAAAFAAAA"
    "CQAAAAAAAAAAAAAAgAEAAAAAcGFwZXIudHh0UEsFBgAAAAABAAEANwAAACwAAAAAAA=="
)

_ZIP_LOCKED = (
    "UEsDBBQAAQAAAAAAIQCDFtyMAQAAAAEAAAANAAAAY29udHJhY3QuZG9jeHhQSwECFAMUAAEAAAAAACEAgxbcjAEAAAABAAAA"
    "DQAAAAAAAAAAAAAAgAEAAAAAY29udHJhY3QuZG9jeFBLBQYAAAAAAQABADsAAAAsAAAAAAA="
)

SIGNAL = Signal(
    id="locked-archive",
    title="A locked file that nobody can check",
    says="It comes with a locked file, so nothing can look inside before you open it.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1027.013",),
    fires_on={
        "with its password": with_file(
            "From: Sales <sales@firm.test>\nSubject: Contract\n\nThe password for the archive is 7741.",
            "contract.zip",
            _ZIP_LOCKED,
            encoding="base64",
        ),
        "with no more than a label": with_file(
            "From: Sales <sales@firm.test>\nSubject: Contract\n\nSee the file.\n\nPassword: U512",
            "contract.zip",
            _ZIP_LOCKED,
            encoding="base64",
        ),
        "locked": with_file(
            "From: Sales <sales@firm.test>\nSubject: Contract\n\nSee the file.",
            "contract.zip",
            _ZIP_LOCKED,
            encoding="base64",
        ),
    },
    quiet_on={
        "an open archive": with_file(
            "From: Ann <ann@firm.example>\nSubject: Papers\n\nHere.", "papers.zip", _ZIP_TXT, encoding="base64"
        ),
        "a password and no archive": (
            "From: Ann <ann@firm.example>\nSubject: Papers\n\nThe password for the archive is 7741. "
            "It is on the shared drive."
        ),
    },
)
