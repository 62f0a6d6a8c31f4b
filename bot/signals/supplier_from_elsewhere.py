"""A bill is paid because the supplier is known, so scammers who read along write in a supplier's name.

It looks only for those that the company named. Suppliers bill through services, and are named by resellers and by
people who are called like them: the name must stand whole in the sender's name with nothing beside it but words for
an office or a person who writes for it, or at the end of the subject after "from".
"""

from collections.abc import Iterator

from bot.library.organisation import Party
from bot.signals._sender import role_words, words
from bot.signals._supplier import strangers_to, weight
from bot.signals.signal import Case, Evidence, Example, Family, Signal, Weight

_SHORTEST = 3  # letters: a shorter name is met by chance


def find(case: Case) -> Iterator[Evidence]:
    box, subject = case.email.sender, case.email.subject
    if not box or not case.organisation.suppliers:
        return
    name_row, subject_row = _telling(case, box.name), _telling(case, subject)
    for supplier in strangers_to(case):
        name = _telling(case, supplier.name)
        if len("".join(name)) < _SHORTEST:
            continue
        facts = {"supplier": supplier.name}
        if _speaks_as(case, box.name, name_row, name):
            yield Evidence("header:From", box.written[:200], facts, weight(case))
            return
        if _signed(case, subject_row, name):
            about_money = weight(case) is Weight.ALARM
            yield Evidence("subject", subject[:200], facts, Weight.CLUE if about_money else Weight.HINT)
            return


def _telling(case: Case, name: str) -> list[str]:
    """The words of a firm's name without its legal form: "hartwell parts" of "Hartwell Parts Ltd."."""
    found = words(name)
    return [word for word in found if word not in case.brands.shared.legal_forms] or found


def _speaks_as(case: Case, written: str, row: list[str], name: list[str]) -> bool:
    """Whether a sender's name is the firm's, or that of somebody who writes for it ("Ines from Hartwell Parts")."""
    place = _place(row, name)
    if place < 0:
        return False
    before, after = row[:place], row[place + len(name) :]
    shared = case.brands.shared
    padding = role_words(case) | shared.name_padding | shared.trade_words | shared.offices
    if any(word not in padding for word in after):
        return False
    # What parts a person from their firm is no word: "Ines | Hartwell Parts", "Ines, Hartwell Parts (Accounts)".
    parted = _parted(written, name[0])
    return parted or all(word in padding for word in before) or before[-1] in shared.on_behalf


def _parted(written: str, first: str) -> bool:
    """Whether a sign that parts a person from a firm stands right before the word."""
    for sign in ("|", " - ", " – ", ", ", "(", "@", " / "):
        head, found, tail = written[:500].partition(sign)
        if found and head.strip() and words(tail)[:1] == [first]:
            return True
    return False


def _signed(case: Case, row: list[str], name: list[str]) -> bool:
    """Whether a subject ends like a signature: "Invoice 12 from Hartwell Parts"."""
    place = len(row) - len(name)
    return place > 0 and row[place:] == name and row[place - 1] in case.brands.shared.on_behalf


def _place(row: list[str], name: list[str]) -> int:
    """Where the words of a name stand among others, one after the other; -1 where they do not."""
    size = len(name)
    return next((i for i in range(len(row) - size + 1) if row[i : i + size] == name), -1)


_HARTWELL = (Party("Hartwell Parts Ltd", domains=frozenset({"hartwell.example"})),)
_KELLER = (Party("Keller GmbH", domains=frozenset({"keller-bau.example"})),)
_BILL = "\nTo: ann@northwind.example\nSubject: Invoice 4471\n\nPlease find the bill for June attached.\n"
_ACCOUNT = (
    "\nTo: ann@northwind.example\nSubject: Invoice 4471\n\nOur bank details have changed. "
    "Please pay to the new account.\n"
)

SIGNAL = Signal(
    id="supplier-from-elsewhere",
    title="A supplier's name, but a stranger's address",
    says="It is written in the name of {supplier}, whom your company knows, but it does not come from their address.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="changed-bank-details",
    fires_on={
        "its accounts": Example("From: Hartwell Parts Accounts <ar@mail.test>" + _BILL, suppliers=_HARTWELL),
        "a new account": Example("From: Hartwell Parts <hartwell.parts@gmail.com>" + _ACCOUNT, suppliers=_HARTWELL),
        "somebody who works there": Example(
            "From: Ines | Hartwell Parts <ines@mail.test>" + _BILL, suppliers=_HARTWELL
        ),
        "its name with other letters": Example(
            "From: H\u0430rtwell Parts Ltd. <ar@mail.test>" + _BILL, suppliers=_HARTWELL
        ),
        "a signed subject": Example(
            "From: Billing <ar@mail.test>\nSubject: Invoice 4471 from Hartwell Parts\n\nPlease pay.",
            suppliers=_HARTWELL,
        ),
    },
    quiet_on={
        "the supplier": Example("From: Hartwell Parts <ar@hartwell.example>" + _BILL, suppliers=_HARTWELL),
        "a part of the supplier": Example("From: Hartwell Parts <ar@eu.hartwell.example>" + _BILL, suppliers=_HARTWELL),
        "a reseller": Example(
            "From: Northern Tools <info@northerntools.example>\nSubject: New parts\n\nWe now sell Hartwell Parts.",
            suppliers=_HARTWELL,
        ),
        "a dealer": Example(
            "From: Hartwell Parts Dealer Ostrava <info@ostrava-parts.example>" + _BILL, suppliers=_HARTWELL
        ),
        "through a service": Example(
            "From: Hartwell Parts <quickbooks@notification.intuit.com>" + _BILL, suppliers=_HARTWELL
        ),
        "somebody called like it": Example("From: Maria Keller <maria.keller@mail.test>" + _BILL, suppliers=_KELLER),
        "a parcel of theirs": Example(
            "From: DHL <noreply@dhl.com>\nSubject: Your parcel from Hartwell Parts\n\nIt comes on Monday.",
            suppliers=_HARTWELL,
        ),
        "through a desk for tickets": Example(
            "From: Hartwell Parts <support@hartwell.zendesk.com>" + _BILL, suppliers=_HARTWELL
        ),
        "our own office": Example(
            "From: Hartwell Parts <purchasing@northwind.example>" + _BILL,
            own_domains=frozenset({"northwind.example"}),
            suppliers=_HARTWELL,
        ),
        "no supplier named": "From: Hartwell Parts <ar@mail.test>" + _BILL,
    },
)
