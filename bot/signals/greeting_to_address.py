"""Who sends a million mails knows your address and not your name: "Dear j.smith82@firm.example".

Some honest machines greet that way as well, so it is a hint. A firm that has your money knows what
you are called.
"""

import re
from collections.abc import Iterator

from bot.mail.fold import folded
from bot.signals._sender import shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 2_000  # characters: greetings stand at the top
LONGEST_LINE = 120
_ADDRESS = r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}"
_GREETED = re.compile(
    rf"\W{{0,4}}[^\W\d_]{{2,12}}(?: [^\W\d_]{{2,12}}){{0,2}},? (?P<who>{_ADDRESS}|[\w.+\-]{{3,64}})\s?[,!\uff0c\u3001]"
)
_MADE_UP = re.compile(r"[a-z]\d|\d[a-z]|[._]|\d{2}")


def find(case: Case) -> Iterator[Evidence]:
    for said in case.said.get("generic-greeting", ()):
        if "@" in said.words and said.where in ("subject", "body") and _is_yours(case, said.words):
            yield Evidence(said.where, said.quote)
            return
    for line in case.email.text[:LOOKED_AT].splitlines():
        found = _GREETED.match(line[:LONGEST_LINE])
        if found and "@" not in line[found.end() : LONGEST_LINE] and _is_yours(case, found["who"]):
            yield Evidence("body", shortened(line[:LONGEST_LINE].strip()))
            return


def _is_yours(case: Case, who: str) -> bool:
    """Whether this is the reader's address, or the part before the at-sign where nobody is called so."""
    who = folded(who.strip(",.! "))
    if "@" in who:
        yours = {box.address for box in case.email.to}
        return not yours or any(address in who for address in yours)
    locals_ = {box.local for box in case.email.to}
    return who in locals_ and (bool(_MADE_UP.search(who)) or who in case.brands.shared.shared_mailboxes)


SIGNAL = Signal(
    id="greeting-to-address",
    title="It greets an address, not a person",
    says="It calls you by your address. A real firm would know your name.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-greeting",
    fires_on={
        "the whole address": (
            "From: Help <help@mail.test>\nTo: j.smith@firm.example\nSubject: Notice\n\nDear "
            "j.smith@firm.example,\n\nPlease sign in."
        ),
        "the first part": (
            "From: Help <help@mail.test>\nTo: smith82@firm.example\nSubject: Notice\n\nHello smith82,\n\n"
            "Please sign in."
        ),
        "an office": (
            "From: Help <help@mail.test>\nTo: info@firm.example\nSubject: Notice\n\nHi info,\n\nPlease sign in."
        ),
    },
    quiet_on={
        "a name": "From: Ann <ann@firm.example>\nTo: john@firm.example\nSubject: Lunch\n\nDear John,\n\nLunch?",
        "a name that is the address": (
            "From: Ann <ann@firm.example>\nTo: john@firm.example\nSubject: Lunch\n\nHi john,\n\nLunch?"
        ),
        "an address in the text": (
            "From: News <news@firm.example>\nTo: j.smith@firm.example\nSubject: News\n\nDear reader,\n\n"
            "This was sent to j.smith@firm.example."
        ),
    },
)
