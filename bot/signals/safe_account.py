"""A false bank or police officer says that thieves are at your account, and that the money must go to
another. That one is theirs.

Banks speak of safe accounts in advertising. None asks a customer to move money to keep it from thieves.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "safe-account")


SIGNAL = Signal(
    id="safe-account",
    title='It wants your money moved to be "safe"',
    says='It wants you to move your money to a "safe" account. No bank and no police ever ask that.',
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="safe-account",
    fires_on={
        "the bank": (
            "From: Harbour Bank Fraud Team <team@hb-fraud.example>\nSubject: Urgent\n\n"
            "Please move your money to a safe account in your own name that we have opened for "
            "you.\n"
        ),
        "the police": (
            "From: Inspector Hale <hale@police-case.example>\nSubject: Your savings\n\n"
            "To protect your savings, transfer the full balance to the secure account below "
            "before 5 pm.\n"
        ),
    },
    quiet_on={
        "advertising": (
            "From: Harbour Bank <news@harbourbank.example>\nSubject: Save more\n\n"
            "Our new savings account pays two percent. Come and talk to us.\n"
        ),
        "a place for keys": (
            "From: Ann <ann@mail.example>\nSubject: Keys\n\nI put the keys in the safe. See you on Monday.\n"
        ),
    },
)
