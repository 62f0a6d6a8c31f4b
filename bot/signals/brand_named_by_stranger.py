"""A name in the text is borrowed more easily than an address, and readers look at the text.

Colleagues, newsletters and partners name brands as well. They say who they are, write in a list or a
thread, or name it in passing.
"""

from collections.abc import Iterator

from bot.signals._stranger import naming, spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    sent_from = case.email.sender.organisation if case.email.sender else ""
    for claim in spoken_for(case):
        if claim.where != "name":  # brand-from-elsewhere and its kin tell that one
            where, words = naming(case, claim)
            yield Evidence(where, words, {"brand": claim.brand.name, "sent_from": sent_from})
            return


SIGNAL = Signal(
    id="brand-named-by-stranger",
    title="It speaks for a brand that did not send it",
    says="It speaks for {brand}, but it was sent from {sent_from}.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "an order": (
            "From: Order Desk <orders.desk.2088@gmail.com>\nSubject: Order 114-2201\n\n"
            "Thank you for your order with Amazon. Your order number is 114-2201.\n"
        ),
        "signed by a person": (
            "From: Emma Clark <emma.clark.771@gmail.com>\nSubject: Invoice\n\n"
            "Your McAfee plan has been renewed and $349.99 has been charged to your account. If "
            "you did not authorize this, call +1 (888) 555-0142 to cancel.\n\nEmma Clark\n"
        ),
        "a threat": (
            "From: Service <care@bright-hill.example>\nSubject: Notice\n\n"
            "Your Netflix account has been suspended. It will be permanently closed if you do "
            "nothing.\n"
        ),
        "named again and again": (
            "From: Desk <x1@bright-hill.example>\nSubject: Your Netflix plan\n\n"
            "Watch Netflix everywhere. Netflix has a new plan for you.\n"
        ),
    },
    quiet_on={
        "a colleague": (
            "From: Ann Miller <ann@firm.example>\nSubject: Microsoft\n\n"
            "Microsoft has a new Word. I read that Microsoft will show it in May.\n\nAnn\n"
        ),
        "a newsletter": (
            "From: Tech Weekly <news@techweekly.example>\nSubject: Netflix and PayPal\n\n"
            "Netflix grows. PayPal shrinks. Netflix grows again. You read Tech Weekly.\n"
        ),
        "the brand itself": (
            "From: Netflix <info@mailer.netflix.com>\nSubject: Your Netflix plan\n\n"
            "Netflix has a new plan for you. Watch Netflix everywhere.\n"
        ),
        "a mailing list": (
            "From: Bob <bob@lake.example>\nSubject: Dropbox\nList-Id: <talk.lists.test>\n\n"
            "Dropbox is slow. Is Dropbox slow for you?\n"
        ),
        "a friend": (
            "From: ann.miller@gmail.com\nSubject: Netflix\n\nIs Netflix down? Our Netflix shows nothing.\n\nAnn\n"
        ),
    },
)
