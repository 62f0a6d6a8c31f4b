"""`invoice.pdf.exe` shows as `invoice.pdf` where endings are hidden, and a mark that turns the text around makes
`gpj.exe` read as `exe.jpg`. No honest program names a file so.

Arabic and Hebrew names hold such marks honestly, and a web page saved from a text is `notes.txt.html`.
"""

from collections.abc import Iterator

from bot.mail.attachments.names import extension, tricked
from bot.signals._attached import inner_names, place, starts_something
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
_PAGES = frozenset({"html", "htm", "shtml", "svg"})
_SOURCES = (".txt", ".xml", ".csv", ".eml", ".odt")  # what programs turn into a page of the same name
_TURNING = "\u202e\u202d\u2067"


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for one in case.email.attachments:
        for name in (one.name, *inner_names(one)):
            if count < MOST and _hides_its_ending(name):
                count += 1
                yield Evidence(place(one), name.strip()[-180:])


def _hides_its_ending(name: str) -> bool:
    how, ending = tricked(name), extension(name)
    if how == "double":
        stem = name.rstrip(". ")[: -len(ending) - 1].rstrip().lower()
        return not (ending in _PAGES and stem.endswith(_SOURCES))
    runs = starts_something(name) or ending in _PAGES
    if how == "turned":
        return runs or (any(mark in name for mark in _TURNING) and name.translate(_NO_MARKS).isascii())
    return how == "spaces" and runs


_NO_MARKS = {ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


SIGNAL = Signal(
    id="double-ending",
    title="A file that hides what it is",
    says="A file in it has a name that hides what kind of file it really is.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.ALARM,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1036.007", "MITRE ATT&CK T1036.002"),
    fires_on={
        "two endings": with_file(
            "From: Shop <bill@shop.test>\nSubject: Invoice\n\nSee the file.", "Invoice_8821.pdf.exe", "MZ"
        ),
        "a page behind a PDF": with_file(
            "From: Shop <bill@shop.test>\nSubject: Invoice\n\nSee the file.", "Invoice.pdf.html", "<p>Hello</p>"
        ),
        "turned letters": with_file("From: Ann <ann@mail.test>\nSubject: Photo\n\nLook.", "holiday\u202egpj.scr", "MZ"),
        "far to the right": with_file(
            "From: Ann <ann@mail.test>\nSubject: Plan\n\nLook.", f"plan.docx{' ' * 20}.js", "WScript.Echo(1)"
        ),
    },
    quiet_on={
        "a packed archive": with_file(
            "From: Ann <ann@firm.example>\nSubject: Data\n\nHere.",
            "data.tar.gz",
            "H4sIAAAAAAAAAwMAAAAAAAAAAAA=",
            encoding="base64",
        ),
        "dots in a name": with_file(
            "From: Ann <ann@firm.example>\nSubject: Minutes\n\nHere.", "minutes.v2.final.docx", "x"
        ),
        "a name in Hebrew": with_file(
            "From: Ann <ann@firm.example>\nSubject: Plan\n\nHere.",
            "\u200f\u05ea\u05d5\u05db\u05e0\u05d9\u05ea.pdf",
            "%PDF-1.4",
        ),
    },
)
