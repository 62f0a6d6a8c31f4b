"""A code in a picture hides the website from filters and from you, and takes you from the office computer to
your own phone.

Tickets and parcel labels carry codes honestly: there somebody else scans yours.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "scan-code-asked")


SIGNAL = Signal(
    id="scan-code-asked",
    title="It wants you to scan a square code",
    says="It wants you to scan a square code. Nobody can see where such a code leads.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="square-codes",
    fires_on={
        "a second key": (
            "From: Security <mfa@enrol-centre.example>\nSubject: Action needed\n\n"
            "Please scan the QR code below with your phone camera to keep access to your "
            "account.\n"
        ),
        "a salary": (
            "From: HR <hr@pay-review.example>\nSubject: Bonus\n\n"
            "Scan the code with the camera of your mobile phone to read your salary review.\n"
        ),
    },
    quiet_on={
        "a ticket": (
            "From: Theatre <box@theatre.example>\nSubject: Your ticket\n\n"
            "Here is your ticket. Our staff will scan it at the door.\n"
        ),
        "a scanner": (
            "From: Ann <ann@firm.example>\nSubject: Scanner\n\n"
            "The scanner on the second floor is broken, please use the other one.\n"
        ),
    },
)
