"""The scammer knows that the browser, the virus scanner or the spam folder will object, and talks you past
it.

"Add us to your address book" is honest marketing. "Press Allow if a warning comes" is not.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "bypass-warning")


SIGNAL = Signal(
    id="bypass-warning",
    title="It tells you to ignore a warning",
    says="It tells you to ignore a warning or to get around a protection.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    fires_on={
        "antivirus": (
            "From: Delivery <info@view-label.example>\nSubject: Label\n\n"
            "Your antivirus may show a warning, please ignore it and choose Allow.\n"
        ),
        "spam folder": (
            "From: Grace <grace@help-funds.example>\nSubject: Hello\n\n"
            "If this message is in your spam folder, move it to your inbox so that the link "
            "becomes active. This is not spam.\n"
        ),
    },
    quiet_on={
        "a storm": (
            "From: Town Hall <desk@town.example>\nSubject: Storm\n\n"
            "There is a storm warning for tonight. Please stay at home.\n"
        ),
        "a new fence": (
            "From: Bob <bob@mail.example>\nSubject: Fence\n\nThe new fence is up, so the dog stays inside.\n"
        ),
    },
)
