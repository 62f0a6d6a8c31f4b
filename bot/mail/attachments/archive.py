"""Archives are listed, not unpacked: the names tell of a program inside, and no bomb can go off.

The one exception: a few small documents of a ZIP or gzip are read in memory, so that zipping a lure once
hides nothing.
"""

import zlib
from collections.abc import Callable

from bot.mail.attachments.kind import real_kind
from bot.mail.attachments.listings import NAMES, cab_names, iso_names, tar_names
from bot.mail.attachments.names import extension
from bot.mail.attachments.pdf_streams import inflated
from bot.mail.attachments.rar import rar_names
from bot.mail.attachments.reading import Budget, Reading, together
from bot.mail.attachments.seven_zip import seven_zip_names
from bot.mail.attachments.zipped import Entry, content, entries

Reader = Callable[[str, bytes, str, Budget], Reading]  # kind, data, name, budget

_LARGEST_MEMBER = 1_000_000  # bytes, unpacked
_RATIO = 60  # more than this much out of one byte in is no document
_READ = frozenset(
    "html htm shtml xhtml xht svg svgz pdf eml txt url lnk ics zip mht mhtml rtf docx hta png jpg gif".split()
)


def zip_archive(data: bytes, name: str, budget: Budget, read: Reader) -> Reading:
    """Names of a ZIP, and what its few small documents say (under the archive's own name)."""
    found, cut = entries(data)
    listed = tuple(one.name for one in found)
    encrypted = any(one.encrypted for one in found)
    unread = ("too many",) * cut + ("encrypted",) * encrypted + ("damaged",) * (not found and len(data) > 22)
    files = [one for one in found if not one.name.endswith("/") and not one.encrypted]
    readings = [_member(data, one, name, budget, read) for one in sorted(files, key=_promise)]
    return together([Reading(names=listed, encrypted=encrypted, unread=unread), *readings])


def _promise(entry: Entry) -> tuple[bool, int]:
    """Documents first, then the small ones."""
    return extension(entry.name) not in _READ, entry.size or entry.packed


def _member(data: bytes, entry: Entry, name: str, budget: Budget, read: Reader) -> Reading:
    ending = extension(entry.name)
    if ending not in _READ:
        return Reading(unread=("not unpacked",))
    if entry.size > max(_LARGEST_MEMBER, 0) or not budget.take("members"):
        return Reading(unread=("too large" if entry.size > _LARGEST_MEMBER else "too many",))
    most = min(_LARGEST_MEMBER, budget.unpacked, max(20_000, (entry.packed or len(data)) * _RATIO))
    inner = content(data, entry, most)
    budget.all_of("unpacked", len(inner))
    if not inner:
        return Reading(unread=("not unpacked",))
    reading = read(real_kind(inner, entry.name), inner, name, budget)
    return together([reading, Reading(unread=("too large",) * (len(inner) >= most))])


def gzip_archive(data: bytes, name: str, budget: Budget, read: Reader) -> Reading:
    """The inner name of a gzip (RFC 1952, 2.3), names of a tar inside, or what its small document says."""
    inner_name = ""
    if len(data) > 10 and data[3] & 8:
        begin = 12 + int.from_bytes(data[10:12], "little") if data[3] & 4 else 10
        end = data.find(b"\x00", begin, begin + 1024)
        inner_name = data[begin:end].decode("latin-1") if end > 0 else ""
    own = Reading(names=(inner_name,) if inner_name else ())
    most = min(_LARGEST_MEMBER, budget.unpacked, max(20_000, len(data) * _RATIO))
    if not budget.take("members"):
        return together([own, Reading(unread=("too many",))])
    inner = inflated(data, most, zlib.MAX_WBITS | 16)
    budget.all_of("unpacked", len(inner))
    kind = real_kind(inner, inner_name or name.removesuffix(".gz"))
    if kind == "tar":
        return together([own, listing("tar", inner)])
    if kind in {"unknown", "empty"} or not inner:
        return together([own, Reading(unread=("not unpacked",))])
    return together([own, read(kind, inner, name, budget), Reading(unread=("too large",) * (len(inner) >= most))])


def listing(kind: str, data: bytes) -> Reading:
    """Names alone, for the archives that are never looked into; never raises."""
    encrypted, readable = False, True
    names: tuple[str, ...] = ()
    if kind == "rar":
        names, encrypted = rar_names(data)
    elif kind == "7z":
        names, encrypted, readable = seven_zip_names(data)
    else:
        names = {"tar": tar_names, "iso": iso_names, "cab": cab_names}[kind](data)
    why = "encrypted" if encrypted else "not unpacked" if names and readable else "damaged"
    return Reading(names=names[:NAMES], encrypted=encrypted, unread=(why, *("too many",) * (len(names) > NAMES)))
