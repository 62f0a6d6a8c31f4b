"""The flat is lovely, cheap and not theirs. The owner is always abroad, and the keys come by post after the
deposit.

Honest landlords take deposits too: after a viewing, with a contract.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "rental-deposit")


SIGNAL = Signal(
    id="rental-deposit",
    title="A home to rent, but the deposit comes first",
    says="It offers a home to rent, but wants money before you have seen it.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="renting",
    fires_on={
        "abroad": (
            "From: Owner <owner.cole@mail.test>\nSubject: The flat\n\n"
            "I am currently abroad, so you pay the deposit first and I will send you the keys by "
            "post.\n"
        ),
        "others wait": (
            "From: Landlord <flat@rent-home.example>\nSubject: Viewing\n\n"
            "Many people are interested. Please pay the deposit before the viewing to reserve "
            "the apartment.\n"
        ),
    },
    quiet_on={
        "a viewing": (
            "From: Agent <info@homes.example>\nSubject: Viewing\n\n"
            "You can see the flat on Saturday at ten. Bob will open the door for you.\n"
        ),
        "rent is due": (
            "From: Landlord <jim@houses.example>\nSubject: Rent\n\n"
            "The rent for June has come, thank you. The heating man visits on Monday.\n"
        ),
    },
)
