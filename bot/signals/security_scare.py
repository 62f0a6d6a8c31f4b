"""Fear for money or a computer makes people grab the one way out that is offered: the button or the number.

Honest alerts exist and are calmer: they say what happened, where and when, and let you look yourself.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "security-scare")


SIGNAL = Signal(
    id="security-scare",
    title="It frightens you with a break-in",
    says="It says that there was a break-in, a virus or an odd payment, to frighten you.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="threats",
    fires_on={
        "viruses": (
            "From: Protection <alert@device-status.example>\nSubject: Warning\n\n"
            "Your computer is infected with 5 viruses and your device has been hacked.\n"
        ),
        "an odd sign-in": (
            "From: Security <care@cards-online.example>\nSubject: Alert\n\n"
            "We detected unusual activity on your account and an unauthorized transaction was "
            "attempted.\n"
        ),
    },
    quiet_on={
        "a new device": (
            "From: Codeshop <noreply@codeshop.example>\nSubject: New device\n\n"
            "You signed in on a new laptop on Monday at ten. Was that you? Then all is well.\n"
        ),
        "a cold": (
            "From: Ann <ann@mail.example>\nSubject: Sorry\n\nI caught a cold and stay in bed. See you next week!\n"
        ),
    },
)
