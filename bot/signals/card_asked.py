"""Card number, date and the three digits on the back are enough to shop with, so a small pretext is made to
get them.

Honest shops take a card on their own payment page after you ordered, and tell you so; they do not ask by
mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "card-asked")


SIGNAL = Signal(
    id="card-asked",
    title="It asks for your card's numbers",
    says="It asks for the numbers on your card.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="cards-and-bank-details",
    fires_on={
        "refund to the card": (
            "From: Refunds <refund@tax-claims.example>\nSubject: Your refund\n\n"
            "To receive your refund, please enter your card number, expiry date and CVV on the "
            "next page.\n"
        ),
        "have it ready": (
            "From: Parcel Desk <desk@parcel-help.example>\nSubject: Delivery\n\n"
            "Please confirm your credit card details to release the parcel and have your debit "
            "card ready.\n"
        ),
        "in German": (
            "From: Paket <info@paket-dienst.example>\nSubject: Ihr Paket\n\n"
            "Bitte geben Sie Ihre Kartennummer, das Ablaufdatum und den CVV ein, um die "
            "Zustellung zu bezahlen.\n"
        ),
    },
    quiet_on={
        "a receipt": (
            "From: Bakery <shop@bakery.example>\nSubject: Receipt\n\n"
            "Thank you for your visit. We charged 12.40 EUR to the card ending in 4242. The "
            "receipt is below.\n"
        ),
        "a card has arrived": (
            "From: Harbour Bank <cards@harbourbank.example>\nSubject: Your new card\n\n"
            "Your new card is on its way by post and should arrive within five working days.\n"
        ),
    },
)
