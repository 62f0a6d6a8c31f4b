"""An unknown heir, a dying widow, a forgotten account: the fortune is a story, and the fees before it are
real.

Real estates are settled by a notary's letter, with a name you know.
"""

import re
from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SUM = re.compile(r"\d{1,3}(?:[.,' ]\d{3}){1,6}|\d{1,12}")
_FORTUNE = 10_000  # in any currency; a charge of $399.99 is none


def find(case: Case) -> Iterator[Evidence]:
    for one in best(case, "fortune-offered", most=3):
        if not _is_a_bill(case, one.facts["words"]):
            yield one


def _is_a_bill(case: Case, words: str) -> bool:
    """Whether the words name a sum, and only small ones."""
    sums = [int("".join(filter(str.isdigit, found[0]))) for found in _SUM.finditer(words)]
    large = any(word in words.lower() for word in case.brands.shared.large_sums)
    return bool(sums) and not large and max(sums) < _FORTUNE


SIGNAL = Signal(
    id="fortune-offered",
    title="A stranger offers you a fortune",
    says="A stranger offers you a fortune. Such money does not exist.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.ALARM,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "next of kin": (
            "From: Barrister Cole <cole@lawroom.example>\nSubject: Estate\n\n"
            "I want to present you as the next of kin of my late client who left 8.5 million "
            "dollars in the bank.\n"
        ),
        "donation": (
            "From: Mrs Grace Hill <grace@gift-hill.example>\nSubject: Donation\n\n"
            "I have decided to donate the sum of $2.5 million to you. You are the beneficiary of "
            "this inheritance.\n"
        ),
    },
    quiet_on={
        "a charge": (
            "From: Billing <bill@streamshop.example>\nSubject: Receipt\n\n"
            "$39.99 has been debited from your account for your plan. Thank you!\n"
        ),
        "a grandmother": (
            "From: Ann <ann@mail.example>\nSubject: Grandma's clock\n\n"
            "Grandma left us the old clock. Would you like to have it?\n"
        ),
        "a film": (
            "From: Cinema <box@cinema.example>\nSubject: This week\n\n"
            "This week: a comedy about a million that nobody wants. Tickets at the door.\n"
        ),
    },
)
