"""Does the mail come from the same firm as the person who got it, as far as that can be seen?

What is everyday work between colleagues (a new bank account, a new policy) is a risky request from anybody else.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.mail.organisation import organisation
from bot.signals._asks import best, from_the_brand_itself
from bot.signals.signal import Case, Evidence, Weight

MOST = 50  # recipients that are looked at


def from_inside(case: Case) -> bool:
    """Whether the sender's address is of a recipient's firm or of the company that asks, and no check denies it."""
    box = case.email.sender
    if not box or not box.domain or case.brands.is_freemail(box.organisation) or case.email.authentication.failure():
        return False
    own = {organisation(one) for one in case.own_domains} | {one.organisation for one in case.email.to[:MOST]}
    forwarder = case.email.forwarded_by
    return box.organisation in (own | {forwarder.organisation} if forwarder else own)


def from_anybody(case: Case) -> bool:
    """Whether nothing tells the sender from a stranger: neither of the same firm nor a known brand's own address."""
    return not from_inside(case) and not from_the_brand_itself(case)


def worse_from_anybody(case: Case, concept: str, *, alarm: bool = True) -> Iterator[Evidence]:
    """Where the mail says this: an alarm when a stranger says it in the mail itself, else what it usually counts."""
    stranger = alarm and from_anybody(case)
    for one in best(case, concept):
        yield replace(one, weight=Weight.ALARM if stranger and one.where != "quoted" else None)
