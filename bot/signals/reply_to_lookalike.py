"""A reader of a hacked mailbox writes from the real address once, and moves the answers to nearly the same one.

From then on the owner of the mailbox sees nothing. Firms that answer from a second address choose a name of its own,
or the same name in another country.
"""

from collections.abc import Iterator

from bot.signals._lookalike import is_near
from bot.signals._sender import one_owner
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_CUT_SHORT = frozenset({"co", "cm", "om"})
MOST = 5  # addresses that are compared


def find(case: Case) -> Iterator[Evidence]:
    sender = case.email.sender
    if not sender or not sender.domain or case.brands.is_freemail(sender.organisation):
        return
    for box in case.email.reply_to[:MOST]:
        if not box.domain or one_owner(case.brands, box.organisation, sender.organisation):
            continue
        if _is_almost(box.organisation, sender.organisation):
            yield Evidence("header:Reply-To", box.address, {"known": sender.organisation})
            return


def _is_almost(other: str, known: str) -> bool:
    """Whether one organisation can be taken for the other: a near-copy, or .com cut short."""
    label, _, ending = other.partition(".")
    known_label, _, known_ending = known.partition(".")
    return is_near(label, known_label) or (label == known_label and known_ending == "com" and ending in _CUT_SHORT)


SIGNAL = Signal(
    id="reply-to-lookalike",
    title="Your answer would go to an address that is almost the same",
    says="If you answer it, your words go to an address that is nearly {known}, but not the same.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="check-who-you-answer",
    fires_on={
        "two letters changed places": (
            "From: Ines <ines@portreath-supplies.example>\nReply-To: ines@portreath-suppiles.example\n"
            "Subject: RE: order\n\nHi Ann."
        ),
        "a letter less": (
            "From: Ines <ines@portreath-supplies.com>\nReply-To: ines@portreath-supplies.co\nSubject: RE\n\nHi Ann."
        ),
        "a digit for a letter": (
            "From: The Boss <boss@northwind.example>\nReply-To: boss@northw1nd.example\nSubject: Hello\n\nHi Ann."
        ),
    },
    quiet_on={
        "the same firm elsewhere": (
            "From: Ben <ben@northwind.example>\nReply-To: desk@northwind.test\nSubject: Hello\n\nHi Ann."
        ),
        "another firm": (
            "From: Ben <ben@northwind.example>\nReply-To: ben@southgate.example\nSubject: Hello\n\nHi Ann."
        ),
        "the same address": (
            "From: Ben <ben@northwind.example>\nReply-To: ben@northwind.example\nSubject: Hello\n\nHi Ann."
        ),
    },
)
