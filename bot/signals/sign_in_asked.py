"""A page that copies a real one keeps whatever is typed into it, so the mail must get you to sign in there.

Honest firms offer a sign-in too ("log in to see your statement"). What tells is the bargain: confirm now,
or lose something.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "sign-in-asked")


SIGNAL = Signal(
    id="sign-in-asked",
    title="It wants you to sign in or confirm something",
    says="It wants you to sign in or confirm your account through this mail.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="sign-in-yourself",
    fires_on={
        "keep your mailbox": (
            "From: Mail Admin <admin@post-room.example>\nSubject: Notice\n\n"
            "To keep your mailbox active, please verify your account by signing in here: "
            "http://post-room.example/in\n"
        ),
        "restore access": (
            "From: Service <care@cards-online.example>\nSubject: Your account is limited\n\n"
            "We have limited your account. Please log in and confirm your identity to restore "
            "full access.\n"
        ),
    },
    quiet_on={
        "a statement is ready": (
            "From: Harbour Bank <news@harbourbank.example>\nSubject: Your statement\n\n"
            "Your June statement is ready. You can find it in online banking under Documents, "
            "whenever it suits you.\n"
        ),
        "a talk about signing in": (
            "From: Ann <ann@firm.example>\nSubject: New printer\n\n"
            "The new printer works for everybody. Bob could not log in on Monday, but that was "
            "the old cable.\n"
        ),
    },
)
