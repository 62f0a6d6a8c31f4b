"""The sender's address is borrowed or forged, and the answer is collected in a free mailbox.

Clubs and people with two mailboxes do it honestly, under the same name; services that carry other
people's mail too.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

from bot.mail.email import Mailbox
from bot.signals._sender import words
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SAME = 60  # per cent of likeness from which two local parts may be one person's


def find(case: Case) -> Iterator[Evidence]:
    sender = case.email.sender
    if not sender or not sender.domain:
        return
    brand = case.brands.owner(sender.organisation)
    for box in case.email.reply_to[:5]:
        if box.organisation == sender.organisation and not case.brands.is_freemail(box.organisation):
            return
        if (
            case.brands.is_freemail(box.organisation)
            and box.address != sender.address
            and not _same_person(sender, box)
        ):
            weight = Weight.HINT if brand and brand.relays else Weight.CLUE
            yield Evidence("header:Reply-To", box.address, {"sender": sender.organisation}, weight)
            return


def _same_person(one: Mailbox, other: Mailbox) -> bool:
    if fuzz.ratio(one.local[:64], other.local[:64]) >= _SAME:
        return True
    own = [word for word in words(one.name) if len(word) > 2]
    return bool(own) and any(word in other.local for word in own)


SIGNAL = Signal(
    id="reply-to-free-mail",
    title="Your answer would go to a free mailbox",
    says="It comes from {sender}, but answers go to a free mailbox under another name.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="check-who-you-answer",
    fires_on={
        "from a firm": (
            "From: Pay Office <office@acme.example>\nReply-To: mr.kent.desk@gmail.com\nSubject: Hello\n\nHi"
        ),
        "from another free mailbox": (
            "From: Ann Miller <ann.miller@gmail.com>\nReply-To: execdesk07@outlook.com\nSubject: Hello\n\nHi"
        ),
    },
    quiet_on={
        "two mailboxes of one person": (
            "From: Ann Miller <ann.miller@gmail.com>\nReply-To: annmiller@outlook.com\nSubject: Hello\n\nHi"
        ),
        "a club's secretary": (
            "From: Tom Baker <news@choir.example>\nReply-To: tom.baker@gmail.com\nSubject: Practice\n\nHi"
        ),
        "the same firm": "From: news@acme.example\nReply-To: help@acme.example\nSubject: News\n\nHi",
    },
)
