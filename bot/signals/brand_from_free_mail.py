"""A box at Gmail or Outlook costs nothing and needs no proof, and its owner may write "Amazon" as the
name.

No large firm answers its customers from one. Honest look-alikes: people who are called like a brand,
and mail that only speaks of the brand.
"""

import re
from collections.abc import Iterator

from bot.signals._lookalike import lookalike_of
from bot.signals._sender import brand_from_free_mail
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SEPARATORS = re.compile(r"[._\-\d]+")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not case.brands.is_freemail(box.organisation):
        return
    if claim := brand_from_free_mail(case):
        yield Evidence("header:From", box.written, {"brand": claim.brand.name})
        return
    parts = [part for part in _SEPARATORS.split(box.local[:64]) if part]
    if len(parts) > 1 and any(part in case.brands.shared.added_words for part in parts):
        found = lookalike_of("-".join(parts) + ".invalid", case.brands)
        if found and not found[0].everyday:
            yield Evidence("header:From", box.written, {"brand": found[0].name})


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
        "only the address says so": "From: Billing <paypal.billing77@gmail.com>\nSubject: Invoice\n\nHello.",
    },
    quiet_on={
        "a person called like a brand": (
            "From: Paul Hermes <paul.hermes@gmail.com>\nSubject: Lunch\n\nAre you free on Friday?"
        ),
        "the firm itself": (
            "From: Amazon.com <auto-confirm@amazon.com>\nSubject: Your order\n\nThank you for your order."
        ),
        "a friend who writes about it": (
            "From: Ann Miller <ann.m@gmail.com>\nSubject: Amazon voucher\n\nThank you for the Amazon voucher!"
        ),
    },
)
