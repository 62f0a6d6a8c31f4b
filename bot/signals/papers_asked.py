"""With a copy of an identity card and a face beside it, a scammer opens accounts and contracts in your name.

Banks, landlords and new employers need papers too, after you came to them, and mostly not by mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "papers-asked")


SIGNAL = Signal(
    id="papers-asked",
    title="It asks for a picture of your papers",
    says="It asks for a picture of your identity papers or of your face.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="identity-papers",
    fires_on={
        "both sides": (
            "From: Claims Office <claims@fund-office.example>\nSubject: Your claim\n\n"
            "Kindly send a copy of your passport or driving licence, front and back, and a "
            "selfie holding it.\n"
        ),
        "for the job": (
            "From: Recruiting <jobs@easyhire.example>\nSubject: Welcome\n\n"
            "You are hired. Please send us a photo of your ID card and your social security "
            "number to finish.\n"
        ),
    },
    quiet_on={
        "bring it along": (
            "From: Town Hall <desk@town.example>\nSubject: Your appointment\n\n"
            "Your appointment is on Monday at ten. You will find us on the second floor.\n"
        ),
        "a new passport": (
            "From: Ann <ann@mail.example>\nSubject: Holiday\n\n"
            "My passport came back from the embassy, so the holiday is on. I am so glad!\n"
        ),
    },
)
