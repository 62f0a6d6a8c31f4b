"""A friend robbed abroad, a grandchild after an accident: worry leaves no time to ask whether it is them.

Real emergencies happen. A call to the person's own number takes a minute.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "emergency-money")


SIGNAL = Signal(
    id="emergency-money",
    title="Somebody far away is in need",
    says="It tells of an emergency and needs your money for it.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="family-in-need",
    fires_on={
        "robbed": (
            "From: Bob Miller <bob.miller@mail.test>\nSubject: Help\n\n"
            "I'm stuck abroad, I was robbed and lost my wallet. Can you lend me some money? I'll "
            "pay you back on Friday.\n"
        ),
        "hospital": (
            "From: Your niece <niece@mail.test>\nSubject: Please\n\n"
            "I had an accident and I am in the hospital. I need money for the operation, I will "
            "pay it back.\n"
        ),
    },
    quiet_on={
        "a visit": (
            "From: Ann <ann@mail.example>\nSubject: Visiting hours\n\n"
            "Bob is well again after the operation. You can visit him from two to five.\n"
        ),
        "travel": (
            "From: Rail <info@rail.example>\nSubject: Delay\n\n"
            "Your train was stuck for ten minutes near Leeds. We are sorry.\n"
        ),
    },
)
