"""What cannot be delivered goes back to the return path, so it often shows the mailbox that the scammer
really used.

Newsletters nearly always return to a mailing firm; only a free mailbox or a made-up address behind a
firm's mail counts.
"""

from collections.abc import Iterator

from bot.signals._sender import is_list_mail, looks_made_up, name_claims
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    sender, back = case.email.sender, case.email.return_path
    if not sender or not sender.domain or not back or not back.domain or back.organisation == sender.organisation:
        return
    if case.brands.is_freemail(sender.organisation) or is_list_mail(case.email):
        return
    named = bool(name_claims(case)) or case.brands.owner(sender.organisation) is not None
    made_up = named and looks_made_up(back.organisation.partition(".")[0], digits=True)
    if case.brands.is_freemail(back.organisation) or made_up:
        yield Evidence("header:Return-Path", back.address, {"back": back.organisation})


SIGNAL = Signal(
    id="return-path-elsewhere",
    title="It was really sent from another mailbox",
    says="Behind the sender you see, it was sent from a mailbox at {back}.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    see=("RFC 5321, 4.4",),
    fires_on={
        "a free mailbox": (
            "Return-Path: <desk0072@gmail.com>\nFrom: Pay Office <office@acme.example>\n"
            "To: ann@firm.example\nSubject: Hello\n\nHi"
        ),
        "a made-up address behind a brand": (
            "Return-Path: <x@qzvtrkpdxw.test>\nFrom: Amazon <order@amazon.com>\n"
            "To: ann@firm.example\nSubject: Hello\n\nHi"
        ),
    },
    quiet_on={
        "a mailing firm": (
            "Return-Path: <bounce-8812@send.mailer.example>\nFrom: Acme <news@acme.example>\n"
            "To: ann@firm.example\nSubject: News\n\nHi"
        ),
        "the same firm": (
            "Return-Path: <bounces@mail.acme.example>\nFrom: Acme <news@acme.example>\n"
            "To: ann@firm.example\nSubject: News\n\nHi"
        ),
    },
)
