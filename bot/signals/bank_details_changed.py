"""Someone who reads along in a business waits for a bill and then names a new account for it: their own.

Suppliers do change banks. They say so weeks before, by letter too, and are glad if you call the number you
already have. So it is alarming from anybody who is neither a colleague nor a brand at its own address, when the mail
gives the account, brings a file or presses: it must be checked by phone before anybody pays. A bare announcement is
a clue.
"""

import re
from collections.abc import Iterator

from bot.signals._inside import worse_from_anybody
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}|(?<!\w)\d(?:[ -]?\d){7,20}(?!\w)")
_PRESSING = ("deadline", "transfer-asked", "no-calls", "secrecy-asked", "account-threat", "legal-threat")


def find(case: Case) -> Iterator[Evidence]:
    # A salary's new account is payroll-changed's: the same words need not alarm twice.
    alarm = not case.expresses("payroll-changed") and _goes_further(case)
    yield from worse_from_anybody(case, "bank-details-changed", alarm=alarm)


def _goes_further(case: Case) -> bool:
    """Whether the mail does more than announce: it gives an account number, brings a file, or presses."""
    email = case.email
    brings = any(not one.inline for one in email.attachments)
    return brings or case.expresses(*_PRESSING) or _ACCOUNT.search(email.text) is not None


SIGNAL = Signal(
    id="bank-details-changed",
    title="It says that the bank account has changed",
    says="It says that the bank account for payments has changed.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="changed-bank-details",
    fires_on={
        "under audit": (
            "From: Accounts <ar@hartwell-parts.example>\nSubject: Invoice 4471\n\n"
            "Our account is currently under audit. Please use our new bank details below for "
            "this and all future payments.\n"
        ),
        "please update": (
            "From: Clay <clay@supplier.example>\nSubject: Payment\n\n"
            "Kindly note that our bank details have changed. Please update your records and pay "
            "to the new account.\n"
        ),
        "in German": (
            "From: Buchhaltung <rg@schrauben-gmbh.example>\nSubject: Rechnung\n\n"
            "Bitte beachten Sie, dass sich unsere Bankverbindung geändert hat. Überweisen Sie ab "
            "sofort auf das neue Konto.\n"
        ),
    },
    quiet_on={
        "a bank that merges": (
            "From: Harbour Bank <service@harbourbank.example>\nSubject: Our new name\n\n"
            "From May we are called Harbour and Sons. Your card and everything else stay as they "
            "are.\n"
        ),
        "a bill as always": (
            "From: Gardener <jim@garden.example>\nSubject: Invoice 12\n\n"
            "Here is the bill for June. The account is the same as always. Thank you!\n"
        ),
    },
)
