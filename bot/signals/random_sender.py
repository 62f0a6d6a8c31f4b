"""Machines that send lures by the million make up addresses: `xk39fj2q7@...`, `qzvtrkpd.example`.

Honest systems put such codes behind a plus sign or in the return path, and brands that carry members'
mail use them as well; people have birth years. So it is a hint.
"""

from collections.abc import Iterator

from bot.signals._sender import looks_made_up
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.domain or case.brands.owner(box.organisation):
        return
    if box.local.startswith("microsoftexchange"):
        return  # Exchange tells of full mailboxes so
    local = box.local[:64].partition("+")[0]
    free = case.brands.is_freemail(box.organisation)
    label = "" if free else box.organisation.partition(".")[0]
    if looks_made_up(local, digits=not free) or looks_made_up(label, digits=True):
        yield Evidence("header:From", box.address)


SIGNAL = Signal(
    id="random-sender",
    title="An address that a machine made up",
    says="The sender's address looks like letters and numbers thrown together.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "letters and digits": "From: Parcel <xk39fj2q7m@mail.test>\nSubject: Parcel\n\nHello.",
        "nothing to pronounce": "From: News <info@qzvtrkpdxw.test>\nSubject: News\n\nHello.",
        "a long number": "From: Office <notice8829104417@mail.test>\nSubject: Notice\n\nHello.",
    },
    quiet_on={
        "a year of birth": "From: Ann <ann.miller1985@gmail.com>\nSubject: Hello\n\nHello.",
        "a code behind a plus sign": ("From: Tickets <reply+8a7f6b5c4d3e2f1a@desk.example>\nSubject: Ticket\n\nHello."),
        "a long name": "From: Rolf <rolf@angstschweiss.example>\nSubject: Concert\n\nHello.",
    },
)
