"""Anybody can write a brand's real address into From. The receiving server checks whether it is true, and
notes it.

Forwarding and mailing lists break those checks for honest mail too; a list's mail that names a person
weighs little.
"""

from collections.abc import Iterator

from bot.signals._sender import is_list_mail, name_claims
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SURE = ("dmarc", "compauth")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    brand = case.brands.owner(box.organisation) if box else None
    if not box or not brand or not brand.owns(box.organisation):
        return
    result = case.email.authentication.failure()
    if result is None:
        return
    if is_list_mail(case.email) and not name_claims(case):
        weight = Weight.HINT
    else:
        sure = result.method in _SURE or (result.method, result.result) == ("spf", "fail")
        weight = Weight.ALARM if sure else Weight.CLUE
    facts = {"brand": brand.name}
    yield Evidence("header:From", box.written, facts, weight)


_HOP = (
    "Received: from mail.test (mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
)

SIGNAL = Signal(
    id="brand-spoofed",
    title="The sender's address is forged",
    says="The address is {brand}'s own, but the receiving mail server found that they did not send it.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="check-the-sender",
    see=("RFC 7489", "RFC 8601"),
    fires_on={
        "the full check failed": (
            "Authentication-Results: mx.firm.example; spf=fail smtp.mailfrom=mail.test; "
            "dmarc=fail header.from=amazon.com\n"
        )
        + _HOP
        + (
            "From: Amazon <auto-confirm@amazon.com>\nTo: ann@firm.example\nSubject: Your order\n\n"
            "Thank you for your order."
        ),
        "a server that may not send": ("Authentication-Results: mx.firm.example; spf=fail smtp.mailfrom=paypal.com\n")
        + _HOP
        + "From: PayPal <service@paypal.com>\nTo: ann@firm.example\nSubject: Receipt\n\nHello.",
    },
    quiet_on={
        "checked and true": (
            "Authentication-Results: mx.firm.example; dkim=pass header.d=amazon.com; dmarc=pass "
            "header.from=amazon.com\n"
        )
        + _HOP
        + (
            "From: Amazon <auto-confirm@amazon.com>\nTo: ann@firm.example\nSubject: Your order\n\n"
            "Thank you for your order."
        ),
        "forwarded, but its signature holds": (
            "Authentication-Results: mx.firm.example; spf=softfail smtp.mailfrom=paypal.com; "
            "dkim=pass header.d=paypal.com; dmarc=pass header.from=paypal.com\n"
        )
        + _HOP
        + "From: PayPal <service@paypal.com>\nTo: ann@firm.example\nSubject: Receipt\n\nHello.",
        "pasted, nothing is known": "From: PayPal <service@paypal.com>\nSubject: Receipt\n\nHello.",
    },
)
