"""One word with a colleague, a daughter or the bank would end the story, so the scammer forbids it.

Honest secrets exist: surprise parties, figures before they are published. Together with money they are
none.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "secrecy-asked")


SIGNAL = Signal(
    id="secrecy-asked",
    title="It asks you to keep it secret",
    says="It asks you to keep it secret, so that nobody can warn you.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="secrecy",
    fires_on={
        "between us": (
            "From: H. Bligh <h.bligh.office01@gmail.com>\nSubject: Task\n\n"
            "Please keep this between us until it is done, and do not tell anyone in the office.\n"
        ),
        "the bank": (
            "From: Harbour Bank Fraud Team <team@hb-fraud.example>\nSubject: Case\n\n"
            "Do not discuss this with anyone, including family. If the bank asks, say it is for "
            "a house.\n"
        ),
    },
    quiet_on={
        "open news": ("From: Ann <ann@firm.example>\nSubject: News\n\nYou may tell everybody: we got the contract!\n"),
        "a recipe": (
            "From: Bob <bob@mail.example>\nSubject: Bread\n\n"
            "The trick of my bread is patience. Twelve hours in the cold, that is all.\n"
        ),
    },
)
