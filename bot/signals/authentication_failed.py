"""The receiving server asks the sender's firm whether this machine may send for it, and here the answer
was no.

Lists and forwarding break the check for honest mail, and so do firms with careless settings: one clue
among others.
"""

from collections.abc import Iterator

from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SURE = ("dmarc", "compauth")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    result = case.email.authentication.failure()
    if not box or result is None:
        return
    brand = case.brands.owner(box.organisation)
    if brand and brand.owns(box.organisation):
        return  # brand-spoofed says it better
    weight = Weight.CLUE if result.method in _SURE else Weight.HINT
    where = "header:Authentication-Results" if case.email.header("Authentication-Results") else "header:Received-SPF"
    yield Evidence(where, result.quote, {"sender": box.organisation or box.written}, weight)


_HOP = (
    "Received: from mail.test (mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
)

SIGNAL = Signal(
    id="authentication-failed",
    title="The sender could not be proved",
    says="The receiving mail server checked whether it really came from {sender}, and the check failed.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="check-the-sender",
    see=("RFC 7489", "RFC 8601"),
    fires_on={
        "the full check": (
            "Authentication-Results: mx.firm.example; spf=fail smtp.mailfrom=mail.test; "
            "dmarc=fail header.from=acme.example\n"
        )
        + _HOP
        + "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
        "a server that may not send": (
            "Authentication-Results: mx.firm.example; spf=softfail smtp.mailfrom=acme.example\n"
        )
        + _HOP
        + "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
        "a forged pass below": ("Authentication-Results: mx.firm.example; dmarc=fail header.from=acme.example\n")
        + _HOP
        + "Authentication-Results: mx.firm.example; dmarc=pass header.from=acme.example\n"
        "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
    },
    quiet_on={
        "all well": (
            "Authentication-Results: mx.firm.example; spf=pass smtp.mailfrom=acme.example; "
            "dmarc=pass header.from=acme.example\n"
        )
        + _HOP
        + "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
        "forwarded, but its signature holds": (
            "Authentication-Results: mx.firm.example; spf=fail smtp.mailfrom=acme.example; "
            "dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example\n"
        )
        + _HOP
        + "From: Ann <ann@acme.example>\nTo: ben@firm.example\nSubject: Hello\n\nHi",
        "nothing is known": "From: Ann <ann@acme.example>\nSubject: Hello\n\nHi",
    },
)
