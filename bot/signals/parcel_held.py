"""Somebody always waits for a parcel. The page behind the button wants an address, a fee and the card.

Carriers do have trouble with parcels. The tracking number in your own order, typed on their website, tells
the truth.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "parcel-held")


SIGNAL = Signal(
    id="parcel-held",
    title="It says that a parcel is stuck",
    says="It says that a parcel is stuck and that you must do something.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="parcels",
    fires_on={
        "an address": (
            "From: Parcel Desk <info@parcel-redeliver.example>\nSubject: Held\n\n"
            "Your parcel could not be delivered because the address is incomplete. Please update "
            "your address.\n"
        ),
        "customs": (
            "From: Post Hub <post@hub-track.example>\nSubject: Waiting\n\n"
            "Your package is being held at our depot and is awaiting customs clearance. Confirm "
            "the delivery.\n"
        ),
    },
    quiet_on={
        "it is coming": (
            "From: Post Shop <info@postshop.example>\nSubject: Today\n\n"
            "Your parcel comes today between two and four. Nothing to do.\n"
        ),
        "a neighbour has it": (
            "From: Bob <bob@mail.example>\nSubject: Your box\n\n"
            "The driver left a box for you with me. I am at home all evening.\n"
        ),
    },
)
