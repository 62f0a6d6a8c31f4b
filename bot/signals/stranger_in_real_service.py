"""Invoices, envelopes and shares carry a note that their sender writes. The service's own good name and
signature carry the lure.

Genuine receipts show amounts, links and a support number too. What they never say is "call to cancel", or
"pay in gift cards".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.library.brands import Brand
from bot.library.lists import Lists, one_of
from bot.library.words import AMOUNT
from bot.signals._asks import best, phone
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_NEVER_A_SERVICE = ("gift-cards-asked", "seed-phrase-asked", "remote-access-asked")
# Together with a link to a stranger: honest notes hold links too, but not with these words.
_SECRETS = ("password-asked", "card-asked", "bank-login-asked", "crypto-asked")
# Together with a link that itself says what it is after.
_LURES = (
    "prize-promised", "wallet-reward", "refund-promised", "fortune-offered", "returns-promised", "sign-in-asked",
    "account-threat", "data-loss-threat",
)  # fmt: skip
_BESIDE = 250  # characters between "I did not do this" and the number to call


def find(case: Case) -> Iterator[Evidence]:
    service = _service(case)
    if service is None:
        return
    told = [*best(case, *_NEVER_A_SERVICE, *_through_links(case))]
    if phone(case):
        told = [*best(case, "call-to-cancel"), *_calls_beside_denials(case), *told, *_charges_of_others(case, service)]
    for one in told[:2]:
        yield replace(one, facts={"service": service.name})


def _service(case: Case) -> Brand | None:
    """The service that sent the mail, if it is one whose mails carry strangers' words."""
    box = case.email.sender
    if box is None or not box.domain or case.brands.is_freemail(box.organisation):
        return None
    owner = case.brands.owner(box.organisation)
    return owner if owner and owner.relays else None


def _calls_beside_denials(case: Case) -> Iterator[Evidence]:
    """Numbers to call that stand beside "if you did not authorise this"."""
    denials = case.said.get("deny-order", ())
    for call in case.said.get("call-asked", ()):
        if any(one.where == call.where and abs(one.start - call.start) <= _BESIDE for one in denials):
            yield Evidence(call.where, call.quote)


def _charges_of_others(case: Case, service: Brand) -> Iterator[Evidence]:
    """Charges in another brand's name: a calendar or a folder bills nobody for an antivirus."""
    others = any(claim.brand.id != service.id for claim in case.claims)
    if service.kind == "software" and others and case.expresses(AMOUNT):
        yield from best(case, "unknown-charge", most=1)


def _through_links(case: Case) -> tuple[str, ...]:
    """What must not be said together with the links that lead to somebody who is no brand at all."""
    away = [link.target for link in case.email.links if link.host and not case.brands.owner(link.organisation)]
    if any(_lure(case.brands.shared).search(target[:500]) for target in away):
        return (*_SECRETS, *_LURES)
    return _SECRETS if away else ()


@lru_cache(maxsize=4)
def _lure(lists: Lists) -> re.Pattern[str]:
    return re.compile(one_of(lists.link_lures), re.IGNORECASE)


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
        "a note in an address": (
            "From: service@paypal.com\nSubject: You added a new address\n\n"
            "New address: Order for a laptop. If you did not authorize this, please contact "
            "PayPal at +1 (888) 555-0173.\n"
        ),
        "an invitation": (
            "From: Google Calendar <calendar-notification@google.com>\nSubject: Invitation: Payment done\n\n"
            "Your Geek Squad plan is renewed. $479.00 has been debited from your account. Our desk: "
            "1-845-555-0126.\n"
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
        "a letter sent through a service": (
            "From: Garden Letter <garden@substack.com>\nSubject: Letter 12\n\n"
            "Congratulations to the winner of our roses! More in the shop: "
            "https://garden-shop.example/roses\n"
        ),
        "a talk about code": (
            "From: Bob <notifications@github.com>\nSubject: [tool] Login fails (#12)\n\n"
            "After the update your account is locked in the test. See "
            "https://docs.tool.example/notes for the steps.\n"
        ),
        "a free mailbox at the same firm": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: Friday\n\n"
            "Shall we call +1 (888) 555-0119 to cancel the table? Ann\n"
        ),
    },
)
