"""A number after a website's name leads to a second door of the same computer. Scammers put their page there on
somebody's hacked computer.

Technicians use such doors on their own machines; no firm sends its customers there.
"""

import re
from collections.abc import Iterator

from bot.mail.email import Link
from bot.signals._links import MOST, authority, bulk_mail, evidence, from_sender, web_links
from bot.signals.link_to_number import is_number
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_PORT = re.compile(r"[a-z0-9\]]:(\d{1,5})$", re.IGNORECASE)
_USUAL = frozenset({80, 443})


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for link in web_links(case):
        port = _odd_port(link)
        if port and count < MOST and not from_sender(case, link):
            count += 1
            weight = Weight.HINT if bulk_mail(case) else None  # technicians talk there, and old services count clicks
            yield evidence(link, weight, goes_to=link.host[:100], port=str(port))


def _odd_port(link: Link) -> int:
    """The number after the host where it is an unusual one on the open internet, else 0."""
    match = _PORT.search(authority(link.target)) if "://" in link.written[:10] else None
    port = int(match[1]) if match else 0
    outside = is_number(link.host) or not link.host.replace(".", "").isdigit()
    named = "." in link.host and not link.host.endswith((".local", ".lan", ".internal", ".localhost"))
    return port if 0 < port < 65536 and port not in _USUAL and outside and named else 0


SIGNAL = Signal(
    id="odd-port-link",
    title="A link to a side door of a website",
    says="A link goes to {goes_to} by an unusual door: number {port}. Firms do not send customers there.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a sign-in page": "From: Desk <x@bright-hill.example>\nSubject: Mailbox\n\nSign in: http://shed.test:8443/webmail\n",
        "a number": "From: Desk <x@bright-hill.example>\nSubject: Mailbox\n\nSign in: http://203.0.113.9:2096/in\n",
    },
    quiet_on={
        "the usual door": "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee https://orchard.example:443/apples\n",
        "a machine on the desk": "From: Ann <ann@farm.example>\nSubject: Test\n\nOpen http://127.0.0.1:5000/ now.\n",
        "the sender's own machine": "From: Ann <ann@farm.example>\nSubject: Test\n\nSee http://lab.farm.example:8080/\n",
    },
)
