"""Nobody wants to lose films or storage over a card that ran out, so the "update" page collects cards.

Real firms write the same when a card ran out: a hint, and easily checked in their own app.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "payment-failed")


SIGNAL = Signal(
    id="payment-failed",
    title="It says that a payment failed",
    says="It says that a payment failed or that a membership ends.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="cards-and-bank-details",
    fires_on={
        "declined": (
            "From: Stream Billing <bill@stream-members.example>\nSubject: Problem\n\n"
            "Your payment was declined. Please update your payment method to keep your "
            "membership.\n"
        ),
        "expired": (
            "From: Cloud Billing <care@cloud-space.example>\nSubject: Expired\n\n"
            "We were unable to process your last payment and your subscription has expired.\n"
        ),
    },
    quiet_on={
        "it worked": (
            "From: Stream Shop <help@streamshop.example>\nSubject: Thank you\n\n"
            "Thank you! Your payment for June arrived.\n"
        ),
        "a failed cake": (
            "From: Bob <bob@mail.example>\nSubject: Cake\n\nThe cake failed, so I will bring some biscuits instead.\n"
        ),
    },
)
