"""A false sign-in page looks better when it already knows the victim's address, so the link carries it along.

Newsletters put it in links as well, to unsubscribe or to keep settings, and services do in links to themselves.
"""

import base64
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote

from bot.mail.email import Link, Mailbox
from bot.signals._links import (
    ASKS,
    MOST,
    PUSHES,
    authority,
    bulk_mail,
    by_mail_service,
    evidence,
    from_sender,
    web_links,
)
from bot.signals._sender import one_owner
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST_RECIPIENTS = 5
LONGEST = 4000


def find(case: Case) -> Iterator[Evidence]:
    boxes = [box for box in _recipients(case) if "@" in box.address[1:-1]]
    count = 0
    for link in web_links(case) if boxes else ():
        found = next((box.address for box in boxes if _carries(link, box.address)), "")
        if found and count < MOST and not _has_reason(case, link, found):
            count += 1
            yield evidence(link, _weight(case, link, found), address=found[:100], goes_to=link.host[:100])


def _recipients(case: Case) -> tuple[Mailbox, ...]:
    """Who got the mail: also the person who sent it on to us."""
    sent_on = (case.email.forwarded_by,) if case.email.forwarded_by else ()
    return (*sent_on, *case.email.to)[:MOST_RECIPIENTS]


def _carries(link: Link, address: str) -> bool:
    """Whether query, fragment or path of the link hold the address, plain, percent-encoded, in base64 or hex."""
    for url in {link.written[:LONGEST], link.target[:LONGEST]}:
        rest = url.partition(authority(url))[2] if "://" in url[:10] else ""
        if rest and any(form in rest or form in rest.lower() for form in _written_as(address)):
            return True
    return False


@lru_cache(maxsize=256)
def _written_as(address: str) -> tuple[str, ...]:
    plain = address.encode()
    forms = [address, quote(address, safe="").lower(), plain.hex()]
    for skipped in range(3):  # base64 looks different at each of three places
        # The letters at both ends depend on what stands around the address: they are left off.
        whole = base64.b64encode(b"x" * skipped + plain).decode().rstrip("=")
        middle = whole[(0, 2, 3)[skipped] : -1]
        forms += [middle, middle.replace("+", "-").replace("/", "_")]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= 8))


def _weight(case: Case, link: Link, address: str) -> Weight | None:
    """A newsletter's link may hold the address openly; in code, or behind a #, it is there for the page."""
    query = link.target[:LONGEST].partition("#")[0].lower()
    openly = address in query or quote(address, safe="").lower() in query
    return Weight.HINT if openly and bulk_mail(case) and not case.expresses(*ASKS, *PUSHES) else None


def _has_reason(case: Case, link: Link, address: str) -> bool:
    """Whether the link goes to the sender, to the recipient's own firm, or to a service that counts clicks."""
    own = address.rpartition("@")[2]
    at_home = not case.brands.is_freemail(own) and one_owner(case.brands, link.organisation, own)
    owner = case.brands.owner(link.organisation)
    return (
        from_sender(case, link)
        or at_home
        or by_mail_service(case, link)
        or (owner is not None and owner.owns(link.organisation))
    )


SIGNAL = Signal(
    id="recipient-in-link",
    title="A link that carries your address to a stranger",
    says="A link carries your address {address} along to {goes_to}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "at the end": (
            "From: Mailbox <x@bright-hill.example>\nTo: tom@northwind.example\nSubject: Mailbox\n\n"
            "Keep your mailbox: https://keep-mail.test/in#tom@northwind.example\n"
        ),
        "in code": (
            "From: Mailbox <x@bright-hill.example>\nTo: tom@northwind.example\nSubject: Mailbox\n\n"
            "Keep your mailbox: https://keep-mail.test/in?e=dG9tQG5vcnRod2luZC5leGFtcGxl\n"
        ),
        "with percent signs": (
            "From: Mailbox <x@bright-hill.example>\nTo: tom@northwind.example\nSubject: Mailbox\n\n"
            "Keep your mailbox: https://keep-mail.test/in?user=tom%40northwind.example\n"
        ),
    },
    quiet_on={
        "to unsubscribe": (
            "From: Shop <news@corner-shop.example>\nTo: tom@northwind.example\nSubject: Tea\n\n"
            "Stop these mails: https://letters.example/unsubscribe?e=tom@northwind.example\n"
        ),
        "to the sender itself": (
            "From: Shop <news@corner-shop.example>\nTo: tom@northwind.example\nSubject: New password\n\n"
            "Choose it here: https://my.corner-shop.example/new?email=tom%40northwind.example&t=81\n"
        ),
        "to the recipient's own firm": (
            "From: Ann <ann@farm.example>\nTo: tom@northwind.example\nSubject: List\n\n"
            "Is this you? https://people.northwind.example/?q=tom@northwind.example\n"
        ),
    },
)
