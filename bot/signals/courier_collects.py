"""The last step of a false bank or police story: a friendly courier at the door takes the card, the cash or
the gold.

Parcel services collect parcels. No bank and no police officer collects cards or money.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "courier-collects")


SIGNAL = Signal(
    id="courier-collects",
    title="Somebody will come to collect your card or cash",
    says="It says that somebody will come to collect your card, cash or valuables.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="safe-account",
    fires_on={
        "the card": (
            "From: Harbour Bank <care@hb-cards.example>\nSubject: Your card\n\n"
            "Our courier will come to collect your card and PIN this afternoon. Please put them "
            "in an envelope.\n"
        ),
        "the cash": (
            "From: Officer Hale <hale@case-desk.example>\nSubject: Evidence\n\n"
            "An officer will come to your home to pick up the cash and the gold for safekeeping.\n"
        ),
    },
    quiet_on={
        "a parcel": (
            "From: Post Shop <info@postshop.example>\nSubject: Your return\n\n"
            "Your return is booked. Our driver comes by on Monday between nine and noon.\n"
        ),
        "children": (
            "From: School <office@school.example>\nSubject: Early end\n\n"
            "School ends at noon on Friday. Please be at the gate in time.\n"
        ),
    },
)
