"""A short address hides where it goes, so scammers use it to get past people and filters.

Friends and news sheets shorten links too; alone it counts little.
"""

from collections.abc import Iterator

from bot.mail.email import Link
from bot.signals._links import MOST, by_mail_service, evidence, from_sender, web_links
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    shorteners = case.brands.shared.shorteners
    count = 0
    for link in web_links(case):
        short = link.host in shorteners or link.organisation in shorteners
        if short and count < MOST and not by_mail_service(case, link) and not _is_senders(case, link):
            count += 1
            yield evidence(link, goes_to=link.host)


def _is_senders(case: Case, link: Link) -> bool:
    """Whether the sender has this shortener for itself (amzn.to for Amazon)."""
    box, owner = case.email.sender, case.brands.owner(link.organisation)
    shared = owner is not None and box is not None and case.brands.owner(box.organisation) is owner
    return shared or from_sender(case, link)


SIGNAL = Signal(
    id="link-shortened",
    title="A short link that hides where it goes",
    says="A link goes through {goes_to}, which hides the website behind it.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.HINT,
    find=find,
    teaches="look-where-links-go",
    fires_on={
        "a parcel": "From: Parcels <x@bright-hill.example>\nSubject: Parcel\n\nPay here: https://bit.ly/3xYzAbC\n",
        "behind a button": (
            "From: Desk <x@bright-hill.example>\nSubject: Mailbox\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<a href="https://tinyurl.com/y7abcd">Keep my mailbox</a>'
        ),
    },
    quiet_on={
        "a whole address": "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee https://farm.example/apples\n",
        "an address that ends alike": "From: Ann <ann@farm.example>\nSubject: Notes\n\nSee https://rabbit.ly.example/a\n",
        "only named": "From: Ann <ann@farm.example>\nSubject: Links\n\nDo you use Bitly for links?\n",
    },
)
