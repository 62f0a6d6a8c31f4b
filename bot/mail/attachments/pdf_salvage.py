"""A PDF that no library opens may still open on somebody's screen: its addresses and strings, in the raw."""

import re
from itertools import islice

from bot.mail.attachments.links import link_to
from bot.mail.attachments.pdf_lines import lines
from bot.mail.attachments.pdf_streams import inflated
from bot.mail.attachments.pdf_text import loose
from bot.mail.attachments.reading import Budget, Reading
from bot.mail.plain_links import links_in_text

_STREAMS = 60
_URI = re.compile(rb"/URI\s{0,9}\(([^()\\\r\n]{4,2000}+)\)")
_SCRIPT = re.compile(rb"/(?:JavaScript|JS|Launch)\b")
_STREAM = re.compile(rb"stream\r?\n")


def salvaged(data: bytes, name: str, budget: Budget) -> Reading:
    """Links, strings and the presence of scripts, without regard to the file's structure; never raises."""
    where = f"attachment:{name}"
    bodies = list(_bodies(data, budget))
    whole = [data[:2_000_000], *bodies]
    links = [
        link_to(found.group(1).decode("utf-8", "replace"), "", where)
        for body in whole
        for found in islice(_URI.finditer(body), 50)
    ]
    text = "\n".join(filter(None, (lines(loose(body, budget)) for body in bodies if b"Tj" in body or b"TJ" in body)))
    links += links_in_text(text, where)
    scripts = any(_SCRIPT.search(body) for body in whole)
    return Reading(text=text, links=tuple(dict.fromkeys(links))[:200], scripts=scripts)


def _bodies(data: bytes, budget: Budget) -> list[bytes]:
    found: list[bytes] = []
    for stream in islice(_STREAM.finditer(data), _STREAMS):
        ends = data.find(b"endstream", stream.end(), stream.end() + 1_000_000)
        raw = data[stream.end() : ends if ends >= 0 else stream.end() + 1_000_000]
        body = inflated(raw, min(400_000, budget.unpacked)) if raw[:1] in {b"x", b"h", b"H", b"X"} else raw[:400_000]
        budget.all_of("unpacked", len(body))
        found.append(body or raw[:400_000])
    return found
