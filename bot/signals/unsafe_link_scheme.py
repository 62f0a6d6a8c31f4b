"""Most links open a website. Some run a program in the page, hold a whole page inside, or open a folder on the
scammer's computer, and no filter can look at what they do.

Mails that were made from web pages keep harmless remains of this, and offices link to their own shared folders.
"""

import re
from collections.abc import Iterator

from bot.mail.email import Link
from bot.mail.organisation import organisation
from bot.signals._links import MOST, action_links, evidence
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30}):", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20]+")
DANGEROUS = frozenset(
    """data javascript vbscript file search-ms search ms-search ms-msdt ms-appinstaller ms-officecmd
    ms-cxh-full jar smb""".split()
)
# Remains of web pages that do nothing: void(0), print, back, close.
_NOTHING = re.compile(
    r"javascript:(?:void\(?0?\)?|;|//|#|returnfalse|(?:window\.|self\.)?(?:print|close|history\.back)\(\)"
    r"|history\.(?:back\(\)|go\(-1\)))?;?$"
)
# What a program in a link must do to harm: go elsewhere, write a page, unpack itself.
_ACTS = re.compile(r"location|document|eval|atob|unescape|fromcharcode|fetch|xmlhttp|window\.open|import\(")
_FOLDER = re.compile(r"(?:file|smb):[/\\]{2,5}([^/\\@:?#]{1,253})")


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for link in action_links(case):
        scheme = "" if link.host else _dangerous(case, link)
        if scheme and count < MOST:
            count += 1
            idle = scheme == "javascript" and not _ACTS.search(link.target[:2000].lower())
            yield evidence(link, Weight.HINT if idle else None, kind=f"{scheme}:")


def _dangerous(case: Case, link: Link) -> str:
    """The beginning of the link that makes it dangerous ("data"), or ""."""
    url = _BLANK.sub("", link.target[:2000])
    match = _SCHEME.match(url)
    scheme = match[1].lower() if match else ""
    if url.startswith("\\\\"):
        scheme, url = "file", f"file://{url[2:]}"
    if scheme not in DANGEROUS or _NOTHING.match(url.lower()):
        return ""
    if scheme in ("file", "smb"):
        return scheme if _is_outside(case, url.lower()) else ""
    if scheme in ("search", "search-ms", "ms-search"):
        return scheme if "location" in url.lower() or "crumb" in url.lower() else ""
    return (
        "" if scheme == "data" and url.lower().startswith("data:image/") and "svg" not in url[:30].lower() else scheme
    )


def _is_outside(case: Case, url: str) -> bool:
    """Whether the folder is on a computer of the open internet; in a firm a folder's host is a bare name."""
    match = _FOLDER.match(url)
    if not match or "." not in match[1] or match[1].endswith((".local", ".lan", ".internal", ".corp")):
        return False
    box, org = case.email.sender, organisation(match[1])
    return org not in case.own_domains and not (box is not None and org == box.organisation)


SIGNAL = Signal(
    id="unsafe-link-scheme",
    title="A link that is no website",
    says='A link begins with "{kind}" and opens something other than a website. Honest mail has no such links.',
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.ALARM,
    find=find,
    teaches="look-where-links-go",
    see=("CVE-2024-21412", "CVE-2022-30190"),
    fires_on={
        "a page in the link": (
            "From: Desk <x@bright-hill.example>\nSubject: Voice message\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p><a href="data:text/html;base64,PGgxPlNpZ24gaW48L2gxPg==">Listen</a></p>'
        ),
        "a program in the link": (
            "From: Desk <x@bright-hill.example>\nSubject: Voice message\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            "<p><a href=\"javascript:location=atob('aHR0cHM6')\">Listen</a></p>"
        ),
        "a stranger's folder": (
            "From: Desk <x@bright-hill.example>\nSubject: Invoice\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p><a href="file://files.bills.test/share/invoice.url">Invoice</a></p>'
        ),
    },
    quiet_on={
        "the remains of a web page": (
            "From: Shop <news@corner-shop.example>\nSubject: Tea\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p>Tea. <a href="javascript:void(0)">More</a> <a href="javascript:window.print()">Print</a></p>'
        ),
        "a folder in the house": (
            "From: Tom <tom@northwind.example>\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p><a href="file://fileserver/plans/a.docx">The plan</a></p>'
        ),
        "an address for mail": (
            "From: Tom <tom@northwind.example>\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<p><a href="mailto:ann@northwind.example">Ann</a> knows.</p>'
        ),
    },
)
