"""A copied order looks right in every detail; only the address that sent it is not the shop's.

Honest shops also name others ("paid with PayPal, sent by DHL"), but say who they are themselves. Those stay
quiet.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.signals._asks import best
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    if not case.expresses("order-shown", "unknown-charge"):
        return
    for claim in spoken_for(case)[:1]:
        for one in best(case, "unknown-charge", "order-shown", most=1):
            yield replace(one, facts={"brand": claim.brand.name})


SIGNAL = Signal(
    id="order-by-stranger",
    title="An order that the shop did not send",
    says="It shows an order or a charge from {brand}, but {brand} did not send it.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.HINT,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "from a free mailbox": (
            "From: Order Desk <orders.desk.2088@gmail.com>\nSubject: Your Amazon order\n\n"
            "Thank you for your order with Amazon. Order number 114-2201, total $1,249.00.\n"
        ),
        "a renewal": (
            "From: Billing <bill@bright-hill.example>\nSubject: Renewal\n\n"
            "Your Norton subscription has been renewed and $399.99 has been charged to your "
            "account.\n"
        ),
    },
    quiet_on={
        "the shop itself": (
            "From: Amazon <auto-confirm@amazon.com>\nSubject: Your Amazon order\n\n"
            "Thank you for your order with Amazon. Order number 114-2201.\n"
        ),
        "a shop that names its helpers": (
            "From: Garden Shop <shop@garden-shop.example>\nSubject: Order confirmation\n\n"
            "Thank you for your order at Garden Shop. Order number 812. Paid with PayPal, sent "
            "by DHL.\n"
        ),
        "a friend": (
            "From: Ann Miller <ann.miller@gmail.com>\nSubject: Amazon\n\n"
            "My Amazon order number 114-2201 has not come. Has yours?\n\nAnn\n"
        ),
        "through a real service": (
            "From: Shop via PayPal <service@paypal.com>\nSubject: Your invoice\n\n"
            "Order number 12. Thank you for your order with Adobe.\n"
        ),
        "nobody is known": "Thank you for your order with Amazon. Order number 114-2201, total $1,249.00.",
    },
)
