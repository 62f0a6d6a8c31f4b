"""`paypa1.com` reads like PayPal on a hurried day, and anybody could register it.

Some honest names are close by chance; those are known, or too far apart to count.
"""

from collections.abc import Iterator

from bot.signals._links import MOST, evidence, from_sender, web_links
from bot.signals._lookalike import NEAR, lookalike_of
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    seen: set[str] = set()
    for link in web_links(case):
        found = lookalike_of(link.host, case.brands)
        if found and found[1] == NEAR and link.organisation not in seen and count < MOST:
            if link.organisation in case.own_domains:
                continue
            seen.add(link.organisation)
            count += 1
            own = Weight.CLUE if from_sender(case, link) else None  # `lookalike-sender` has said it
            yield evidence(link, own, brand=found[0].name, goes_to=link.host[:100])


SIGNAL = Signal(
    id="lookalike-link",
    title="A link that imitates a well-known address",
    says="A link goes to {goes_to}, which only looks like {brand}'s address.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "a digit for a letter": (
            "From: Desk <x@bright-hill.example>\nSubject: Receipt\n\nSee https://www.paypa1.com/receipt now.\n"
        ),
        "two letters swapped": (
            "From: Desk <x@bright-hill.example>\nSubject: Mailbox\n\nSign in at https://login.micorsoft.com/x now.\n"
        ),
        "two letters that look like one": (
            "From: Desk <x@bright-hill.example>\nSubject: Order\n\nYour order: https://arnazon.com/orders\n"
        ),
    },
    quiet_on={
        "the firm itself": "From: PayPal <service@paypal.com>\nSubject: Receipt\n\nSee https://www.paypal.com/receipt\n",
        "another word": "From: Ann <ann@farm.example>\nSubject: Boats\n\nSee https://amazonas.example/boats\n",
        "another name": "From: Ann <ann@farm.example>\nSubject: Lunch\n\nSee https://applebees.example/menu\n",
    },
)
