"""Whoever has the password has the account, so the scammer asks for it, or offers to "keep" the one you
have.

No firm needs to be told it. Honest mails about passwords let you choose a new one, and only after you
asked.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "password-asked")


SIGNAL = Signal(
    id="password-asked",
    title="It asks for your password",
    says="It asks for your password. No honest firm needs you to send it, confirm it or keep it by mail.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="never-share-codes",
    fires_on={
        "keep the same one": (
            "From: IT <notice@office-tenant.example>\nSubject: Password expiry\n\n"
            "Your password expires today. You can continue with your current password: click "
            "Keep Same Password below.\n"
        ),
        "send it": (
            "From: Webmail Team <team@mail-upgrade.example>\nSubject: Upgrade\n\n"
            "To finish the upgrade, reply with your username and password so that your mailbox "
            "is not lost.\n"
        ),
    },
    quiet_on={
        "a reset you asked for": (
            "From: Codeshop <noreply@codeshop.example>\nSubject: Reset your password\n\n"
            "You asked us to reset your password. If it was not you, ignore this mail and "
            "nothing will change.\n"
        ),
        "a warning": (
            "From: Harbour Bank <news@harbourbank.example>\nSubject: Stay safe\n\n"
            "We will never ask you for your password. Please do not send your password to "
            "anyone.\n"
        ),
        "the office changes it itself": (
            "From: IT <it@firm.example>\nSubject: Password change\n\n"
            "Your Windows password expires in five days. To change it, press Ctrl+Alt+Del at "
            "your own desk. No link is needed.\n"
        ),
    },
)
