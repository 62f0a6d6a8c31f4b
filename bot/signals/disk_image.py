"""A disk image opens like a drive, and what lies in it carries no "this came from the Internet" mark, so the computer
does not warn when it is started. Hardly anybody sends one by mail for an honest reason.

Archives for papers (zip, 7z) are not meant here; they keep the mark.
"""

from collections.abc import Iterator

from bot.mail.attachments.names import extension
from bot.mail.email import Attachment
from bot.signals._attached import inner_names, place, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
_ENDINGS = frozenset("iso img vhd vhdx udf dmg".split())


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for one in case.email.attachments:
        for name in _images(one):
            if count < MOST:
                count += 1
                yield Evidence(place(one), name)


def _images(one: Attachment) -> Iterator[str]:
    if one.real in {"iso", "disk"} or (one.real in {"unknown", "empty"} and extension(one.name) in _ENDINGS):
        yield shown_name(one)
    elif one.real not in {"eml", "msg"}:
        yield from (name[:180] for name in inner_names(one) if extension(name) in _ENDINGS)


_ZIP_TXT = (
    "UEsDBBQAAAAAAAAAIQCCidH3BQAAAAUAAAAJAAAAcGFwZXIudHh0SGVsbG9QSwECFAMUAAAAAAAAACEAgonR9wUAAAAFAAAA"
    "CQAAAAAAAAAAAAAAgAEAAAAAcGFwZXIudHh0UEsFBgAAAAABAAEANwAAACwAAAAAAA=="
)

_ZIP_IMG = (
    "UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAJAAAAb3JkZXIuaW1neFBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAAJAAAA"
    "AAAAAAAAAACAAQAAAABvcmRlci5pbWdQSwUGAAAAAAEAAQA3AAAAKAAAAAAA"
)

SIGNAL = Signal(
    id="disk-image",
    title="A whole drive as a file",
    says="A file in it opens like a drive, so your computer will not warn you about what is inside.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.ALARM,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1553.005",),
    fires_on={
        "by its name": with_file(
            "From: Sales <sales@firm.test>\nSubject: Order\n\nSee the file.",
            "order.iso",
            "AAECAwQFBgcICQ==",
            encoding="base64",
        ),
        "in an archive": with_file(
            "From: Sales <sales@firm.test>\nSubject: Order\n\nSee the file.", "order.zip", _ZIP_IMG, encoding="base64"
        ),
    },
    quiet_on={
        "papers in an archive": with_file(
            "From: Ann <ann@firm.example>\nSubject: Papers\n\nHere.", "papers.zip", _ZIP_TXT, encoding="base64"
        ),
        "a norm": with_file(
            "From: Ann <ann@firm.example>\nSubject: The norm\n\nHere.", "iso-9001.txt", "We follow ISO 9001."
        ),
    },
)
