"""Lists of people who lost money are sold. The "agency" knows the sum, and wants a fee or your wallet's
words first.

Police and banks cost nothing. They do not write out of the blue to offer it.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "recovery-offered")


SIGNAL = Signal(
    id="recovery-offered",
    title="It offers to get lost money back",
    says=("It offers to get lost money back for you. Those who were robbed once are often robbed again this way."),
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.ALARM,
    find=find,
    teaches="pay-first-scams",
    fires_on={
        "an agency": (
            "From: Funds Recovery <team@fund-back.example>\nSubject: Your loss\n\n"
            "We can recover your lost funds from the scammers. Our experts recover your stolen "
            "crypto within days.\n"
        ),
        "a list": (
            "From: Cyber Unit <unit@claims-unit.example>\nSubject: Fraud victims\n\n"
            "We help scam victims to recover their money. Contact us to get your lost money "
            "back.\n"
        ),
    },
    quiet_on={
        "a lost hat": (
            "From: Theatre <box@theatre.example>\nSubject: Lost property\n\n"
            "We found a hat and two umbrellas. You can get them at the door.\n"
        ),
        "a file": (
            "From: IT <it@firm.example>\nSubject: Your file\n\n"
            "Your file is back: we took it from last night's backup.\n"
        ),
    },
)
