"""A fake order or renewal has no link that could be checked. It has a number, and whoever answers asks for
the card or the screen.

Banks and surgeries also say "call us" if something is wrong, so it counts less without a number or from a
brand's own address.
"""

from collections.abc import Iterator

from bot.library.words import AMOUNT
from bot.signals._asks import best_as, from_the_brand_itself, phone
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    if phone(case) and not from_the_brand_itself(case):
        yield from best_as(case, _weight(case), "call-to-cancel")
    else:
        yield from best_as(case, Weight.HINT, "call-to-cancel")


def _weight(case: Case) -> Weight:
    """More where a piece of text shows an order, a price and this way out, and not who sent it."""
    unsigned = not case.email.sender or not case.email.sender.address
    order = case.expresses("order-shown", "unknown-charge") and case.expresses(AMOUNT)
    return Weight.ALARM if unsigned and order else Weight.CLUE


SIGNAL = Signal(
    id="call-to-cancel",
    title="The way out is a phone call",
    says="It says that a phone call stops the charge. The person who answers may be the scammer.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "an order": (
            "From: Order Desk <orders.desk.2088@gmail.com>\nSubject: Order 114-2201\n\n"
            "Your order of $1,249.00 is on its way. If you did not place this order, call +1 "
            "(803) 555-0142 to cancel.\n"
        ),
        "a renewal": (
            "From: Billing <bill@guard-plan.example>\nSubject: Renewal\n\n"
            "Your plan renews today for $399.99. To cancel the subscription and get a refund, "
            "call us at 1-888-555-0127.\n"
        ),
        "a piece of it, without a sender": (
            "Your Amazon order of $1,798.00 has shipped. If you did not place this order, call +1 (888) 555-0133 to "
            "cancel it.\n"
        ),
        "in German": (
            "From: Bestellung <bestellung.desk.77@gmail.com>\nSubject: Ihre Bestellung\n\n"
            "Wenn Sie diese Bestellung nicht aufgegeben haben, rufen Sie uns an unter 030 23125 "
            "100, um zu stornieren.\n"
        ),
    },
    quiet_on={
        "cancel in your account": (
            "From: Stream Shop <help@streamshop.example>\nSubject: Your plan\n\n"
            "Your plan renews on Monday for 9.99 EUR. You can cancel at any time in your "
            "settings.\n"
        ),
        "a doctor": (
            "From: Surgery <desk@surgery.example>\nSubject: Your appointment\n\n"
            "Your appointment is on Monday at ten. Our phone number is 020 7946 0123.\n"
        ),
    },
)
