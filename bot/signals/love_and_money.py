"""Weeks of kind words build trust; then comes a visa, a ticket, a hospital. The pictures belong to somebody
else.

People in love write the same words. The difference is whether you have ever met.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "love-and-money")


SIGNAL = Signal(
    id="love-and-money",
    title="It talks of love with a stranger",
    says="It talks of love or loneliness, from somebody you may never have met.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="romance",
    fires_on={
        "a profile": (
            "From: Grace <grace.lonely@mail.test>\nSubject: Hello dear\n\n"
            "I came across your profile and felt a connection. I am a lonely widow looking for "
            "my soul mate.\n"
        ),
        "a soldier": (
            "From: Sgt. Cole <sgt.cole@mail.test>\nSubject: My love\n\n"
            "My love, I can't wait to be with you, I only need money for the visa and the "
            "ticket.\n"
        ),
    },
    quiet_on={
        "a birthday": (
            "From: Ann <ann@mail.example>\nSubject: Happy birthday\n\n"
            "Happy birthday, dear Bob! We love you and will come with cake at four.\n"
        ),
        "a concert": (
            "From: Theatre <box@theatre.example>\nSubject: Love songs\n\n"
            "Love songs from five centuries, on Sunday at eight.\n"
        ),
    },
)
