"""Once a stranger sees the screen, they see the bank and the mailbox too, and can act while you watch.

Your own IT may do this, in a call that you started, with a tool that is there already.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "remote-access-asked")


SIGNAL = Signal(
    id="remote-access-asked",
    title="It wants to see or control your computer",
    says="It wants to see or control your computer, or you to have it ready for a call.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="remote-access",
    fires_on={
        "install it": (
            "From: Service Desk <desk@firm-it.example>\nSubject: Your laptop\n\n"
            "Please download AnyDesk and give us the code. Allow full control when asked.\n"
        ),
        "have it on": (
            "From: Refund Team <team@refund-line.example>\nSubject: Refund\n\n"
            "Please have your computer switched on when you call, and install TeamViewer so that "
            "our technician can help.\n"
        ),
    },
    quiet_on={
        "an update at work": (
            "From: IT <it@firm.example>\nSubject: Maintenance\n\n"
            "On Sunday we update the servers. Mail may be slow for an hour. You need do nothing.\n"
        ),
        "a screen for sale": (
            "From: Bob <bob@mail.example>\nSubject: For sale\n\n"
            "I am selling my old computer screen for 20 EUR. It works well.\n"
        ),
    },
)
