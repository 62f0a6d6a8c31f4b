"""A program or web page that is called `photo.jpg` gets past people, and past simple filters, that go by the name.

Some programs honestly save a page as `.doc` or `.xls`; those names are known. A failed download can leave a
page that is called `.pdf`, so it is a clue and no proof.
"""

from collections.abc import Iterator

from bot.mail.attachments.names import dangerous, extension, matches_name, tricked
from bot.mail.email import Attachment
from bot.signals._attached import place, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
_HARMLESS = frozenset(
    """pdf doc docx xls xlsx ppt pptx rtf odt ods csv txt jpg jpeg png gif bmp tif tiff webp heic mp3 mp4 wav
    mov m4a""".split()
)
_HIDDEN_IN = frozenset({"html", "svg", "zip", "rar", "7z"})


def find(case: Case) -> Iterator[Evidence]:
    lying = (one for one in case.email.attachments if _lies(one))
    for _, one in zip(range(MOST), lying, strict=False):
        yield Evidence(place(one), shown_name(one))


def _lies(one: Attachment) -> bool:
    if extension(one.name) not in _HARMLESS or tricked(one.name) or matches_name(one.real, one.name):
        return False
    return one.real in _HIDDEN_IN or (dangerous(one.real) and one.real != "office-macro")


SIGNAL = Signal(
    id="ending-lies",
    title="A file that is not what its name says",
    says="A file in it is called one thing, but inside it is something riskier.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1036.008",),
    fires_on={
        "a page called PDF": with_file(
            "From: Shop <bill@shop.test>\nSubject: Invoice\n\nSee the file.",
            "invoice.pdf",
            "<!DOCTYPE html><html><body><p>Sign in</p></body></html>",
            kind="application/pdf",
        ),
        "a shortcut called a picture": with_file(
            "From: Ann <ann@mail.test>\nSubject: Photo\n\nLook.",
            "photo.jpg",
            "[InternetShortcut]\nURL=https://evil.test/x",
            kind="image/jpeg",
        ),
    },
    quiet_on={
        "a page that Word opens": with_file(
            "From: Ann <ann@firm.example>\nSubject: Letter\n\nHere.",
            "letter.doc",
            "<html><body><p>Dear all</p></body></html>",
        ),
        "a plain text": with_file(
            "From: Ann <ann@firm.example>\nSubject: List\n\nHere.", "list.csv", "name;town\nAnn;Leeds"
        ),
    },
)
