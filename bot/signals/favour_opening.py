"""Three friendly words cost nothing and show who answers. What is wanted comes in the next mail: gift cards
or a transfer.

Colleagues write just so. From a free mailbox, or with answers going elsewhere, it is a clue.
"""

from collections.abc import Iterator

from bot.signals._asks import answers_go_elsewhere, best_as, from_free_mail
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    stranger = from_free_mail(case) or answers_go_elsewhere(case)
    yield from best_as(case, Weight.CLUE if stranger else Weight.HINT, "favour-opening")


SIGNAL = Signal(
    id="favour-opening",
    title="It begins with a vague favour",
    says="It begins with a vague favour and asks whether you have time.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="boss-and-colleague",
    fires_on={
        "at your desk": (
            "From: Paul Grant <paul.grant.desk@gmail.com>\nSubject: Hi\n\n"
            "Are you at your desk? I need you to do a quick task for me.\n"
        ),
        "available": (
            "From: Dr Ann Cole <office.cole@outlook.com>\nSubject: Quick favor\n\n"
            "Are you available? I need a favor from you today.\n"
        ),
    },
    quiet_on={
        "a clear question": (
            "From: Ann <ann@firm.example>\nSubject: Minutes\n\n"
            "The minutes of Monday are in the folder. Bob has read them.\n"
        ),
        "thanks": (
            "From: Bob <bob@firm.example>\nSubject: Thank you\n\nThank you for your help with the chairs yesterday!\n"
        ),
    },
)
