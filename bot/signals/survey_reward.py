"""The questions are there to make you feel that you have earned something. At the end stands a card number
"for shipping".

Honest surveys thank you, or raffle something small, and come from a firm where you were a customer.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "survey-reward")


SIGNAL = Signal(
    id="survey-reward",
    title="It pays well for a few easy questions",
    says="It offers a reward for a few easy questions.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="prizes",
    fires_on={
        "thirty seconds": (
            "From: Shop Rewards <team@reward-desk.example>\nSubject: Your gift\n\n"
            "Answer a short survey, it takes 30 seconds, and receive a free drill as a reward.\n"
        ),
        "a voucher": (
            "From: Customer Panel <panel@panel-win.example>\nSubject: Survey\n\n"
            "Take our short survey and get a $100 gift card for your opinion.\n"
        ),
    },
    quiet_on={
        "after a stay": (
            "From: Hotel <desk@hotel.example>\nSubject: Your stay\n\n"
            "How was your stay? We would be glad about a few words from you.\n"
        ),
        "school": (
            "From: School <office@school.example>\nSubject: Lunch\n\n"
            "Parents were asked about lunch. Most want more fruit, and we will see to it.\n"
        ),
    },
)
