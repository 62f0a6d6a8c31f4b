"""A refund sounds like your own money, so people hand over the card "to receive it".

Honest refunds go back the way you paid. Nobody needs your card number to pay you, nor a claim from you.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "refund-promised")


SIGNAL = Signal(
    id="refund-promised",
    title="It promises money back",
    says="It promises you money back that you did not ask for.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="prizes",
    fires_on={
        "tax": (
            "From: Tax Office <refund@tax-claims.example>\nSubject: Refund\n\n"
            "You are eligible to receive a tax refund of £286.40. Claim your refund now.\n"
        ),
        "energy": (
            "From: Energy Refunds <care@power-back.example>\nSubject: Overpaid\n\n"
            "According to our records you are owed a refund of 184,20 EUR. Please submit your "
            "refund request.\n"
        ),
    },
    quiet_on={
        "a shop pays back": (
            "From: Bakery <shop@bakery.example>\nSubject: Your money\n\n"
            "We have sent 12 EUR back to your card. You need do nothing, it takes three days.\n"
        ),
        "a ticket": (
            "From: Theatre <box@theatre.example>\nSubject: Cancelled\n\n"
            "Tonight's play is cancelled. The money is already on its way to your account.\n"
        ),
    },
)
