"""A charge that nobody knows about makes people reach for the number or button beside it.

Every honest receipt and renewal says the same, so this is a hint: what matters is who sent it and what the
way out is.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "unknown-charge")


SIGNAL = Signal(
    id="unknown-charge",
    title="It announces a charge",
    says="It says that money is taken from you, or soon will be.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.HINT,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "renewed": (
            "From: Billing <bill@guard-plan.example>\nSubject: Renewal\n\n"
            "Your subscription has been renewed and $399.99 has been charged to your account.\n"
        ),
        "about to be debited": (
            "From: Darrell <darrell.invoicing44@gmail.com>\nSubject: Invoice\n\n"
            "$499.99 will be debited from your account within the next 24 hours for the "
            "auto-renewal.\n"
        ),
    },
    quiet_on={
        "free of charge": (
            "From: Museum <info@museum.example>\nSubject: Sunday\n\n"
            "On Sunday the museum is free. Come and bring your friends.\n"
        ),
        "a battery": (
            "From: Bob <bob@mail.example>\nSubject: The bike\n\n"
            "The bike's battery is charged, you can have it on Saturday.\n"
        ),
    },
)
