"""A price to be shocked at and a number to call are all that the callback order needs, in any language.

This sees the shape without understanding the words: somebody speaks for a brand, is not that brand, shows an
amount of money and gives a telephone number. The brand's own order mails come from the brand.
"""

from collections.abc import Iterator

from bot.library.quotes import quote
from bot.library.words import AMOUNT
from bot.mail.email import passages
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    if not case.email.phones or not case.expresses(AMOUNT):
        return
    for claim in spoken_for(case)[:1]:
        phone = case.email.phones[0]
        text = next((one.text for one in passages(case.email) if one.where == phone.where), "")
        around = quote(text, phone.start, phone.end) if text else phone.quote
        yield Evidence(phone.where, around, {"brand": claim.brand.name})


SIGNAL = Signal(
    id="price-and-phone",
    title="A price and a number to call, in a brand's name",
    says="It names an amount of money and gives a phone number in the name of {brand}, who did not send it.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.HINT,
    find=find,
    teaches="call-back-scams",
    fires_on={
        "a free mailbox": (
            "From: Amazon Orders <orders.desk.2088@gmail.com>\nSubject: Order\n\n"
            "Laptop, total $1,249.00. Help: 803-555-0142\n"
        ),
        "a language that Legitbot has no words for": (
            "From: Amazon <tilaus@kauppa-apu.test>\nSubject: Tilaus\n\n"
            "Tilauksesi 1 249,00 € on matkalla. Soita asiakaspalveluun 020 7946 0142, jos et tilannut tätä.\n"
        ),
    },
    quiet_on={
        "the shop itself": (
            "From: Amazon <auto-confirm@amazon.com>\nSubject: Your order\n\nTotal $34.99. Call us on 803-555-0142.\n"
        ),
        "a small firm in its own name": (
            "From: Plum Plumbing <ann@plum.example>\nSubject: Invoice\n\n"
            "Boiler repaired, $240.00. Questions? Call 803-555-0142. Ann, Plum Plumbing\n"
        ),
    },
    see=("Avanan, October 2021: spoofed Amazon orders with genuine links",),
)
