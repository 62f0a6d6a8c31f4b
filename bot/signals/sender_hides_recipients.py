"""A mail about your account or your money that is addressed to nobody went to thousands at once.

Clubs and schools hide their members' addresses too, so it counts only beside such words, and only as a hint.
"""

from collections.abc import Iterator

from bot.mail.email import Source
from bot.signals._sender import is_list_mail, shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_MONEY_OR_ACCOUNT = (
    "sign-in-asked",
    "password-asked",
    "card-asked",
    "transfer-asked",
    "crypto-asked",
    "gift-cards-asked",
    "account-threat",
    "mailbox-problem",
    "fortune-offered",
    "loan-offered",
    "prize-promised",
    "refund-promised",
    "unknown-charge",
    "payment-failed",
    "personal-details-asked",
    "advance-fee-asked",
    "bank-login-asked",
    "returns-promised",
    "data-loss-threat",
    "security-scare",
    "parcel-held",
    "small-fee-asked",
    "seed-phrase-asked",
    "wallet-reward",
)


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    if email.source is not Source.RAW or email.forwarded or not email.sender or is_list_mail(email):
        return
    if any(box.address for box in email.to):
        return
    if case.expresses(*_MONEY_OR_ACCOUNT):
        written = shortened(email.header("To"))
        yield Evidence("header:To", written) if written else Evidence("header:From", email.sender.written)


SIGNAL = Signal(
    id="sender-hides-recipients",
    title="It is addressed to nobody",
    says="It speaks of money or an account, but it is not addressed to you.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "undisclosed": (
            "From: Grant <office@mail.test>\nTo: undisclosed-recipients:;\nSubject: Grant\n"
            "Message-ID: <1@mail.test>\nMIME-Version: 1.0\n\n"
            "I need you to buy five gift cards today. Send me the codes."
        ),
        "no line at all": (
            "From: Desk <desk@mail.test>\nSubject: Cards\nDate: Sun, 1 Nov 2026 10:00:00 +0000\n"
            "Message-ID: <1@mail.test>\nMIME-Version: 1.0\n\n"
            "I need you to buy five gift cards today. Send me the codes."
        ),
    },
    quiet_on={
        "addressed to a person": (
            "From: Desk <desk@mail.test>\nTo: ann@firm.example\nSubject: Cards\n"
            "Message-ID: <1@mail.test>\nMIME-Version: 1.0\n\n"
            "I need you to buy five gift cards today. Send me the codes."
        ),
        "a club's news": "From: Choir <news@choir.example>\nTo: undisclosed-recipients:;\nSubject: Songs\n"
        "Message-ID: <1@choir.example>\nMIME-Version: 1.0\n\nPractice is on Friday at eight.",
    },
)
