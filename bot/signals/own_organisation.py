"""Mail that the company's own server received from the company itself is what it says it is.

A scammer can write the company's address in From, so only the receiver's proof counts, or Exchange's
own mark for inside mail, which it removes from mail that comes in.
"""

from collections.abc import Iterator

from bot.mail.email import Source
from bot.mail.organisation import organisation
from bot.mail.received import hand_over
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight

_INTERNAL = "x-ms-exchange-organization-authas"


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    box = email.sender
    if email.source is not Source.RAW or email.forwarded or not box or not box.domain:
        return
    if box.organisation not in {organisation(one) for one in case.own_domains}:
        return
    if proof := email.authentication.aligned_pass(box.domain):
        yield Evidence("header:Authentication-Results", proof.quote)
    elif _marked_inside(email.headers):
        yield Evidence("header:X-MS-Exchange-Organization-AuthAs", "Internal")


def _marked_inside(headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether Exchange's mark stands above every hand-over from outside."""
    names = [name.lower() for name, _ in headers]
    if _INTERNAL not in names or "received" not in names:
        return False
    place = names.index(_INTERNAL)
    entry = hand_over(headers)
    return headers[place][1].strip().lower() == "internal" and (entry is None or place < entry)


_OWN = frozenset({"firm.example"})
_HOP = "Received: from {0} ({0} [{1}]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
_OUTSIDE, _INSIDE = _HOP.format("mail.test", "192.0.2.7"), _HOP.format("desk.firm.example", "10.0.0.7")
_PASS = (
    "Authentication-Results: mx.firm.example; dkim=pass header.d=firm.example; dmarc=pass header.from=firm.example\n"
)
_MARK = "X-MS-Exchange-Organization-AuthAs: Internal\n"
_TEXT = "From: Ann <ann@firm.example>\nTo: ben@firm.example\nSubject: Holidays\n\nPlease fill in the list."

SIGNAL = Signal(
    id="own-organisation",
    title="It comes from your own company",
    says="Your company's mail server proved that it comes from inside.",
    why=__doc__,
    family=Family.REASSURING,
    weight=Weight.REASSURING,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "proved": Example(_PASS + _OUTSIDE + _TEXT, own_domains=_OWN),
        "marked by Exchange": Example(_INSIDE + _MARK + _TEXT, own_domains=_OWN),
    },
    quiet_on={
        "a mark that the sender wrote": Example(_OUTSIDE + _MARK + _TEXT, own_domains=_OWN),
        "a proof that the sender wrote": Example(_OUTSIDE + _PASS + _TEXT, own_domains=_OWN),
        "a stranger's firm": Example(_PASS + _OUTSIDE + _TEXT, own_domains=frozenset({"acme.example"})),
        "an address alone": Example(_TEXT, own_domains=_OWN),
    },
)
