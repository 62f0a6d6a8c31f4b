"""When the receiving server proved that the brand's own machines sent it, the sender at least is real.

Scammers misuse real services too (an invoice through PayPal, a shared document), so mail that carries
strangers' words is not vouched for when it asks or gives a number to call; nor is anything that the
receiver itself did not write.
"""

from collections.abc import Iterator

from bot.mail.email import Source
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_ASKS = (
    "prize-promised",
    "wallet-reward",
    "returns-promised",
    "refund-promised",
    "account-threat",
    "legal-threat",
    "unknown-charge",
    "deny-order",
    "call-to-cancel",
    "call-asked",
    "sign-in-asked",
    "password-asked",
    "card-asked",
    "crypto-asked",
    "gift-cards-asked",
    "transfer-asked",
    "remote-access-asked",
    "moved-off-channel",
    "code-asked",
    "personal-details-asked",
    "bank-details-changed",
    "install-asked",
    "seed-phrase-asked",
    "fortune-offered",
)


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    box = email.sender
    if email.source is not Source.RAW or email.forwarded or not box or not box.domain:
        return
    brand = case.brands.owner(box.organisation)
    if not brand or not brand.owns(box.organisation):
        return
    proof = email.authentication.aligned_pass(box.domain)
    if proof is None or (brand.relays and (email.phones or case.expresses(*_ASKS))):
        return
    yield Evidence("header:Authentication-Results", proof.quote, {"brand": brand.name})


_HOP = (
    "Received: from mail.test (mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
)
_PASS = "Authentication-Results: mx.firm.example; dkim=pass header.d={0}; dmarc=pass header.from={0}\n"
_ORDER = (
    "From: Amazon <auto-confirm@amazon.com>\nTo: ann@firm.example\nSubject: Your order\n\nThank you for your order."
)
_INVOICE = (
    "From: PayPal <service@paypal.com>\nTo: ann@firm.example\nSubject: Invoice\n\n"
    "Your account has been charged $499.00. Call +1 803 555 0142 to cancel.\n"
)

SIGNAL = Signal(
    id="brand-authenticated",
    title="The sender is proved to be the real one",
    says="The receiving mail server proved that {brand} itself sent it.",
    why=__doc__,
    family=Family.REASSURING,
    weight=Weight.REASSURING,
    find=find,
    teaches="check-the-sender",
    see=("RFC 7489", "RFC 8601"),
    fires_on={
        "an order": _PASS.format("amazon.com") + _HOP + _ORDER,
        "signed only": "Authentication-Results: mx.firm.example; dkim=pass header.d=amazon.com\n" + _HOP + _ORDER,
    },
    quiet_on={
        "a result that the sender wrote": _HOP + _PASS.format("amazon.com") + _ORDER,
        "pasted text": ("From: Amazon <auto-confirm@amazon.com>\nSubject: Your order\n\nThank you for your order."),
        "another firm's proof": _PASS.format("mail.test") + _HOP + _ORDER,
        "a stranger's invoice through a real service": _PASS.format("paypal.com") + _HOP + _INVOICE,
    },
)
