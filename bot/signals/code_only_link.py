"""A square code is a link that filters seldom read, and it moves you to your phone, away from the company's guards.
So sign-in lures put their only link into one.

Tickets, payment slips and posters carry codes honestly. They stand beside links, lead to
whoever sent them, or to a service that we know.
"""

from collections.abc import Iterator

from bot.mail.email import Link
from bot.signals._sender import one_owner
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

# What a scammer wants, or threatens with, beside "scan this".
_WITH = (
    "sign-in-asked", "password-asked", "bank-login-asked", "card-asked", "papers-asked", "seed-phrase-asked",
    "deadline", "small-fee-asked", "account-threat", "mailbox-problem", "security-scare", "hr-notice",
    "document-shared",
)  # fmt: skip


def find(case: Case) -> Iterator[Evidence]:
    others = {link.organisation for link in case.email.links if link.where == "body" and link.host}
    for code in case.email.links:
        if code.where.startswith("qr:") and code.host and code.organisation not in others:
            weight = _weight(case, code, alone=not others)
            if weight is not None:
                yield Evidence("link", code.written[:180], {"goes_to": code.host[:80]}, weight=weight)
                return


def _weight(case: Case, code: Link, *, alone: bool) -> Weight | None:
    asked = case.expresses("scan-code-asked")
    if _is_known(case, code):
        return None
    if _is_senders_own(case, code):
        return (Weight.CLUE if asked else Weight.HINT) if alone else None
    if asked and case.expresses(*_WITH):
        return Weight.ALARM
    return Weight.CLUE if asked or alone else Weight.HINT


def _is_known(case: Case, code: Link) -> bool:
    """Whether it leads to the reader's firm, or to a service that we know and where no stranger can speak."""
    owner = case.brands.owner(code.organisation)
    return code.organisation in case.own_domains or (owner is not None and owner.owns(code.organisation))


def _is_senders_own(case: Case, code: Link) -> bool:
    box = case.email.sender
    return box is not None and one_owner(case.brands, code.organisation, box.organisation)


_QR_EVIL = (
    "iVBORw0KGgoAAAANSUhEUgAAAGMAAABjAQAAAACnQIM4AAAA50lEQVR42tXUsa3DIBAG4EMUdJkAiTXcsRIsEIsJshIda1jy"
    "ArhzgbgcSSSn8ftdvlBYfMVZP3fYxN+L/rEqUeRFZVJIG7eZSRXZIGUbc5uLVGMFY9U13Q1dErfgl69kpxrnKxLnOO2ZZFXT"
    "4tHBU/VJGsadlojFj8zbJ8tf4tzC5KpxCamSlmao4hhJtuSlbk1IfdLduCP1ubZd2kBhslDduwfL6+UJVKnd/CrTmJHGHMaE"
    "9YYkFcG7VHRCet2XETxCZTtnLT1OFxRLU/s7NdBdvoDdRijJQkRmZaTRrbLEzAnpN/5gT4vKrHIpeHyYAAAAAElFTkSuQmCC"
)
_QR_OWN = (
    "iVBORw0KGgoAAAANSUhEUgAAAGMAAABjAQAAAACnQIM4AAAA60lEQVR42tXUMQ7DIAwFUEcdsjUXQPI12LhSuECSXqC9EhvX"
    "QMoF6o0B4Tpqq3ZJzNh64g0g/LEA/i74Yd0BRlvmAJ0m4uLziaIsNAUzutRF8A2a3Ept8nJ8i7hMPX/dbFfSn4/Gf7rdlVS1"
    "MH8S3BVlAJCLm04TB6yQhgyDJsrFMy52JU3M6+Kw9qnTVJ28LV7CM4kjUcZblE1403R35iwduleCB5KDF8tXm7yqUHxMI5hB"
    "kxSFE7Gu7W2zTAGSpm2uWfa9uj2SzHVvAPDSIse15xZNDq/vzI7EZY6SmVG19ccy2itp+o8f7AG+o7B3NaduiQAAAABJRU5E"
    "rkJggg=="
)

SIGNAL = Signal(
    id="code-only-link",
    title="The link is hidden in a square code",
    says="It has a square code that takes your phone to {goes_to}, where no filter can look first.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="square-codes",
    see=("MITRE ATT&CK T1566.002",),
    fires_on={
        "sign in with your phone": with_file(
            (
                "From: IT <it@firm.test>\nSubject: Sign-in\n\nScan the QR code with your phone to verify "
                "your account or it will be suspended within 24 hours."
            ),
            "code.png",
            _QR_EVIL,
            kind="image/png",
            encoding="base64",
        ),
        "nothing but a code": with_file(
            "From: Office <office@firm.test>\nSubject: Pay slip\n\nSee the picture.",
            "code.png",
            _QR_EVIL,
            kind="image/png",
            encoding="base64",
        ),
    },
    quiet_on={
        "the sender's own": with_file(
            "From: Choir <info@choir.example>\nSubject: Tickets\n\nShow it at the door. See https://map.example/hall",
            "code.png",
            _QR_OWN,
            kind="image/png",
            encoding="base64",
        ),
        "the same as the link": with_file(
            "From: Ann <ann@firm.example>\nSubject: Our walk\n\nThe map: https://evil.test/a or the code.",
            "code.png",
            _QR_EVIL,
            kind="image/png",
            encoding="base64",
        ),
        "no code": "From: Ann <ann@firm.example>\nSubject: Our walk\n\nScan the QR code at the gate.",
    },
)
