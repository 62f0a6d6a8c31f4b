"""A PDF is where an invoice scam keeps its phone number and a sign-in lure its link: text, links and codes.

pypdf opens the file; the pages are walked and read here, within a budget, because the file is an attacker's.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from bot.mail.attachments.links import link_to
from bot.mail.attachments.names import extension
from bot.mail.attachments.pdf_codes import box_codes, picture_codes
from bot.mail.attachments.pdf_fonts import Font
from bot.mail.attachments.pdf_lines import lines
from bot.mail.attachments.pdf_salvage import salvaged
from bot.mail.attachments.pdf_text import Drawing, drawn
from bot.mail.attachments.picture import code_links
from bot.mail.attachments.reading import Budget, Reading, together
from bot.mail.email import Form, Link
from bot.mail.plain_links import links_in_text

_LARGEST = 8_000_000  # bytes
_NODES = 2_000  # of the page tree that are looked at
_NOTES = 200  # annotations of a page
_FIELDS = 200
_DATA_ONLY = frozenset({"xml", "json", "csv", "txt"})  # an e-invoice (Factur-X, ZUGFeRD) carries its figures as XML
_LOCKED = object()
_RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"})


def pdf(data: bytes, name: str, budget: Budget) -> Reading:
    """Text, links, codes and form fields of the first pages; what pypdf cannot open is read in the raw."""
    start = max(0, data.find(b"%PDF-", 0, 1100))
    data = data[start : start + _LARGEST + 1]
    unread = ("too large",) if len(data) > _LARGEST else ()
    root = _opened(data)
    if root is _LOCKED:
        return Reading(encrypted=True, unread=("encrypted",))
    if not isinstance(root, dict):
        return together([salvaged(data, name, budget), Reading(unread=(*unread, "damaged"))])
    found = together([_pages(root, name, budget), _document(root, name), Reading(unread=unread)])
    if not found.text and not found.links and not found.codes and "damaged" in found.unread:
        found = together([found, salvaged(data, name, budget)])
    return found


def _opened(data: bytes) -> Any:
    """The document's root dictionary; `_LOCKED` when it wants a password, None when there is no document."""
    from pypdf import PdfReader, overwrite_configuration  # lazily: 130 ms to load, and most mails hold no PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # it reports each oddity of the file
    overwrite_configuration(
        zlib_maximum_output_length=4_000_000,
        lzw_maximum_output_length=2_000_000,
        run_length_maximum_output_length=8_000_000,
        array_based_stream_maximum_output_length=8_000_000,
        stream_decoding_work_maximum_length=24_000_000,
        image_maximum_buffer_size=24_000_000,
        jbig2dec_binary=None,  # never start a program
    )
    try:
        document = PdfReader(BytesIO(data), root_object_recovery_limit=2_000, xref_stream_maximum_entries=60_000)
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        return document.trailer["/Root"].get_object()
    except Exception as error:  # noqa: BLE001  # pypdf raises many kinds, recursion and missing ciphers among them
        return _LOCKED if b"/Encrypt" in data and "crypt" in f"{error!r}".lower() else None


def _pages(root: Any, name: str, budget: Budget) -> Reading:
    fonts: dict[Any, Font] = {}
    readings: list[Reading] = []
    for page, resources in _leaves(root):
        if not budget.take("pages") or budget.work <= 0:
            readings.append(Reading(unread=("too many",)))
            break
        try:
            readings.append(_page(page, resources, name, budget, fonts))
        except Exception:  # noqa: BLE001  # one damaged page must not hide the others
            readings.append(Reading(unread=("damaged",)))
    return together(readings or [Reading(unread=("damaged",))])


def _leaves(root: Any) -> Iterator[tuple[Any, Any]]:
    """(page, its resources) in order. A tree that loops or never ends is cut."""
    waiting: list[tuple[Any, Any, int]] = [(root.get("/Pages"), {}, 0)]
    seen: set[int] = set()
    for _ in range(_NODES):
        if not waiting:
            return
        node, resources, depth = waiting.pop()
        node = _resolved(node)
        if not isinstance(node, dict) or id(node) in seen or depth > 50:
            continue
        seen.add(id(node))
        own = node.get("/Resources")
        resources = own.get_object() if own is not None else resources
        if "/Kids" in node:
            kids = list(islice(node["/Kids"].get_object(), _NODES))
            waiting += [(kid, resources, depth + 1) for kid in reversed(kids)]
        else:
            yield node, resources or {}


def _page(page: Any, resources: Any, name: str, budget: Budget, fonts: dict[Any, Font]) -> Reading:
    where = f"attachment:{name}"
    drawing = drawn(page, resources, budget, fonts)
    text = lines(drawing.pieces)
    links: list[Link] = []
    forms: list[Form] = []
    scripts = _runs(page.get("/AA"))
    for note in _notes(page):
        action = _resolved(note.get("/A")) or {}
        uri = _written(action.get("/URI"))
        if uri:
            links.append(link_to(uri, _under(note, drawing, budget), where))
        if action.get("/S") == "/SubmitForm":
            forms.append(Form(_address(action.get("/F")), (), where))
        scripts = scripts or _runs(action) or _runs(note.get("/AA")) or note.get("/Subtype") in {"/RichMedia", "/Movie"}
    links += links_in_text(text, where)
    codes = picture_codes(drawing.pictures, budget) or box_codes(drawing.boxes, budget)
    links += code_links(codes, name)
    unread = ("too large",) * drawing.cut + ("not supported",) * (drawing.unreadable and not text)
    return Reading(text, "", tuple(dict.fromkeys(links)), tuple(forms), scripts=scripts, codes=codes, unread=unread)


def _notes(page: Any) -> Iterator[Any]:
    notes = page.get("/Annots")
    notes = _resolved(notes)
    for note in islice(notes or (), _NOTES):
        note = note.get_object()
        if isinstance(note, dict):
            yield note


def _under(note: Any, drawing: Drawing, budget: Budget) -> str:
    """The text that stands inside the annotation's rectangle: what a person takes for the link."""
    if not budget.take("work", len(drawing.pieces) // 8):
        return ""
    box = [float(number) for number in note.get("/Rect", ())]
    if len(box) != 4:
        return ""
    left, right = sorted((box[0], box[2]))
    low, high = sorted((box[1], box[3]))
    inside = [one for one in drawing.pieces if left - 2 <= one.x < right and low - 2 <= one.y + one.size / 3 <= high]
    return " ".join(lines(inside).split())[:300]


def _document(root: Any, name: str) -> Reading:
    """What the document does by itself, what it carries and what its form asks for."""
    try:
        names = _resolved(root.get("/Names")) or {}
        opening = _resolved(root.get("/OpenAction"))
        carried = tuple(_carried(names.get("/EmbeddedFiles")))
        scripts = "/JavaScript" in names or _runs(opening) or _runs(root.get("/AA"))
        scripts = scripts or any(extension(one) not in _DATA_ONLY for one in carried)
        target = _written(opening.get("/URI")) if isinstance(opening, dict) else ""
        links = (link_to(target, "", f"attachment:{name}"),) if target else ()
        fields = tuple(_fields(root.get("/AcroForm")))
        forms = (Form("", fields, f"attachment:{name}"),) if fields else ()
        return Reading(links=links, forms=forms, names=carried, scripts=scripts)
    except Exception:  # noqa: BLE001  # pypdf raises many kinds; the pages have been read by now
        return Reading(unread=("damaged",))


def _runs(action: Any) -> bool:
    """Does an action, or one in a dictionary of actions, start something by itself?"""
    action = _resolved(action)
    if not isinstance(action, dict):
        return False
    several = (action, *map(_resolved, islice(action.values(), 20)))
    return any(isinstance(one, dict) and (one.get("/S") in _RUNNING or "/JS" in one) for one in several)


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _carried(tree: Any) -> Iterator[str]:
    """Names of embedded files, from the first two levels of the name tree (ISO 32000-1, 7.9.6)."""
    tree = _resolved(tree)
    if not isinstance(tree, dict):
        return
    branches = [tree, *(kid.get_object() for kid in islice(tree.get("/Kids", ()), 50))]
    for branch in branches:
        for entry in islice(branch.get("/Names", ()), 1, 100, 2):
            file = entry.get_object()
            yield _written(file.get("/UF")) or _written(file.get("/F")) or "file"


def _fields(form: Any) -> Iterator[str]:
    form = _resolved(form) or {}
    for entry in islice(form.get("/Fields", ()), _FIELDS):
        entry = entry.get_object()
        hidden = int(entry.get("/Ff", 0)) & 0x2000  # ISO 32000-1, table 228: a password field
        kind = "password" if hidden else {"/Tx": "text", "/Sig": "signature"}.get(str(entry.get("/FT")), "other")
        yield f"{kind}:{_written(entry.get('/T'))}"


def _address(target: Any) -> str:
    target = _resolved(target) or ""
    return _written(target.get("/F")) if isinstance(target, dict) else _written(target)


def _written(value: Any) -> str:
    value = _resolved(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip() if isinstance(value, str) else ""
