"""A shop that exists since last week sells everything at a tenth. What comes, if anything, is not what you
bought; the card is known.

Honest sales give a third or half off, from a shop that you can find elsewhere too.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "too-good-offer")


SIGNAL = Signal(
    id="too-good-offer",
    title="It is too good to be true",
    says="It offers something at a price that is too good to be true.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="bargains",
    fires_on={
        "ninety percent": (
            "From: Outlet <sale@brand-outlet.example>\nSubject: Clearance\n\n"
            "Store closing, up to 90% off everything! Limited stock, everything must go.\n"
        ),
        "free": (
            "From: Gadget Deals <win@gadget-free.example>\nSubject: Free\n\n"
            "Get your free smartwatch today, you only pay shipping.\n"
        ),
    },
    quiet_on={
        "a small sale": (
            "From: Shoe Shop <shop@shoes.example>\nSubject: Sale\n\nWinter shoes are a little cheaper from Monday.\n"
        ),
        "free to a good home": (
            "From: Bob <bob@mail.example>\nSubject: Kittens\n\nWe have three kittens who look for a home.\n"
        ),
    },
)
