"""A box at Gmail or Outlook costs nothing and needs no proof, and its owner may write "Amazon" as the
name.

No large firm answers its customers from one. Honest look-alikes: people who are called like a brand,
mail that only speaks of the brand, and telephone firms whose customers have mailboxes at the firm's own domain
(`movistar.es`): these write from a subdomain or from "noreply", which no customer is given.
"""

import re
from collections.abc import Iterator

from bot.library.brands import Brand
from bot.mail.email import Mailbox
from bot.signals._lookalike import lookalike_of
from bot.signals._sender import brand_from_free_mail
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_NO_CUSTOMER = frozenset({"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply"})
_SEPARATORS = re.compile(r"[._\-\d]+")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not case.brands.is_freemail(box.organisation):
        return
    claim = brand_from_free_mail(case)
    if claim and _is_no_customers(case, box, claim.brand):
        return
    if claim:
        yield Evidence("header:From", box.written, {"brand": claim.brand.name})
        return
    parts = [part for part in _SEPARATORS.split(box.local[:64]) if part]
    if len(parts) > 1 and any(part in case.brands.shared.added_words for part in parts):
        found = lookalike_of("-".join(parts) + ".invalid", case.brands)
        if found and not found[0].everyday:
            yield Evidence("header:From", box.written, {"brand": found[0].name})


def _is_no_customers(case: Case, box: Mailbox, brand: Brand) -> bool:
    """Whether the brand's own machine wrote, proved by the receiver, at the domain where its customers have theirs."""
    if box.organisation not in brand.open_domains or not case.email.authentication.aligned_pass(box.domain):
        return False
    return box.domain != box.organisation or box.local in _NO_CUSTOMER


_PROVED = (
    "Authentication-Results: mx.firm.example; dmarc=pass header.from=movistar.es\n"
    "Received: from out.mail.test (out.mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; "
    "Sun, 1 Nov 2026 10:00:00 +0000\n"
)

SIGNAL = Signal(
    id="brand-from-free-mail",
    title="A well-known name, but a free mailbox",
    says="It says it is {brand}, but it was sent from a free mailbox that anybody can open.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "an order": (
            "From: Amazon Orders <amz.orders.dept@gmail.com>\nSubject: Your order\n\nThank you for your order."
        ),
        "an everyday word with a role": (
            "From: Apple Support <help.desk.4471@outlook.com>\nSubject: Your ID\n\nHello."
        ),
        "a customer of a telephone firm": (
            f"{_PROVED}From: Movistar <movistar.cobros22@movistar.es>\nSubject: Tu factura\n\nHola."
        ),
        "nobody proved it": "From: Vodafone <noreply@vodafone.de>\nSubject: Rechnung\n\nHallo.",
        "only the address says so": "From: Billing <paypal.billing77@gmail.com>\nSubject: Invoice\n\nHello.",
    },
    quiet_on={
        "a person called like a brand": (
            "From: Paul Hermes <paul.hermes@gmail.com>\nSubject: Lunch\n\nAre you free on Friday?"
        ),
        "the firm itself": (
            "From: Amazon.com <auto-confirm@amazon.com>\nSubject: Your order\n\nThank you for your order."
        ),
        "a telephone firm at the domain of its customers' mailboxes": (
            f"{_PROVED}From: Movistar <movistar@info.movistar.es>\nSubject: Tu factura\n\nHola."
        ),
        "its machine, which nobody answers": (
            _PROVED.replace("movistar.es", "vodafone.de")
            + "From: Vodafone <noreply@vodafone.de>\nSubject: Rechnung\n\nHallo."
        ),
        "a friend who writes about it": (
            "From: Ann Miller <ann.m@gmail.com>\nSubject: Amazon voucher\n\nThank you for the Amazon voucher!"
        ),
    },
)
