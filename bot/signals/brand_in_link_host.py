"""A website's name may hold any other name: `paypal-refunds.shop` and `netflix.evil.example` belong to whoever made
them.

Fans, resellers and towns do this honestly, so it is a clue and no more.
"""

from collections.abc import Iterator

from bot.library.brands import Brand
from bot.mail.email import Link
from bot.signals._links import MOST, by_mail_service, evidence, from_sender, web_links
from bot.signals._lookalike import INSIDE, lookalike_of
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    seen: set[str] = set()
    for link in web_links(case):
        brand = _inside(case, link)
        if brand and link.organisation not in seen and count < MOST:
            seen.add(link.organisation)
            count += 1
            # The sender's address says it already, or the brand has more addresses than we know.
            weight = Weight.HINT if from_sender(case, link) or _sends(case, brand) else None
            yield evidence(link, weight, brand=brand.name, goes_to=link.host[:100])


def _inside(case: Case, link: Link) -> Brand | None:
    found = lookalike_of(link.host, case.brands)
    if not found or found[1] != INSIDE or link.organisation in case.own_domains or by_mail_service(case, link):
        return None
    return found[0]


def _sends(case: Case, brand: Brand) -> bool:
    """Whether the sender's address is the brand's own."""
    box = case.email.sender
    return box is not None and brand.owns(box.organisation)


SIGNAL = Signal(
    id="brand-in-link-host",
    title="A brand's name inside somebody else's website",
    says="A link goes to {goes_to}. It has the name {brand} in it, but is not {brand}'s own website.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "with hyphens": (
            "From: Desk <x@bright-hill.example>\nSubject: Order\n\nSee https://amazon-orders-help.com/x now.\n"
        ),
        "a parcel": "From: Desk <x@bright-hill.example>\nSubject: Parcel\n\nPay: https://evri-reschedule.top/x\n",
        "on a free site": (
            "From: Desk <x@bright-hill.example>\nSubject: Money\n\nSign in: https://paypal-login.web.app/x\n"
        ),
    },
    quiet_on={
        "the firm itself": "From: PayPal <service@paypal.com>\nSubject: Receipt\n\nSee https://www.paypal.com/receipt\n",
        "a river": "From: Ann <ann@farm.example>\nSubject: Boats\n\nSee https://amazonas-reisen.example/boats\n",
        "a word made longer": "From: Ann <ann@farm.example>\nSubject: Music\n\nSee https://spotifyable.example/a\n",
    },
)
