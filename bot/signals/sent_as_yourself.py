"""Extortionists write your own address in From, to make you believe that they sit in your mailbox.

People do send notes to themselves, and printers send scans so; the receiving server can tell those apart.
"""

from collections.abc import Iterator

from bot.mail.email import Source
from bot.mail.received import hand_over
from bot.signals._sender import is_list_mail
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

# Mailing programs write the sender into To as well, so without a failed check the words must fit.
_THREATS = (
    "extortion",
    "crypto-asked",
    "password-asked",
    "mailbox-problem",
    "account-threat",
    "sign-in-asked",
)


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    box = email.sender
    if not box or not box.domain or not email.to or is_list_mail(email):
        return
    itself = any(one.address == box.address for one in email.to)
    house = not case.brands.is_freemail(box.organisation) and all(
        one.organisation == box.organisation for one in email.to
    )
    if not itself and not house:
        return
    result = email.authentication.failure()
    if result is not None:
        yield Evidence("header:From", box.written, {}, Weight.CLUE if itself else Weight.HINT)
    elif (
        itself
        and case.expresses(*_THREATS)
        and _from_outside(case)
        and not email.authentication.aligned_pass(box.domain)
    ):
        yield Evidence("header:From", box.written, {}, Weight.HINT)


def _from_outside(case: Case) -> bool:
    """Whether the mail was handed over from outside, to a server that checked nothing."""
    return case.email.source is Source.RAW and hand_over(case.email.headers) is not None


_HOP = (
    "Received: from mail.test (mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
)
_TEXT = "From: Ann <ann@firm.example>\nTo: ann@firm.example\nSubject: Note\n\nRead this."

SIGNAL = Signal(
    id="sent-as-yourself",
    title="It pretends to come from yourself",
    says="It carries your own address as the sender, but it came from outside.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "the check failed": "Authentication-Results: mx.firm.example; spf=fail smtp.mailfrom=firm.example\n"
        + _HOP
        + _TEXT,
        "nothing was checked": _HOP
        + _TEXT
        + " Your mailbox is full. Please confirm your password here: https://box.test/",
    },
    quiet_on={
        "a note to oneself": "Authentication-Results: mx.firm.example; dkim=pass header.d=firm.example;"
        " dmarc=pass header.from=firm.example\n" + _HOP + _TEXT,
        "inside the house": "Received: from scanner (scanner [10.0.0.7]) by mx.firm.example with ESMTP;"
        " Sun, 1 Nov 2026 10:00:00 +0000\n" + _TEXT,
        "a mailing program": _HOP + _TEXT,
        "to somebody else": _HOP + "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
    },
)
