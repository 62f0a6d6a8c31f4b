"""The loan never comes; its "insurance" or "handling fee" is the aim, from people who are short of money
already.

Banks advertise loans too, but under their own name and never without looking at you.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "loan-offered")


SIGNAL = Signal(
    id="loan-offered",
    title="A stranger offers you a loan",
    says="A stranger offers you a loan with hardly any questions.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "two percent": (
            "From: Mr Cole Finance <cole.finance@mail.test>\nSubject: Loan\n\n"
            "We offer loans from 5,000 to 5,000,000 EUR at 2% interest rate. No credit check. "
            "Apply now.\n"
        ),
        "urgent": (
            "From: Loan Firm <info@loan-help.example>\nSubject: Loan offer\n\n"
            "Do you need an urgent loan? We give personal and business loans at 3% interest "
            "without collateral.\n"
        ),
    },
    quiet_on={
        "a library": (
            "From: Library <desk@library.example>\nSubject: Your loan\n\n"
            "Your loan of two books ends on Monday. You can keep them longer at the desk.\n"
        ),
        "on loan": (
            "From: Museum <info@museum.example>\nSubject: New pictures\n\n"
            "Three pictures from Oslo are with us until May. Come and see.\n"
        ),
    },
)
