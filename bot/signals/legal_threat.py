"""Authority and shame stop people from asking others. Real courts and police write letters, and do not
settle matters by mail.

Honest reminders name a bill you know. A law firm's mail to its client speaks of courts every day: there it
is news, no threat.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "legal-threat")


SIGNAL = Signal(
    id="legal-threat",
    title="It threatens with police, court or debt collectors",
    says="It threatens you with police, a court or debt collectors.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="threats",
    fires_on={
        "arrest": (
            "From: Officer Hale <hale@case-desk.example>\nSubject: Warrant\n\n"
            "A warrant has been issued. You will be arrested if you do not respond, and legal "
            "action will be taken.\n"
        ),
        "collectors": (
            "From: Invoices <inv@listing-media.example>\nSubject: Unpaid\n\n"
            "If you do not pay, the matter will be handed over to a collection agency and you "
            "will face prosecution.\n"
        ),
    },
    quiet_on={
        "a class": (
            "From: School <office@school.example>\nSubject: Trip to the court\n\n"
            "Class 9 visits the court house on Monday to see how judges work.\n"
        ),
        "a reminder": (
            "From: Gardener <jim@garden.example>\nSubject: Invoice 12\n\n"
            "A small reminder: the bill for June is still open. If you have paid, thank you!\n"
        ),
    },
)
