"""Marketplaces protect payments that go through them. So the scammer brings an agent, a courier or a link of
their own.

Neighbours do pay in cash at the door; that is honest as long as nobody sends links or strangers. Friends settle up
with "PayPal friends and family": words that `transfer-asked` tells already count little here.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    told = {one.quote for one in case.says("transfer-asked")}
    for one in best(case, "paid-off-platform"):
        yield replace(one, weight=Weight.HINT if one.quote in told else None)


SIGNAL = Signal(
    id="paid-off-platform",
    title="It wants the payment to go around the website",
    says="It wants the payment to go around the website where you met.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="stay-on-the-platform",
    fires_on={
        "a link for the money": (
            "From: Buyer <anna.buyer@mail.test>\nSubject: Your sofa\n\n"
            "I paid through the courier service. Follow the link to receive the money from the "
            "buyer on your card.\n"
        ),
        "outside the app": (
            "From: Owner <host@flat-owner.example>\nSubject: Booking\n\n"
            "Please pay outside the platform by bank transfer, so that we both save the fee.\n"
        ),
    },
    quiet_on={
        "cash at the door": (
            "From: Bob <bob@mail.example>\nSubject: The chair\n\nI will come on Saturday at ten and bring the 20 EUR.\n"
        ),
        "a sale on the website": (
            "From: Market <info@market.example>\nSubject: You sold it\n\n"
            "Your chair was sold. The money is on your balance once the buyer has it.\n"
        ),
    },
)
