"""The kind of scam decides what people are told to do: it follows what the mail asks for, then who it poses as."""

from collections.abc import Iterable

import pytest

from bot.flows.check import Asker, check
from bot.library.content import content_root
from bot.library.library import Library
from bot.mail.email import Mailbox
from bot.signals.catalogue import signals
from bot.signals.signal import Signal
from bot.verdict.weigh import CHECK_FIRST

LIBRARY = Library.load()
SIGNALS = {signal.id: signal for signal in signals()}
FIRM = Asker(colleagues=(Mailbox("Maria Keller", "maria.keller@northwind.example"),))
TO = "To: ann.reader@northwind.example\n"
PRETEXTS = ("favour-opening", "colleague-from-outside", "secrecy-asked", "no-calls", "moved-off-channel")
ASKS = sorted({one for what in ("money", "bank details", "a code", "remote access") for one in CHECK_FIRST[what]})

BOSS = f"From: Maria Keller <maria-keller-desk@gmail.com>\n{TO}Subject: Quick one\n\n"
BANK = f"From: Sparkasse <service@konto-pruefung.test>\n{TO}Subject: Konto\n\nSehr geehrte Kunden,\n\n"
MAILS = {
    "executive-gift-cards": BOSS + "Buy 5 gift cards for me, scratch the back and email me the codes. Tell nobody.\n",
    "executive-payment": BOSS + "Please set up a same-day bank transfer of 18,650.00 GBP. Do not tell anybody.\n",
    "payroll-diversion": BOSS + "I would like my salary to be paid into my new account from now on. Thanks.\n",
    "code-request": BOSS + "You will get a text with 6 digits. Can you send me the code straight back here?\n",
    "fake-order": (
        f"From: Amazon Orders <orders.desk.2088@gmail.com>\n{TO}Subject: Your order\n\nThank you for your order with "
        "Amazon. Total: $1,249.00. If you did not place this order, call +1 (803) 555-0142 to cancel.\n"
    ),
    "fake-renewal": (
        f"From: Billing <plan.desk.2088@gmail.com>\n{TO}Subject: Renewal\n\nYour Norton plan has been renewed and "
        "$349.99 has been charged to your account. If you did not want this, call +1 (803) 555-0142 to cancel.\n"
    ),
    "parcel-fee": (
        f"From: DHL <post@dhl-release.test>\n{TO}Subject: Parcel\n\nYour parcel is on hold. Please pay the customs fee "
        "of 1.99 EUR to release the parcel, and enter your card number, expiry date and CVV: "
        "http://dhl-release.test/pay\n"
    ),
    "credential-phish": (
        f"From: Mail Admin <admin@post-room.test>\n{TO}Subject: Mailbox\n\nYour password expires today. You can "
        "continue with your current password: click Keep Same Password below. http://post-room.test/in\n"
    ),
    "bank-phish": BANK + (
        "Ihr Konto wird gesperrt. Bitte geben Sie Ihr Passwort ein und bestätigen Sie Ihre Zugangsdaten: "
        "http://konto-pruefung.test/in\n"
    ),
    "payment-data": (
        f"From: Netflix <care@flix-billing.test>\n{TO}Subject: Your payment\n\nYour last payment failed. Please enter "
        "your card number, expiry date and CVV within 24 hours: http://flix-billing.test/pay\n"
    ),
    "tax-or-government": (
        f"From: HMRC <refund@hmrc-claims.test>\n{TO}Subject: Tax refund\n\nYou are due a tax refund of 412.50 GBP. To "
        "receive your refund, please enter your card number, expiry date and CVV: http://hmrc-claims.test/in\n"
    ),
    "wallet": (
        f"From: MetaMask <team@mask-kyc.test>\n{TO}Subject: KYC\n\nUnverified wallets will be suspended. Enter your "
        "12-word secret recovery phrase to verify your wallet: http://mask-kyc.test/in\n"
    ),
    "supplier-bank-change": (
        f"From: Accounts <bills@hartwell-parts.test>\n{TO}Subject: New account\n\nOur bank details have changed. "
        "Please pay all open invoices to the new account below. I am working from home and can't take calls.\n"
    ),
    "sextortion": (
        f"From: You <x@blue.test>\n{TO}Subject: I know\n\nI have hacked your device and recorded you with your webcam. "
        "Send $1,950 in Bitcoin to this wallet address within 48 hours or I send the video to your contacts.\n"
    ),
}  # fmt: skip


def kind_of(mail: str, asker: Asker = FIRM) -> str:
    verdict = check(mail.encode(), "mail.eml", LIBRARY, asker).verdict
    assert verdict.state.flagged, mail
    return verdict.scam.id if verdict.scam else ""


@pytest.mark.parametrize("kind", MAILS)
def test_a_mail_is_of_the_kind_that_it_asks_for(kind: str) -> None:
    assert kind_of(MAILS[kind]) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("01-order-to-cancel-by-phone.eml", "fake-order"),
        ("03-parcel-with-a-small-fee.eml", "parcel-fee"),
        ("05-mailbox-about-to-close.eml", "credential-phish"),
        ("07-boss-in-a-hurry.eml", "executive-gift-cards"),
        ("09-supplier-changes-its-bank.eml", "supplier-bank-change"),
    ],
)
def test_the_scams_of_the_demo_are_of_their_kinds(name: str, kind: str) -> None:
    assert kind_of((content_root() / "demo" / name).read_text("utf-8")) == kind


def test_who_a_mail_poses_as_decides_where_the_ask_is_the_same() -> None:
    ask = "Your account is locked. Please enter your card number, expiry date and CVV: http://care-desk.test/in\n"
    posing = {
        who: kind_of(
            f"From: {who} <care@care-desk.test>\n{TO}Subject: Your account\n\nDear customer of {who},\n\n{ask}"
        )
        for who in ("Netflix", "Bradesco", "HMRC")
    }
    assert posing == {"Netflix": "payment-data", "Bradesco": "bank-phish", "HMRC": "tax-or-government"}


@pytest.mark.parametrize("ask", [one for one in ASKS if one != "gift-cards-asked"])
def test_it_is_never_gift_cards_where_something_else_is_asked_for(ask: str) -> None:
    """Whatever the false boss begins with: "are you free, tell nobody, I can't talk" asks for nothing yet."""
    assert chosen((ask, *PRETEXTS)) != "executive-gift-cards"
    assert chosen((ask, "gift-cards-asked", *PRETEXTS)) != ""


def test_it_is_gift_cards_with_gift_cards_and_with_a_favour_that_asks_for_nothing_yet() -> None:
    assert chosen(("gift-cards-asked", *PRETEXTS)) == "executive-gift-cards"
    assert chosen(PRETEXTS) == "executive-gift-cards"
    assert chosen(PRETEXTS[1:]) == ""


def test_a_bill_needs_a_number_to_call() -> None:
    assert chosen(("order-by-stranger", "unknown-charge", "brand-from-free-mail")) != "fake-order"
    assert chosen(("order-by-stranger", "unknown-charge", "call-to-cancel")) == "fake-order"


def chosen(names: Iterable[str]) -> str:
    """The kind that these signs speak for, each as strong as it usually is."""
    found: list[Signal] = [SIGNALS[name] for name in names]
    scam = LIBRARY.scams.likeliest({signal.id: signal.weight.value for signal in found})
    return scam.id if scam else ""
