"""Some address endings cost a dollar for the first year and ask no questions, so throw-away senders use them.

Honest shops and clubs have them too; that is why it counts little.
"""

from collections.abc import Iterator

from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or "." not in box.domain:
        return
    ending = box.domain.rpartition(".")[2]
    if ending in case.brands.shared.risky_endings or f".{ending}" in case.brands.shared.risky_endings:
        yield Evidence("header:From", box.address, {"ending": f".{ending}"})


SIGNAL = Signal(
    id="risky-ending-sender",
    title="An address ending that scammers like",
    says="The sender's address ends in {ending}, which is cheap and much used for throw-away addresses.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "top": "From: Prize <win@lucky.top>\nSubject: Prize\n\nHello.",
        "click": "From: Parcel <info@parcel.click>\nSubject: Parcel\n\nHello.",
    },
    quiet_on={
        "a usual ending": "From: Ann <ann@acme.example>\nSubject: Hello\n\nHello.",
        "only in the name": "From: The Tops <band@music.example>\nSubject: Concert at lucky.top\n\nHello.",
    },
)
