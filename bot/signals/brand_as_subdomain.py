"""`amazon.com.evil.example` belongs to evil.example: the owner stands at the end, and people read the
beginning.

Nobody honest puts another firm's whole address in front of their own.
"""

from collections.abc import Iterator

from bot.signals._lookalike import SUBDOMAIN, lookalike_of
from bot.signals._sender import hosts
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for where, quote, host in hosts(case):
        found = lookalike_of(host, case.brands)
        if found and found[1] == SUBDOMAIN and count < MOST:
            count += 1
            yield Evidence(where, quote, {"brand": found[0].name})


SIGNAL = Signal(
    id="brand-as-subdomain",
    title="A real address put in front of a false one",
    says="An address starts like {brand}'s, but its end shows that it belongs to somebody else.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    fires_on={
        "the sender": "From: Amazon <order@amazon.com.shop-mail.top>\nSubject: Your order\n\nHello.",
        "a link": ("From: tax@office.test\nSubject: Refund\n\nSee https://www.gov.uk.refund-claim.top/start now."),
        "joined by a hyphen": ("From: x@mail.test\nSubject: Order\n\nSee https://amazon.com-orders.top/start now."),
    },
    quiet_on={
        "the firm itself": (
            "From: Amazon <order@mail.amazon.com>\nSubject: Your order\n\nSee https://www.amazon.com/orders now."
        ),
        "a country's shop": (
            "From: Amazon <order@amazon.co.uk>\nSubject: Your order\n\nSee https://www.amazon.co.uk/orders now."
        ),
        "a page about it": (
            "From: ann@blog.example\nSubject: Shops\n\nSee https://blog.example/amazon.com-reviewed now."
        ),
    },
)
