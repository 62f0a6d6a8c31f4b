"""What the signs about known suppliers share: is the sender one of them, and what does the mail want?"""

from collections.abc import Iterator

from bot.library.organisation import Party
from bot.mail.organisation import organisation
from bot.signals._asks import from_the_brand_itself
from bot.signals._sender import carries_others_mail
from bot.signals.signal import Case, Weight

# What makes a false supplier costly.
_MONEY = ("bank-details-changed", "transfer-asked", "small-fee-asked", "advance-fee-asked", "bank-login-asked",
          "overpayment", "payment-failed")  # fmt: skip


def strangers_to(case: Case) -> Iterator[Party]:
    """The suppliers with known addresses, where the sender is none of them.

    Nobody where the company itself writes, a service that carries others' mail, or a brand from its own address.
    """
    box = case.email.sender
    suppliers = case.organisation.suppliers
    if not suppliers or not box or not box.domain or carries_others_mail(case, box):
        return
    if from_the_brand_itself(case):
        return
    own = {organisation(one) for one in case.own_domains}
    if box.organisation in own or any(one.writes_from(box) for one in suppliers):
        return
    yield from (one for one in suppliers if one.domains or one.addresses)


def weight(case: Case) -> Weight:
    """An alarm where it is about money or an account, else a clue."""
    return Weight.ALARM if case.expresses(*_MONEY) else Weight.CLUE
