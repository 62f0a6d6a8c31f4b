"""Whoever drives believes it, the sum is small and the threat is large. The page takes the card.

Tolls and fines are real, but come by letter, or wait in the account you drive with.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "toll-or-fine")


SIGNAL = Signal(
    id="toll-or-fine",
    title="It speaks of an unpaid toll or fine",
    says="It says that you owe a toll or a fine.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="fines-and-tolls",
    fires_on={
        "a toll": (
            "From: Toll Services <pay@toll-dept.example>\nSubject: Unpaid toll\n\n"
            "You have an unpaid toll of $6.99. Pay now to avoid late fees and the suspension of "
            "your registration.\n"
        ),
        "parking": (
            "From: Parking Office <office@parking-fine.example>\nSubject: Penalty\n\n"
            "You have an outstanding parking fine. Pay the penalty charge notice today to avoid "
            "a higher fine.\n"
        ),
    },
    quiet_on={
        "fine weather": (
            "From: Ann <ann@mail.example>\nSubject: Sunday\n\n"
            "The weather will be fine on Sunday, so let us park at the lake.\n"
        ),
        "a bridge": (
            "From: Town Hall <desk@town.example>\nSubject: The bridge\n\n"
            "The bridge is open again and free for bicycles.\n"
        ),
    },
)
