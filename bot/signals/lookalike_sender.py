"""`arnazon.com` and `paypa1.com` are read as the real thing by somebody in a hurry, and cost ten dollars.

Honest look-alikes are words that happen to be close to a brand, so short and everyday names are left alone.
"""

from collections.abc import Iterator

from bot.signals._lookalike import NEAR
from bot.signals._sender import imitation
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if box and (brand := imitation(case, box, NEAR)):
        yield Evidence("header:From", box.written, {"brand": brand.name, "domain": box.organisation})


SIGNAL = Signal(
    id="lookalike-sender",
    title="An address that is almost the real one",
    says="The sender's address only looks like {brand}'s: letters are changed, added or swapped.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "rn for m": "From: Amazon <orders@arnazon.com>\nSubject: Your order\n\nHello.",
        "a digit for a letter": "From: service@paypa1.com\nSubject: Your receipt\n\nHello.",
        "swapped letters": "From: Microsoft <team@mircosoft.com>\nSubject: Sign-in\n\nHello.",
        "a hyphen": "From: service@pay-pal.com\nSubject: Your receipt\n\nHello.",
    },
    quiet_on={
        "the firm itself": "From: service@paypal.com\nSubject: Your receipt\n\nHello.",
        "a river": "From: hello@amazonas-reisen.example\nSubject: Boats\n\nHello.",
        "a family name": "From: ann@applebee.example\nSubject: Lunch\n\nHello.",
        "a word that is close": "From: zoo@orangerie.example\nSubject: Opening hours\n\nHello.",
    },
)
