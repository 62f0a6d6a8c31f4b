"""What stands before an @ in a web address is a user's name, and browsers ignore it: in `amazon.com@evil.example`
the website is evil.example.

A plain name before the @ is a slip of the pen or a technician's login.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from bot.mail.email import Link
from bot.mail.organisation import organisation
from bot.mail.plain_links import organisation_of_text
from bot.signals._links import MOST, authority, evidence, web_links
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for link in web_links(case):
        shown = _shown_first(link)
        if shown and count < MOST and shown != organisation(link.host):
            count += 1
            yield evidence(link, shown=shown, goes_to=link.host)


def _shown_first(link: Link) -> str:
    """The organisation whose address stands where a user's name should, or ""."""
    for url in (link.written, link.target):
        name, at, _ = authority(url).rpartition("@")
        if at and "." in (name := unquote(name)):
            return organisation_of_text(name.partition(":")[0].partition("/")[0])
    return ""


SIGNAL = Signal(
    id="userinfo-link",
    title="A link with a false beginning",
    says="A link begins with {shown}, but what counts comes after the @: {goes_to}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.ALARM,
    find=find,
    teaches="look-where-links-go",
    see=("RFC 3986, 7.6",),
    fires_on={
        "a shop in front": (
            "From: Desk <x@bright-hill.example>\nSubject: Order\n\nSee https://amazon.com@orders.test/a now.\n"
        ),
        "a shop and its path in disguise": (
            "From: Desk <x@bright-hill.example>\nSubject: Order\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<a href="https://www.paypal.com%2Fsignin@pay-check.test/in">Sign in</a>'
        ),
    },
    quiet_on={
        "a user's name": "From: Ann <ann@farm.example>\nSubject: Files\n\nUse https://ann@files.farm.example/tree\n",
        "an @ in the path": "From: Ann <ann@farm.example>\nSubject: Post\n\nSee https://social.example/@ann.example/1\n",
        "an address for mail": "From: Ann <ann@farm.example>\nSubject: Mail\n\nWrite to ann@farm.example please.\n",
    },
)
