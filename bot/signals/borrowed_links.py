"""Links that truly lead to the brand calm the reader and the filters. The trap is elsewhere: a phone number,
an answer, a file.

Friends send such links too. So the mail must speak for the brand, and hardly any of its links go elsewhere.
"""

from collections.abc import Iterator

from bot.signals._sender import shortened
from bot.signals._stranger import goes_to, spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    hosts = [link.host for link in case.email.links if link.host]
    for claim in spoken_for(case) if hosts else ():
        genuine = list(goes_to(case, claim.brand))
        if genuine and 2 * len(genuine) >= len(hosts):
            yield Evidence("link", shortened(genuine[0]), {"brand": claim.brand.name})
            return


SIGNAL = Signal(
    id="borrowed-links",
    title="Real links in a stranger's mail",
    says=(
        "Its links really go to {brand}. That does not make it safe: scammers copy them so that the mail looks right."
    ),
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "an order to call about": (
            "From: Amazon Orders <amz.orders.dept@gmail.com>\nSubject: Your Amazon order\n\n"
            "Your order: https://www.amazon.com/gp/css/order-history Call us to cancel.\n"
        ),
        "a hacked shop": (
            "From: Order Desk <info@bright-hill.example>\nSubject: Your PayPal receipt\n\n"
            "You sent money with PayPal. See https://www.paypal.com/myaccount for more. Thank "
            "you for using PayPal.\n"
        ),
    },
    quiet_on={
        "the brand itself": (
            "From: Amazon <auto-confirm@amazon.com>\nSubject: Your Amazon order\n\n"
            "Your order: https://www.amazon.com/gp/css/order-history\n"
        ),
        "a friend": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: A book\n\n"
            "Look what I found at Amazon: https://www.amazon.com/dp/0000000001\n\nAnn\n"
        ),
        "links to elsewhere": (
            "From: Amazon Orders <amz.orders.dept@gmail.com>\nSubject: Your order\n\n"
            "Your order: http://orders.bright-hill.example/1 and "
            "http://pay.bright-hill.example/2\n"
        ),
    },
)
