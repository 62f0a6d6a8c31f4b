"""The way in: a file's bytes become an `Attachment`, by what they are, whatever happens inside a reader."""

from collections.abc import Callable
from dataclasses import replace

from bot.mail.attachments.archive import gzip_archive, listing, zip_archive
from bot.mail.attachments.calendar import calendar
from bot.mail.attachments.kind import real_kind
from bot.mail.attachments.office import compound, open_xml
from bot.mail.attachments.page import drawing, web_page
from bot.mail.attachments.pdf import pdf
from bot.mail.attachments.picture import picture
from bot.mail.attachments.reading import NOTHING, Budget, Reading
from bot.mail.attachments.small import card, mail, note, rich_text, shortcut, windows_shortcut
from bot.mail.email import TOO_HEAVY, Attachment, Unread

_READERS: dict[str, Callable[[bytes, str, Budget], Reading]] = {
    "pdf": pdf,
    "html": web_page,
    "svg": drawing,
    "xml": web_page,
    "mhtml": mail,
    "calendar": calendar,
    "vcard": card,
    "eml": mail,
    "text": note,
    "script": note,
    "url": shortcut,
    "lnk": windows_shortcut,
    "rtf": rich_text,
    "office": open_xml,
    "office-macro": open_xml,
    "ole": compound,
    "image": picture,
    "zip": lambda data, name, budget: zip_archive(data, name, budget, _read),
    "jar": lambda data, name, budget: zip_archive(data, name, budget, _read),
    "apk": lambda data, name, budget: zip_archive(data, name, budget, _read),
    "gzip": lambda data, name, budget: gzip_archive(data, name, budget, _read),
}
_LISTED = frozenset({"tar", "rar", "7z", "iso", "cab"})
_OPAQUE = frozenset({"msg", "onenote", "disk", "ace", "bzip2", "xz", "zstd", "tnef", "rpmsg", "unknown", "chm"})
_LONGEST_NAME = 400


def attachment(
    name: str, declared: str, data: bytes, *, inline: bool, budget: Budget
) -> tuple[Attachment, tuple[Unread, ...]]:
    """The file as an `Attachment`, and what could not be read of it. Never raises.

    `budget` is one for all files of a mail. A nested mail ("eml", "msg") is read by the caller; here its kind
    is told and its text taken roughly.
    """
    name = _printable(name)
    kind = real_kind(data, name)
    found = _opened(kind, data, name, budget)
    told = Attachment(
        name=name,
        declared=declared,
        real=kind,
        size=len(data),
        inline=inline,
        text=found.text,
        hidden_text=found.hidden_text,
        links=found.links,
        forms=found.forms,
        names=tuple(map(_printable, found.names)),
        encrypted=found.encrypted,
        macros=found.macros,
        scripts=found.scripts,
        codes=found.codes,
        width=found.width,
        height=found.height,
    )
    return told, tuple(Unread("attachment", name, why) for why in dict.fromkeys(found.unread))


def _opened(kind: str, data: bytes, name: str, budget: Budget) -> Reading:
    """What is in the file, as far as the budget goes. What costs too much to open stays closed."""
    if budget.is_late() or (budget.kinds is not None and kind not in budget.kinds):
        return Reading(unread=(TOO_HEAVY,))
    beginning = data[: budget.file]
    if not budget.take("octets", len(beginning)):
        return Reading(unread=(TOO_HEAVY if budget.stopped or budget.kinds is not None else "too large",))
    found = _read(kind, beginning, name, budget)
    if budget.stopped or len(beginning) < len(data):
        return replace(found, unread=(TOO_HEAVY, *found.unread))
    return found


def _read(kind: str, data: bytes, name: str, budget: Budget) -> Reading:
    """The one guard around every reader: a file made to break one is told as damaged."""
    try:
        if kind in _READERS:
            return _READERS[kind](data, name, budget)
        if kind in _LISTED:
            return listing(kind, data)
    except MemoryError:
        return Reading(unread=(TOO_HEAVY,))
    except Exception:  # noqa: BLE001  # readers stand on libraries that raise whatever they like, RecursionError among it
        return Reading(unread=("damaged",))
    return Reading(unread=("not supported",)) if kind in _OPAQUE else NOTHING


def _printable(name: str) -> str:
    return name[:_LONGEST_NAME].replace("\x00", "").strip()
