"""Thieves who have read a mailbox answer in a real thread, from an address that never took part in it.

In honest threads people join too, so both sides must be seen in the older mails, and lists are left out.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.signals._sender import addresses, is_list_mail, words
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    email = case.email
    box = email.sender
    if (
        not box
        or not box.domain
        or not email.quoted
        or not _reply(case.brands.shared).match(email.subject)
        or is_list_mail(email)
    ):
        return
    took_part = list(addresses(email.quoted))
    parties = {_party(case, one.address, one.organisation) for one in took_part}
    own = _party(case, box.address, box.organisation)
    if own in parties or any(one.organisation == box.organisation for one in email.to):
        return
    if len(parties) >= 2 or _same_name(box.name, email.quoted):
        yield Evidence("header:From", box.written)


@lru_cache(maxsize=4)
def _reply(lists: Lists) -> re.Pattern[str]:
    """What stands before the subject of an answer: "Re:", "AW[2]:"."""
    return re.compile(rf"\s*(?:{one_of(lists.reply_marks)})\s*(?:\[\d+\])?\s*[:\uff1a]", re.IGNORECASE)


def _same_name(name: str, quoted: str) -> bool:
    """Whether the sender's name stands before another address in the thread."""
    return len(words(name)) > 1 and any(f"{name}{bracket}" in quoted for bracket in (" <", "<", '" <', " [mailto:"))


def _party(case: Case, address: str, org: str) -> str:
    """Whom an address speaks for: its organisation, or at a free-mail provider only itself."""
    return address if case.brands.is_freemail(org) else org


_THREAD = (
    "\n\nFrom: Ben Kent <ben@supplier.example>\nSent: Monday, 2 November 2026 10:00\n"
    "To: Cara Lund <cara@firm.example>\nSubject: Our order\n\nHere is the offer.\n"
)

SIGNAL = Signal(
    id="thread-stranger",
    title="A stranger answers in your thread",
    says="It looks like an answer in a known thread, but this sender's address never took part in it.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="verify-another-way",
    fires_on={
        "a new address": (
            "From: Ben Kent <ben.kent@office-mail.test>\nTo: cara@firm.example\n"
            "Subject: RE: Our order\n\nOur bank has changed."
        )
        + _THREAD,
        "the name, another address": (
            "From: Ben Kent <info@rosa.test>\nTo: cara@firm.example\nSubject: Re: Our order\n\n"
            "See this.\n\nOn Mon, 2 Nov 2026 at 10:00, Ben Kent <ben@supplier.example> wrote:\n"
            "> Here is the offer.\n"
        ),
        "a free mailbox": (
            "From: Ben Kent <benkent.office@gmail.com>\nTo: cara@firm.example\n"
            "Subject: AW: Our order\n\nOur bank has changed."
        )
        + _THREAD,
    },
    quiet_on={
        "a friend of the writer": (
            "From: Eve Hart <eve@uni.example>\nTo: cara@firm.example\nSubject: Re: Lunch\n\nYes!\n\n"
            "On Mon, 2 Nov 2026 at 10:00, Cara Lund <cara@firm.example> wrote:\n> Lunch on Friday?\n"
        ),
        "the same person": (
            "From: Ben Kent <ben@supplier.example>\nTo: cara@firm.example\nSubject: RE: Our order\n\nThank you."
        )
        + _THREAD,
        "a colleague of theirs": (
            "From: Dora Moss <dora@supplier.example>\nTo: cara@firm.example\nSubject: RE: Our order\n\nThank you."
        )
        + _THREAD,
        "a mailing list": (
            "From: Eve <eve@uni.example>\nTo: talk@lists.test\nList-Id: <talk.lists.test>\n"
            "Subject: Re: Our order\n\nThank you."
        )
        + _THREAD,
        "no thread": ("From: Eve <eve@uni.example>\nTo: cara@firm.example\nSubject: Re: Lunch\n\nYes, on Friday."),
    },
)
