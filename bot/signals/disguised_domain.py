"""A Russian "а" looks like a Latin "a", so `аmazon.com` can belong to anybody.

Honest addresses in other languages keep to one alphabet (`müller.example`, a name all in Russian) and
do not read as a brand.
"""

from collections.abc import Iterator
from functools import lru_cache

from bot.library.brands import Brands
from bot.mail.address import unicode_host
from bot.mail.fold import mixes_alphabets
from bot.mail.organisation import organisation
from bot.signals._lookalike import reads_as
from bot.signals._sender import hosts
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for where, quote, host in hosts(case):
        if ("xn--" in host or not host.isascii()) and count < MOST and _disguised(host, case.brands):
            count += 1
            yield Evidence(where, quote, {"seen": unicode_host(host)[:80]})


@lru_cache(maxsize=4096)
def _disguised(host: str, brands: Brands) -> bool:
    if brands.owner(organisation(host)):
        return False
    labels = unicode_host(host[:253]).split(".")
    return any(mixes_alphabets(label) or reads_as(label, brands) for label in labels if not label.isascii())


SIGNAL = Signal(
    id="disguised-domain",
    title="An address with foreign letters in disguise",
    says="An address in it uses letters of another alphabet that only look like the usual ones.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.ALARM,
    find=find,
    teaches="lookalike-addresses",
    see=("Unicode TR39",),
    fires_on={
        "a Russian letter": "From: Amazon <x@\u0430mazon.example>\nSubject: Your order\n\nHello.",
        "a link in code": "From: x@mail.test\nSubject: Order\n\nSee https://xn--mazon-3ve.example/ now.",
        "an accent on a brand": ("From: x@mail.test\nSubject: Receipt\n\nSee https://p\xe1ypal.example/ now."),
    },
    quiet_on={
        "an honest accent": "From: Ann <ann@m\u00fcller.example>\nSubject: Bread\n\nHello.",
        "all in Russian": (
            "From: Ann <ann@mail.test>\nSubject: Bread\n\nSee https://\u043f\u043e\u0447\u0442\u0430.example/ now."
        ),
        "plain letters": "From: Ann <ann@mail.test>\nSubject: Bread\n\nSee https://muller.example/ now.",
    },
)
