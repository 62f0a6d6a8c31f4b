"""A long con starts with almost nothing, so that only those answer who may believe the rest.

Honest mails end so as well ("let me know if you need more"), hence a hint at most.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "reply-for-details")


SIGNAL = Signal(
    id="reply-for-details",
    title="It wants an answer before it tells you anything",
    says="It wants you to answer first. An answer shows that somebody reads this mailbox.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.HINT,
    find=find,
    teaches="check-who-you-answer",
    fires_on={
        "get back to me": (
            "From: Mr Daniel Cole <d.cole@lawroom.example>\nSubject: Good day\n\n"
            "I have a matter to discuss with you. Kindly get back to me for more details.\n"
        ),
        "reply": (
            "From: Grace <grace@help-funds.example>\nSubject: Hello\n\n"
            "Please reply to this email for more information about the donation.\n"
        ),
    },
    quiet_on={
        "a plan": ("From: Ann <ann@mail.example>\nSubject: Sunday\n\nWe meet at the lake at three. Bring cake!\n"),
        "news": (
            "From: Daily News <news@daily.example>\nSubject: Today\n\n"
            "Rain in the north, sun in the south, and a bear in the town hall.\n"
        ),
    },
)
