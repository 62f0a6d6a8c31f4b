"""Photos and mails cannot be bought again, so the threat works even on people who would shrug off a locked
account.

Storage services warn honestly, weeks before and again when you open them yourself.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "data-loss-threat")


SIGNAL = Signal(
    id="data-loss-threat",
    title="It says that your mails or files will be lost",
    says="It threatens that your mails, photos or files will be lost.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="threats",
    fires_on={
        "photos": (
            "From: Cloud Storage <team@cloud-space.example>\nSubject: Storage full\n\n"
            "Your photos and videos will be deleted today because your storage is full.\n"
        ),
        "messages": (
            "From: Mail Admin <admin@post-room.example>\nSubject: On hold\n\n"
            "All pending messages will be deleted unless you confirm your mailbox.\n"
        ),
    },
    quiet_on={
        "deleted by a colleague": (
            "From: Ann <ann@firm.example>\nSubject: Old folder\n\n"
            "I tidied up the old folder on Friday and moved the photos to the new one.\n"
        ),
        "a backup": ("From: IT <it@firm.example>\nSubject: Backup\n\nThe backup of all files ran well last night.\n"),
    },
)
