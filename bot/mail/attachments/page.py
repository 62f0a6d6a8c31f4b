"""A web page or SVG as an attachment opens outside the mail client's protection, with its scripts.

What a script only writes when it runs is looked for in the script's own strings: two layers of base64,
percent and backslash escapes are undone, so that the form or the address inside is read like any other.
"""

import base64
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from bot.mail.attachments.decoding import hidden_sources
from bot.mail.attachments.links import link_to
from bot.mail.attachments.pdf_codes import picture_codes_in
from bot.mail.attachments.picture import code_links
from bot.mail.attachments.reading import Budget, Reading, together
from bot.mail.attachments.text import ends, plain_text
from bot.mail.email import Link
from bot.mail.html import page
from bot.mail.plain_links import links_in_text

_LONGEST = 1_500_000  # characters
_LAYERS = 3
_SCRIPT = re.compile(
    r"<script\b|<\?php|\bon(?:load|error|click|mouseover|focus|begin|submit|pageshow|toggle|animationstart)\s{0,9}=|"
    r"javascript:|<object\b|<embed\b|<foreignobject\b[^>]{0,500}>\s{0,99}<(?:script|iframe)|data:text/html",
    re.IGNORECASE,
)
_SCRIPT_BODY = re.compile(r"<script\b[^>]{0,2000}>(.*?)(?:</script|\Z)", re.IGNORECASE | re.DOTALL)
_HANDLER = re.compile(r"\bon[a-z]{3,20}\s{0,9}=\s{0,9}(?:\"([^\"]{1,20000})\"|'([^']{1,20000})')", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"(?:https?:)?\\?/\\?/[^\s\"'<>`]{4,2000}")
_SAVED_AS = re.compile(r"\bdownload\s{0,9}=\s{0,9}[\"']([^\"'<>\r\n]{1,200})[\"']", re.IGNORECASE)
_HARMLESS = re.compile(
    r"(?:www\.w3\.org|schema\.org|schemas\.microsoft\.com|ns\.adobe\.com|www\.inkscape\.org|sodipodi|purl\.org|"
    r"ajax\.googleapis\.com|cdnjs\.cloudflare\.com|cdn\.jsdelivr\.net|code\.jquery\.com|fonts\.g(?:oogleapis|static)\.com|"
    r"(?:max|stack)?cdn\.bootstrapcdn\.com|unpkg\.com)(?:[/\"'?:]|$)",
    re.IGNORECASE,
)
_SVG_LINK = re.compile(r"\bxlink:href\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s{1,9}([\w.-]{1,60})\s{1,9}[\"']([^\"'<>]{1,2000})[\"']\s{0,9}>")


def web_page(data: bytes, name: str, budget: Budget) -> Reading:
    """Text, links, forms and scripts of HTML, and of what its scripts hide in encoded strings."""
    source = plain_text(data, "text/html")
    unread = ("too large",) if len(source) > _LONGEST else ()
    return together([_layers(ends(source, _LONGEST), name, budget), Reading(unread=unread)])


def drawing(data: bytes, name: str, budget: Budget) -> Reading:
    """The same for an SVG, whose links are written `xlink:href` and whose addresses may be XML entities."""
    source = plain_text(data, "image/svg+xml")
    unread = ("too large",) if len(source) > _LONGEST else ()
    source = _SVG_LINK.sub("href", ends(source, _LONGEST)).replace("<![CDATA[", "").replace("]]>", "")
    for entity in islice(_ENTITY.finditer(source), 20):
        if source.count(f"&{entity.group(1)};") <= 50:  # more would be an expansion bomb
            source = source.replace(f"&{entity.group(1)};", entity.group(2))
    return together([_layers(source, name, budget), Reading(unread=unread)])


def _layers(source: str, name: str, budget: Budget) -> Reading:
    readings, waiting = list[Reading](), [source]
    for _ in range(_LAYERS):
        deeper: list[str] = []
        for one in waiting:
            readings.append(_one(one, name, budget))
            if _SCRIPT.search(one) or len(readings) > 1:
                deeper += [hidden for hidden in hidden_sources(one) if budget.all_of("unpacked", len(hidden))]
        waiting = deeper[:40]
        if not waiting:
            break
    return together(readings)


def _one(source: str, name: str, budget: Budget) -> Reading:
    where = f"attachment:{name}"
    if "<" not in source:
        return Reading(links=tuple(_script_links(source, where)))
    read = page(source, where)
    links = [*read.links, *links_in_text(read.text, where)]
    links += [read.meta_refresh] if read.meta_refresh else []
    links += [link_to(frame, "", where) for frame in read.frames[:20] if "//" in frame[:9]]
    for script in islice(_scripts(source), 60):
        links += _script_links(script, where)
    saved = tuple(found.group(1) for found in islice(_SAVED_AS.finditer(source), 10))
    scripts = read.scripts or _SCRIPT.search(source) is not None
    codes = picture_codes_in(_pictures(read.image_sources), budget)
    links += code_links(codes, name)
    hidden = "\n".join(filter(None, (read.preheader, read.hidden_text)))
    return Reading(read.text, hidden, _once(links), read.forms, saved, scripts=scripts, codes=codes)


def _pictures(sources: tuple[str, ...]) -> Iterator[bytes]:
    """Pictures that the page carries in itself, as `data:image/png;base64,...`."""
    for source in [one for one in sources if one[:11].lower() == "data:image/"][:10]:
        head, _, body = source.partition(",")
        if head.lower().endswith(";base64") and len(body) < 2_000_000:
            try:
                yield base64.b64decode(unquote(body))
            except ValueError:
                continue


def _scripts(source: str) -> Iterator[str]:
    for found in _SCRIPT_BODY.finditer(source):
        yield found.group(1)
    for found in _HANDLER.finditer(source):
        yield found.group(1) or found.group(2)


def _script_links(script: str, where: str) -> Iterator[Link]:
    """Addresses among a script's strings, but for the libraries and namespaces that honest pages name."""
    for found in islice(_IN_SCRIPT.finditer(script[:400_000]), 60):
        url = found.group(0).replace("\\/", "/").rstrip(");,.\\")
        host = url.partition("//")[2]
        if (
            "." in host[:260]
            and not _HARMLESS.match(host)
            and (url.startswith("http") or _quoted(script, found.start()))
        ):
            yield link_to(url if url.startswith("http") else f"https:{url}", "", where)


def _quoted(script: str, at: int) -> bool:
    return script[max(0, at - 1) : at] in {'"', "'", "`"}  # else `//` starts a comment


def _once(links: list[Link]) -> tuple[Link, ...]:
    seen: dict[str, Link] = {}
    for link in links:
        if link.shown or link.written not in seen:
            seen.setdefault(f"{link.written}\n{link.shown}" if link.written in seen else link.written, link)
    return tuple(seen.values())[:500]
