"""Nobody worries about two euros. The page that takes them keeps the card number, and that was the aim.

Customs and toll fees exist. Honest ones come by letter, at the door or in the app you already use.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "small-fee-asked")


SIGNAL = Signal(
    id="small-fee-asked",
    title="It asks for a small fee",
    says="It asks for a small payment first. The real aim is often your card number.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="parcels",
    fires_on={
        "redelivery": (
            "From: Parcel Desk <info@parcel-redeliver.example>\nSubject: Your parcel\n\n"
            "Please pay the redelivery fee of £1.99 within 24 hours to schedule a new delivery.\n"
        ),
        "customs": (
            "From: Customs <care@customs-parcel.example>\nSubject: Held\n\n"
            "Your package is held. Pay a small customs fee of 2,99 EUR to release your package.\n"
        ),
        "in German": (
            "From: Paket <info@paket-dienst.example>\nSubject: Ihr Paket\n\n"
            "Bitte bezahlen Sie die Zollgebühr von 2,99 EUR, damit wir Ihr Paket zustellen "
            "können.\n"
        ),
    },
    quiet_on={
        "the fee is paid": (
            "From: Post Shop <info@postshop.example>\nSubject: On its way\n\n"
            "Your parcel is on its way. The postage was paid by the sender, so there is nothing "
            "to do.\n"
        ),
        "a club": (
            "From: Chess Club <club@chess.example>\nSubject: Summer party\n\n"
            "The summer party is on Friday. Food is free, please bring a chair.\n"
        ),
    },
)
