"""Invoices, envelopes and shares carry a note that their sender writes. The service's own good name and
signature carry the lure.

Genuine receipts show amounts, links and a support number too. What they never say is "call to cancel", or
"pay in gift cards".
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.library.brands import Brand
from bot.signals._asks import best, phone
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_CALLS = ("call-to-cancel",)  # with a number
_NEVER_A_SERVICE = ("gift-cards-asked", "crypto-asked", "seed-phrase-asked", "remote-access-asked")
# Together with a link to a stranger.
_LURES = ("prize-promised", "wallet-reward", "refund-promised", "fortune-offered", "sign-in-asked")


def find(case: Case) -> Iterator[Evidence]:
    service = _service(case)
    if service is None:
        return
    calls = _CALLS if phone(case) else ()
    lures = _LURES if _leads_away(case) else ()
    for one in best(case, *calls, *_NEVER_A_SERVICE, *lures):
        yield replace(one, facts={"service": service.name})


def _service(case: Case) -> Brand | None:
    """The service that sent the mail, if it is one whose mails carry strangers' words."""
    box = case.email.sender
    if box is None or not box.domain or case.brands.is_freemail(box.organisation):
        return None
    owner = case.brands.owner(box.organisation)
    return owner if owner and owner.relays else None


def _leads_away(case: Case) -> bool:
    """Whether a link goes to somebody who is no brand at all."""
    return any(link.host and case.brands.owner(link.organisation) is None for link in case.email.links)


SIGNAL = Signal(
    id="stranger-in-real-service",
    title="A real service carries a stranger's words",
    says="It really comes from {service}, but a stranger wrote the words in it.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "a note on an invoice": (
            "From: service@paypal.com\nSubject: Invoice from Crypto Desk\n\n"
            "Crypto Desk sent you an invoice. Note from seller: $649.99 has been debited from "
            "your account. If you did not authorize this payment, call +1 (833) 555-0119 to "
            "cancel.\n"
        ),
        "a comment on a document": (
            "From: Claim Team (Google Docs) <comments-noreply@docs.google.com>\n"
            "Subject: You were mentioned\n\n"
            "Congratulations! You have been selected as the lucky winner. Claim your prize "
            "today: https://mining-withdraw.example/claim\n"
        ),
        "an envelope": (
            "From: Renewals via Docusign <dse@docusign.net>\nSubject: Complete: Purchase\n\n"
            "Renewals Unit sent you a document. USD 512.40 will be charged to your card. If you "
            "did not authorize this charge, call us at +1 (877) 555-0142 to cancel.\n"
        ),
    },
    quiet_on={
        "a real receipt": (
            "From: Garden Shop via Stripe <receipts@stripe.com>\nSubject: Your receipt\n\n"
            "Receipt from Garden Shop. Amount paid 20.00 EUR. If you have any questions, call us "
            "at +1 (888) 555-0119.\n"
        ),
        "a real envelope": (
            "From: Homes via Docusign <dse@docusign.net>\nSubject: Please sign: lease\n\n"
            "Homes Ltd sent you a document to review and sign: "
            "https://na3.docusign.net/Signing/x The rent is 900 EUR.\n"
        ),
        "a real share": (
            "From: Ann (via Google Docs) <drive-shares-dm-noreply@google.com>\nSubject: Minutes\n\n"
            "Ann shared a document with you: https://docs.google.com/document/d/1\n"
        ),
        "a free mailbox at the same firm": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: Friday\n\n"
            "Shall we call +1 (888) 555-0119 to cancel the table? Ann\n"
        ),
    },
)
