"""The cheque is false and bounces weeks later; what you sent on to the "mover" or bought in the shop was
your own money.

Honest buyers pay the price. A shop that paid you twice takes it back by itself.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "overpayment")


SIGNAL = Signal(
    id="overpayment",
    title="It pays too much and wants part of it back",
    says="It pays you too much and wants part of it passed on.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "the mover": (
            "From: Buyer <eng.cole@mail.test>\nSubject: Your table\n\n"
            "I will send a cheque that includes the mover's money. Deduct your £350 and send the "
            "balance to the mover.\n"
        ),
        "the mystery shopper": (
            "From: Shopper Team <team@shop-survey.example>\nSubject: Your first task\n\n"
            "Deposit the cheque, keep $450 as your pay and use the rest to buy gift cards.\n"
        ),
    },
    quiet_on={
        "a refund": (
            "From: Bakery <shop@bakery.example>\nSubject: Sorry\n\n"
            "We charged you twice by mistake and have already sent 12 EUR back to your card.\n"
        ),
        "a deposit at the bank": (
            "From: Ann <ann@mail.example>\nSubject: Grandma's cheque\n\n"
            "Grandma sent a cheque for your birthday. I will bring it on Sunday.\n"
        ),
    },
)
