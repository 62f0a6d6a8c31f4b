"""Who wants a supplier's money registers nearly the supplier's address: one letter more, or a word behind it.

It looks only for those that the company named. Firms with other numbers or endings in their names are no near-copies,
and a supplier's own subdomains are its own.
"""

from collections.abc import Iterator

from bot.library.organisation import Party
from bot.mail.organisation import organisation
from bot.signals._lookalike import likeness
from bot.signals._supplier import strangers_to, weight
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or case.brands.is_freemail(box.organisation) or case.brands.owner(box.organisation):
        return
    known = {organisation(one) for supplier in strangers_to(case) for one in supplier.domains if one.strip(" .")}
    best = max(((_likeness(case, box.domain, one), one) for one in sorted(known)), default=(0, ""))
    if best[0]:
        yield Evidence(
            "header:From", box.written[:200], {"known": best[1]}, Weight.ALARM if best[0] > 1 else weight(case)
        )


def _likeness(case: Case, host: str, known: str) -> int:
    """2 for a near-copy or the whole address in front of another (hartwell.example.mail.test), 1 for less, or 0."""
    if f".{known}." in f".{host}":
        return 2
    return likeness(organisation(host), known, case.brands.shared)


_HARTWELL = (Party("Hartwell Parts Ltd", domains=frozenset({"hartwell.example"})),)
_BILL = "\nTo: ann@northwind.example\nSubject: Invoice 4471\n\nPlease find the bill for June attached.\n"

SIGNAL = Signal(
    id="lookalike-of-supplier",
    title="An address that is almost a supplier's",
    says="The sender's address is nearly that of your supplier, {known}, but it is not the same.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "a letter changed": Example("From: Ines <ines@hartwe11.example>" + _BILL, suppliers=_HARTWELL),
        "a letter missing": Example("From: Ines <ines@hartwel.example>" + _BILL, suppliers=_HARTWELL),
        "the name and a word": Example("From: Ines <ines@hartwell-group.example>" + _BILL, suppliers=_HARTWELL),
        "in front of another": Example("From: Ines <ines@hartwell.example.mail.test>" + _BILL, suppliers=_HARTWELL),
    },
    quiet_on={
        "the supplier": Example("From: Ines <ines@hartwell.example>" + _BILL, suppliers=_HARTWELL),
        "a part of the supplier": Example("From: Ines <ines@mail.hartwell.example>" + _BILL, suppliers=_HARTWELL),
        "another firm": Example("From: Ines <ines@hartmann.example>" + _BILL, suppliers=_HARTWELL),
        "the other of two suppliers": Example(
            "From: Ines <ines@hartwel.example>" + _BILL,
            suppliers=(*_HARTWELL, Party("Hartwel", domains=frozenset({"hartwel.example"}))),
        ),
        "no supplier named": "From: Ines <ines@hartwel.example>" + _BILL,
    },
)
