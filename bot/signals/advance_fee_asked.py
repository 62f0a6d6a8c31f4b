"""The fortune, prize, loan or job does not exist; the "tax" or "notary" that must be paid first is the whole
business.

Honest fees are taken from the money itself, or come with a contract you asked for.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "advance-fee-asked")


SIGNAL = Signal(
    id="advance-fee-asked",
    title="It wants money before it gives you more",
    says="It wants you to pay first so that something bigger can be paid out to you.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "the notary": (
            "From: Barrister Cole <cole@lawroom.example>\nSubject: Release\n\n"
            "You must pay a clearance fee of $850 before the funds can be released to your "
            "account.\n"
        ),
        "the withdrawal": (
            "From: Trading Desk <desk@fx-payout.example>\nSubject: Withdrawal\n\n"
            "To withdraw your profit, you need to pay a tax of 15 percent first. Pay the "
            "activation fee of $320.\n"
        ),
    },
    quiet_on={
        "a course": (
            "From: School <office@school.example>\nSubject: Evening course\n\n"
            "The evening course costs 40 EUR. You can pay at the first lesson.\n"
        ),
        "the estate agent": (
            "From: Agent <info@homes.example>\nSubject: Your flat\n\n"
            "The contract is ready. Our fee is part of the bill that the notary sends after the "
            "signing.\n"
        ),
    },
)
