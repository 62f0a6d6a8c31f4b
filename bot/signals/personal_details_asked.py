"""The list is the first step of a long con: it shows who answers, and gives the next letters a name and an
address.

Forms of honest firms ask for some of it on their own website; a stranger's mail that lists it all is a
lure.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "personal-details-asked")


SIGNAL = Signal(
    id="personal-details-asked",
    title="It asks for a list of facts about you",
    says="It asks for a list of facts about you, such as name, address, phone, age or job.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "the old list": (
            "From: Mr Daniel Cole <d.cole@lawroom.example>\nSubject: Your payment\n\n"
            "To proceed, send your full name, address, telephone number, age and occupation.\n"
        ),
        "to claim": (
            "From: Grant Desk <desk@grants-help.example>\nSubject: Grant\n\n"
            "Please provide your full name, home address, phone number and date of birth to "
            "claim the grant.\n"
        ),
    },
    quiet_on={
        "a sign at the bottom": (
            "From: Ann Miller <ann@firm.example>\nSubject: Hello\n\nSee you on Monday.\n\nAnn Miller\n"
            "Phone: 020 7946 0123\nAddress: 1 High Street\n"
        ),
        "an order": (
            "From: Bakery <shop@bakery.example>\nSubject: Your order\n\n"
            "Your cake will come to the address you gave us on Friday at noon.\n"
        ),
    },
)
