"""A forger can write any name and address in From, but needs your answer in a mailbox that is theirs.

So the mail names another address for replies. Newsletters and help desks do so honestly: alone it
counts little.
"""

from collections.abc import Iterator

from bot.signals._sender import is_list_mail, one_owner
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    sender = case.email.sender
    if not sender or not sender.domain or is_list_mail(case.email):
        return
    brand = case.brands.owner(sender.organisation)
    if brand and brand.relays and case.email.authentication.aligned_pass(sender.domain):
        return  # a service that carries other people's mail says whose it is
    for box in case.email.reply_to[:5]:
        if box.domain and not one_owner(case.brands, box.organisation, sender.organisation):
            yield Evidence("header:Reply-To", box.address, {"goes_to": box.organisation})
            return


SIGNAL = Signal(
    id="reply-to-elsewhere",
    title="Your answer would go to somebody else",
    says="If you answer it, your words go to {goes_to}, not back to the sender you see.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-who-you-answer",
    see=("RFC 5322, 3.6.2",),
    fires_on={
        "another firm": "From: Ann <ann@acme.example>\nReply-To: desk@mail.test\nSubject: Hello\n\nHi",
        "one of two": "From: ann@acme.example\nReply-To: ann@acme.example, b@mail.test\nSubject: Hello\n\nHi",
    },
    quiet_on={
        "the same firm": "From: news@acme.example\nReply-To: help@eu.acme.example\nSubject: News\n\nHi",
        "nothing said": "From: news@acme.example\nSubject: News\n\nHi",
        "another address of the brand": ("From: shop@amazon.com\nReply-To: help@amazon.de\nSubject: News\n\nHi"),
        "a mailing list": (
            "From: Ann <ann@acme.example>\nReply-To: talk@lists.test\nList-Id: <talk.lists.test>\nSubject: Hello\n\nHi"
        ),
    },
)
