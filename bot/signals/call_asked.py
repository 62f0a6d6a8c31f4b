"""On the phone there is no address to look at, and a friendly voice leads from one step to the next.

Nearly every firm names its number, so this looks only at senders with a free mailbox or with somebody
else's name.
"""

from collections.abc import Iterator

from bot.signals._asks import best, from_free_mail, phone
from bot.signals._sender import is_list_mail
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    if phone(case) and (spoken_for(case) or (from_free_mail(case) and not is_list_mail(case.email))):
        yield from (one for one in best(case, "call-asked", most=1) if one.where != "quoted")


SIGNAL = Signal(
    id="call-asked",
    title="A stranger wants you to call",
    says="It wants you to call a number, but the sender is a stranger.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.HINT,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "from a free mailbox": (
            "From: Billing Desk <billing.desk.881@gmail.com>\nSubject: Your bill\n\n"
            "For any questions please call our support team at +1 (888) 555-0173.\n"
        ),
        "with a borrowed name": (
            "From: PayPal Service <x@garden-shop.example>\nSubject: Your payment\n\n"
            "If you have any questions, contact us at +1 (888) 555-0119. Our helpline is open "
            "now.\n"
        ),
    },
    quiet_on={
        "the firm itself": (
            "From: Surgery <desk@surgery.example>\nSubject: Your appointment\n\n"
            "If you have any questions, please call us at 020 7946 0123.\n"
        ),
        "a friend signs": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: Friday\n\n"
            "The cake is ready, see you at eight!\n\nAnn\n020 7946 0123\n"
        ),
    },
)
