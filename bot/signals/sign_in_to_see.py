"""A shared file, a fax, a voice message or news about pay makes people curious; to see it they are to sign in first.

Everyday words, and everyday services do ask for a sign-in: the two together count only from somebody who is neither
a colleague nor a brand at its own address, where no stranger can speak.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals._inside import from_anybody
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_BAITS = ("document-shared", "voicemail-waiting", "hr-notice")
_SIGN_INS = ("sign-in-asked", "password-asked")


def find(case: Case) -> Iterator[Evidence]:
    if case.expresses(*_BAITS) and from_anybody(case):
        yield from (one for one in best(case, *_SIGN_INS, most=1) if one.where != "quoted")


SIGNAL = Signal(
    id="sign-in-to-see",
    title="You are to sign in before you see it",
    says="A stranger makes you curious, and wants you to sign in before you can see it.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="shared-documents",
    fires_on={
        "a file": (
            "From: Owen <owen@joinery.example>\nSubject: Statement\n\nOwen has shared a document with you. Log in with "
            "your office email and password to view it.\n"
        ),
        "a voice message": (
            "From: Voice <vm@dental.example>\nSubject: Voice message\n\nYou have a new voice message. Sign in with "
            "your work account to view it.\n"
        ),
        "in German": (
            "From: Personal <hr@portal.test>\nTo: ann@firm.example\nSubject: Urlaub\n\nDie aktualisierte "
            "Urlaubsregelung ist da. Melden Sie sich mit Ihren dienstlichen Zugangsdaten an.\n"
        ),
    },
    quiet_on={
        "a colleague": (
            "From: HR <hr@firm.example>\nTo: ann@firm.example\nSubject: Handbook\n\nThe updated employee handbook is "
            "there. Sign in with your work account to view it.\n"
        ),
        "a file that opens": (
            "From: Owen <owen@joinery.example>\nSubject: Plans\n\nOwen has shared a document with you: the plans.\n"
        ),
        "an account of your own": (
            "From: Library <desk@library.example>\nSubject: Books\n\nSign in to your account to see your books.\n"
        ),
    },
)
