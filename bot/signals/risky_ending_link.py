"""Some endings of addresses cost next to nothing for a year, so throw-away websites have them.

Honest clubs and shops have them too; that is why it counts little.
"""

from collections.abc import Iterator

from bot.signals._links import MOST, brand_of, evidence, from_sender, only_named, web_links
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    seen: set[str] = set()
    for link in web_links(case):
        ending = link.host.rpartition(".")[2]
        if ending not in case.brands.shared.risky_endings or link.organisation in seen or len(seen) >= MOST:
            continue
        if only_named(link):
            continue  # "config.site" in a text is a file more often than a website
        if not from_sender(case, link) and not brand_of(case, link.organisation):
            seen.add(link.organisation)
            yield evidence(link, ending=f".{ending}")


SIGNAL = Signal(
    id="risky-ending-link",
    title="A link with an ending that scammers like",
    says="A link goes to an address that ends in {ending}, which is cheap and much used for throw-away websites.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.HINT,
    find=find,
    teaches="look-where-links-go",
    see=("Interisle, Phishing Landscape 2025",),
    fires_on={
        "a parcel": "From: Parcels <x@bright-hill.example>\nSubject: Parcel\n\nPay: https://parcel-desk.top/x\n",
        "behind a button": (
            "From: Desk <x@bright-hill.example>\nSubject: Mailbox\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<a href="https://keepmail.click/a">Keep my mailbox</a>'
        ),
    },
    quiet_on={
        "a usual ending": "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee https://orchard.example/top\n",
        "the sender's own website": "From: Club <hi@chess-club.site>\nSubject: Chess\n\nSee https://chess-club.site/dates\n",
        "a file's name": "From: Ann <ann@farm.example>\nSubject: Setup\n\nPlease edit config.site and try again.\n",
    },
)
