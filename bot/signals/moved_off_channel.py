"""Away from the company's mail nobody filters and nobody else reads along.

Friends move to a chat too. It tells most when a stranger, a boss or a shop asks for it in a first mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "moved-off-channel")


SIGNAL = Signal(
    id="moved-off-channel",
    title="It wants to talk somewhere else",
    says="It wants to go on talking somewhere else, such as WhatsApp or a private address.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="stay-on-the-platform",
    fires_on={
        "a chat": (
            "From: Recruiter Amy <amy@fast-jobs.example>\nSubject: Job\n\n"
            "Please contact me on WhatsApp at +44 7700 900123 to continue the interview.\n"
        ),
        "your number": (
            "From: Paul Grant <paul.grant.desk@gmail.com>\nSubject: Hello\n\n"
            "I am in a meeting. Send me your cell phone number so that I can text you.\n"
        ),
    },
    quiet_on={
        "a shop that can be followed": (
            "From: Bakery <shop@bakery.example>\nSubject: News\n\n"
            "We have new bread! Our shop is open from seven to six.\n"
        ),
        "a phone that broke": (
            "From: Bob <bob@mail.example>\nSubject: Phone\n\n"
            "My phone fell into the lake. The shop says it can be repaired by Monday.\n"
        ),
    },
)
