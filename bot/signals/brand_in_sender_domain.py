"""`paypal-refunds.shop` belongs to whoever registered it: a brand's name inside a longer address proves
nothing.

Fans, resellers and towns use such names honestly, so it is a clue; names that are everyday words need a
second word that scammers add.
"""

from collections.abc import Iterator

from bot.signals._lookalike import INSIDE
from bot.signals._sender import imitation
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if box and (brand := imitation(case, box, INSIDE)):
        yield Evidence("header:From", box.written, {"brand": brand.name})


SIGNAL = Signal(
    id="brand-in-sender-domain",
    title="A brand's name inside somebody else's address",
    says="The sender's address has the name {brand} in it, but it is not {brand}'s own address.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "with hyphens": "From: Orders <help@amazon-orders-help.com>\nSubject: Your order\n\nHello.",
        "in front": "From: Service <info@secure-paypal.shop>\nSubject: Your receipt\n\nHello.",
        "a short name": "From: Parcels <info@dhl-delivery.top>\nSubject: Your parcel\n\nHello.",
        "in one word": "From: Service <info@securepaypallogin.com>\nSubject: Your receipt\n\nHello.",
    },
    quiet_on={
        "a river": "From: hello@amazonas-reisen.example\nSubject: Boats\n\nHello.",
        "a family name": "From: ann@chasewater.example\nSubject: Lunch\n\nHello.",
        "a word made longer": "From: hi@spotifyable.example\nSubject: Music\n\nHello.",
        "a short name by chance": "From: hi@ups-and-downs.example\nSubject: Theatre\n\nHello.",
        "the firm itself": "From: PayPal <service@intl.paypal.com>\nSubject: Your receipt\n\nHello.",
    },
)
