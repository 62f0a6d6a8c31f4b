"""An unknown heir, a dying widow, a forgotten account: the fortune is a story, and the fees before it are
real.

Real estates are settled by a notary's letter, with a name you know.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "fortune-offered")


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
