"""A voice says nothing before you click: curiosity does the work, and the page asks you to sign in to
listen.

Phone systems do send such mails. Yours always looks the same, and the same message is on the phone.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "voicemail-waiting")


SIGNAL = Signal(
    id="voicemail-waiting",
    title="It says that a voice message waits for you",
    says="It says that a voice message or missed call is waiting for you.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="shared-documents",
    fires_on={
        "new message": (
            "From: VM Delivery <vm@call-relay.example>\nSubject: New voice message\n\n"
            "You have a new voicemail message of 00:48 seconds. Listen to the message below.\n"
        ),
        "missed call": (
            "From: PBX <pbx@voice-desk.example>\nSubject: Missed call\n\n"
            "You missed a call. Caller left you a message, play the voice message here: "
            "https://voice-desk.example/p\n"
        ),
    },
    quiet_on={
        "a choir": (
            "From: Choir <choir@voices.example>\nSubject: Rehearsal\n\n"
            "Rehearsal on Tuesday. We still look for low voices!\n"
        ),
        "call me": (
            "From: Ann <ann@firm.example>\nSubject: Call\n\nI tried to call you. Please ring me when you are back.\n"
        ),
    },
)
