"""After every flood and war false collectors write, with real pictures. Haste and coins that cannot be
called back are theirs.

Honest charities press too, gently. They are in the register, and you can give on their own website any day.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "charity-pressure")


SIGNAL = Signal(
    id="charity-pressure",
    title="It presses you to give",
    says="It presses you to give to people in need, now and in an unusual way.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="charity",
    fires_on={
        "coins only": (
            "From: Flood Rescue <help@flood-aid.example>\nSubject: Please help\n\n"
            "Donate now for the flood victims! We can only accept donations in Bitcoin today.\n"
        ),
        "vouchers": (
            "From: Children First <give@kids-first.example>\nSubject: Urgent appeal\n\n"
            "Donate today, every donation is matched today. Gifts only by crypto or gift card.\n"
        ),
    },
    quiet_on={
        "thanks for a gift": (
            "From: Lifeboats <office@lifeboats.example>\nSubject: Thank you\n\n"
            "Thank you for your gift of 20 EUR. Here is your receipt.\n"
        ),
        "a jumble sale": (
            "From: School <office@school.example>\nSubject: Jumble sale\n\n"
            "The jumble sale for the new roof is on Sunday. Please bring books.\n"
        ),
    },
)
