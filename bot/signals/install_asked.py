"""A program that you start yourself needs to break into nothing. "Enable content" wakes one that sleeps in a
document.

Honest firms offer apps too, but in the shop of the phone or on their own website, not as a condition for
reading a mail.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "install-asked")


SIGNAL = Signal(
    id="install-asked",
    title="It wants you to install or switch on something",
    says="It wants you to install or open a program, or to switch on what is off for safety.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    fires_on={
        "enable content": (
            "From: Accounts <acc@parts-trade.example>\nSubject: Invoice\n\n"
            "The document is protected. Please click Enable Editing and then Enable Content to "
            "view it.\n"
        ),
        "a viewer": (
            "From: Delivery <info@view-label.example>\nSubject: Label\n\n"
            "To view the label you need to download and install our secure viewer. Open it on a "
            "Windows computer.\n"
        ),
    },
    quiet_on={
        "a shelf": (
            "From: Furniture Shop <info@shelves.example>\nSubject: Your shelf\n\n"
            "The men will come on Monday and put the shelf up. Please clear the wall.\n"
        ),
        "release notes": (
            "From: Ann <ann@firm.example>\nSubject: Version 3\n\n"
            "Version 3 is out, with faster search and fewer bugs. Thanks to everybody!\n"
        ),
    },
)
