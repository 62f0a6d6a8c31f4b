"""The small formats: notes, cards, shortcuts, rich text, and a mail found inside an archive."""

import email
import email.message
import re
from email.header import decode_header, make_header
from itertools import islice

from bot.mail.attachments.links import link_to
from bot.mail.attachments.reading import Budget, Reading, together
from bot.mail.attachments.text import ends, plain_text
from bot.mail.email import Link
from bot.mail.html import page
from bot.mail.plain_links import links_in_text

_LONGEST = 400_000  # characters
_PARTS = 20
_TARGET = re.compile(r"^\s{0,9}(?:URL|BASEURL|IconFile)\s{0,9}=\s{0,9}(\S{4,4000})", re.IGNORECASE | re.MULTILINE)
_CARD_LINE = re.compile(
    r"^(?:FN|ORG|TITLE|TEL|EMAIL|URL|NOTE|ADR)(?:[;.][^:\n]{0,200})?:([^\n]{1,2000})",
    re.IGNORECASE | re.MULTILINE,
)
_RTF_HEX = re.compile(r"\\'([0-9a-fA-F]{2})")
_RTF_UNICODE = re.compile(r"\\u(-?\d{1,5}) ?(?:\?|\\'[0-9a-fA-F]{2})?")
_RTF_LINE = re.compile(r"\\(?:par|line|row|sect)\b ?")
_RTF_QUIET = re.compile(
    r"\{\\(?:fonttbl|colortbl|stylesheet|info|\*\\(?!fldinst)[a-z]{1,30})(?:[^{}]++|\{[^{}]{0,4000}+\}){0,4000}+\}"
)
_RTF_WORD = re.compile(r"\\[a-zA-Z]{1,32}-?\d{0,10} ?|\\[^a-zA-Z]")
_RTF_LINK = re.compile(r"HYPERLINK\s{1,9}\"([^\"]{4,2000})\"")
_RTF_OBJECT = re.compile(rb"\\(?:objdata|objupdate|objocx|objlink|objautlink|objemb)")
_RTF_TEMPLATE = re.compile(rb"\\\*\\template\s{0,9}([^\s{}\\]{4,1000})")
_PATH = re.compile(
    r"(?:[A-Za-z]:\\|\\\\|https?://|%[A-Za-z]{2,30}%\\)[^\x00-\x1f\"<>|]{3,1000}|[^\x00-\x1f]{0,40}(?:powershell|cmd|mshta|wscript)[^\x00-\x1f]{0,1000}"
)


def note(data: bytes, name: str, budget: Budget) -> Reading:
    """A text file, and any other that is text: as it stands."""
    del budget
    text = ends(plain_text(data), _LONGEST)
    links = links_in_text(text, f"attachment:{name}")
    return Reading(text=text, links=tuple(links), unread=("too large",) * (len(data) > _LONGEST))


def card(data: bytes, name: str, budget: Budget) -> Reading:
    """A contact card (RFC 6350): names, numbers, addresses, notes."""
    del budget
    text = plain_text(data[:_LONGEST]).replace("\r\n", "\n").replace("\n ", "")
    shown = "\n".join(found.group(1).strip() for found in islice(_CARD_LINE.finditer(text), 500))
    return Reading(text=shown, links=tuple(links_in_text(shown, f"attachment:{name}")))


def shortcut(data: bytes, name: str, budget: Budget) -> Reading:
    """An internet shortcut: where it leads."""
    del budget
    text = plain_text(data[:20_000])
    found = islice(_TARGET.finditer(text), 5)
    return Reading(text=text[:4_000], links=tuple(link_to(one.group(1), "", f"attachment:{name}") for one in found))


def windows_shortcut(data: bytes, name: str, budget: Budget) -> Reading:
    """A .lnk (MS-SHLLINK): the paths and commands that stand in it, in whichever field."""
    del budget
    body = data[:40_000]
    readings = [
        body.decode("latin-1"),
        body.decode("utf-16-le", "replace"),
        body[1:].decode("utf-16-le", "replace"),
    ]
    found = [
        one.group(0).strip() for text in readings for one in islice(_PATH.finditer(text), 20) if one.group(0).isascii()
    ]
    text = "\n".join(dict.fromkeys(found))
    return Reading(text=text, links=tuple(links_in_text(text, f"attachment:{name}")))


def rich_text(data: bytes, name: str, budget: Budget) -> Reading:
    """RTF: its text, roughly, its links, and whether it carries objects that Word would start."""
    del budget
    source = data[:_LONGEST].decode("latin-1")
    where = f"attachment:{name}"
    links = [link_to(found.group(1), "", where) for found in islice(_RTF_LINK.finditer(source), 100)]
    links += [link_to(found.group(1).decode("latin-1"), "", where) for found in islice(_RTF_TEMPLATE.finditer(data), 5)]
    text = _RTF_QUIET.sub("", source.replace("\r", "").replace("\n", ""))
    text = _RTF_LINE.sub("\n", text)
    text = _RTF_UNICODE.sub(lambda found: chr(int(found.group(1)) & 0xFFFF), text)
    text = _RTF_HEX.sub(lambda found: bytes([int(found.group(1), 16)]).decode("cp1252", "replace"), text)
    text = (
        _RTF_WORD.sub("", text)
        .replace("{", "")
        .replace("}", "")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )
    text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    links += links_in_text(text, where)
    scripts = _RTF_OBJECT.search(data) is not None
    return Reading(text, links=tuple(links), scripts=scripts, unread=("too large",) * (len(data) > _LONGEST))


def mail(data: bytes, name: str, budget: Budget) -> Reading:
    """A mail inside an archive, roughly: From, Subject, texts."""
    message = email.message_from_bytes(data[:2_000_000])
    where = f"attachment:{name}"
    head = "\n".join(f"{header}: {_header(message, header)}" for header in ("From", "Subject") if message[header])
    readings = [Reading(text=head)]
    texts = (part for part in islice(message.walk(), _PARTS) if part.get_content_maintype() == "text")
    readings += [_part(part, where) for part in texts]
    return together(readings)


def _part(part: "email.message.Message", where: str) -> Reading:
    payload = part.get_payload(decode=True)
    body = plain_text(payload[:_LONGEST], part.get_content_type()) if isinstance(payload, bytes) else ""
    if part.get_content_subtype() == "html":
        read = page(body, where)
        return Reading(read.text, read.hidden_text, tuple(read.links), tuple(read.forms))
    links: tuple[Link, ...] = tuple(links_in_text(body, where))
    return Reading(body, links=links)


def _header(message: "email.message.Message", name: str) -> str:
    try:
        return str(make_header(decode_header(str(message[name]))))[:500]
    except (LookupError, ValueError):
        return str(message[name])[:500]
