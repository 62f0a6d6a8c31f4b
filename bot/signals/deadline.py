"""Whoever hurries does not look at the sender and does not ask a colleague.

Sales end, bills fall due and codes run out in honest mail as well, so a deadline alone is only a hint.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "deadline")


SIGNAL = Signal(
    id="deadline",
    title="It puts you under time pressure",
    says="It puts you under time pressure, so that you act before you think.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="take-your-time",
    fires_on={
        "a day": (
            "From: Mail Admin <admin@post-room.example>\nSubject: Final notice\n\n"
            "You must confirm within 24 hours or the mailbox is gone.\n"
        ),
        "at once": (
            "From: Billing <bill@guard-plan.example>\nSubject: Act now\n\n"
            "Act now! This is your last chance, the offer expires today.\n"
        ),
        "in German": (
            "From: Service <info@kunden-dienst.example>\nSubject: Letzte Mahnung\n\n"
            "Handeln Sie innerhalb von 24 Stunden. Das ist Ihre letzte Chance.\n"
        ),
    },
    quiet_on={
        "a date": ("From: Ann <ann@firm.example>\nSubject: Lunch\n\nLunch is on Friday at one in the garden.\n"),
        "no hurry": (
            "From: Harbour Bank <service@harbourbank.example>\nSubject: Your statement\n\n"
            "Your statement is ready. Read it whenever it suits you.\n"
        ),
    },
)
