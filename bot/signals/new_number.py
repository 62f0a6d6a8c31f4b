"""A false child or friend first explains why the number is strange: the old phone broke. Soon a bill must be
paid.

People do change numbers. Calling the old one, or asking what only they know, clears it up.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "new-number")


SIGNAL = Signal(
    id="new-number",
    title='Somebody you know has a "new number"',
    says="It says that somebody you know has a new number or address.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="family-in-need",
    fires_on={
        "mum": (
            "From: Your son <kid.new@mail.test>\nSubject: Mum\n\n"
            "Hi mum, my phone is broken, this is my new number. Please text me on 07700 900123.\n"
        ),
        "the boss": (
            "From: Paul Grant <paul.grant.desk@gmail.com>\nSubject: Me\n\n"
            "I lost my phone, so please save my new number and message me there.\n"
        ),
    },
    quiet_on={
        "a surgery moves": (
            "From: Surgery <desk@surgery.example>\nSubject: We have moved\n\n"
            "Our rooms are now in Mill Street. You will find the bus stop right at the door.\n"
        ),
        "a number plate": (
            "From: Ann <ann@mail.example>\nSubject: The car\n\nThe car has its new plates and drives as before.\n"
        ),
    },
)
