"""A voice would give the false boss away, so the phone is broken, the meeting endless, or the bank must not
be asked.

People do sit in meetings. It counts with a request for money or secrecy.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "no-calls")


SIGNAL = Signal(
    id="no-calls",
    title="It does not want to be called",
    says="It does not want to be called, so that you cannot check who writes.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="verify-another-way",
    fires_on={
        "in a meeting": (
            "From: H. Bligh <h.bligh.office01@gmail.com>\nSubject: Hello\n\n"
            "I'm in a meeting and can't take calls, so just reply by email.\n"
        ),
        "the usual number": (
            "From: IT Desk <desk@firm-it.example>\nSubject: Upgrade\n\n"
            "Please don't call the normal extension. Do not call your bank either, the lines are "
            "busy.\n"
        ),
    },
    quiet_on={
        "call me": (
            "From: Ann <ann@firm.example>\nSubject: Call me\n\n"
            "Call me when you are back from lunch, I am at my desk all day.\n"
        ),
        "a quiet train": (
            "From: Rail <info@rail.example>\nSubject: Quiet coach\n\nCoach 7 is a quiet coach. Have a good journey.\n"
        ),
    },
)
