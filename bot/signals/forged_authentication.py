"""Some senders write the receiver's "all checked, all well" into their mail themselves.

The real note stands above the line where the mail came in; below it only the sender can have written.
Forwarding services keep older notes of their own, which do not speak in the receiver's name.
"""

from collections.abc import Iterator

from bot.signals._sender import shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    for forged in case.email.authentication.forged[:1]:
        yield Evidence("header:Authentication-Results", shortened(forged))


_HOP = (
    "Received: from mail.test (mail.test [192.0.2.7]) by mx.firm.example with ESMTPS; Sun, 1 Nov 2026 10:00:00 +0000\n"
)
_OLDER = "Received: from pc.test (pc.test [192.0.2.9]) by mail.test with ESMTP; Sun, 1 Nov 2026 09:59:00 +0000\n"
_TEXT = "From: Amazon <auto-confirm@amazon.com>\nTo: ann@firm.example\nSubject: Your order\n\nHello."

SIGNAL = Signal(
    id="forged-authentication",
    title="It brings its own forged proof",
    says="It carries a note that it was checked and found genuine, but the sender wrote that note.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="check-the-sender",
    see=("RFC 8601, 1.6 and 7.1",),
    fires_on={
        "in the receiver's name": _HOP
        + _OLDER
        + "Authentication-Results: mx.firm.example; dmarc=pass header.from=amazon.com\n"
        + _TEXT,
        "beside the real one": "Authentication-Results: mx.firm.example; dmarc=fail header.from=amazon.com\n"
        + _HOP
        + "Authentication-Results: mx.firm.example; dmarc=pass header.from=amazon.com\n"
        + _TEXT,
    },
    quiet_on={
        "the receiver's own": "Authentication-Results: mx.firm.example; dmarc=pass header.from=amazon.com\n"
        + _HOP
        + _TEXT,
        "an older note of a forwarder": ("Authentication-Results: mx.firm.example; dmarc=pass header.from=amazon.com\n")
        + _HOP
        + _OLDER
        + "Authentication-Results: mail.test; dmarc=pass header.from=amazon.com\n"
        + _TEXT,
        "none at all": _TEXT,
    },
)
