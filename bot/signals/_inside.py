"""Does the mail come from the same firm as the person who got it, as far as that can be seen?

What is everyday work between colleagues (a new bank account, a new policy) is a risky request from anybody else.
"""

from bot.mail.organisation import organisation
from bot.signals._asks import from_the_brand_itself
from bot.signals.signal import Case

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
