"""Phones show only the name, so scammers write the address that you expect into it.

Firms that are called like their site ("Booking.com"), lists, and people with two mailboxes do it honestly.
"""

import re
from collections.abc import Iterator

from bot.mail.organisation import organisation
from bot.signals._sender import addresses, is_list_mail, one_owner
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_SITE = re.compile(r"(?<![\w@.\-])(?:[a-z0-9\-]{1,63}\.){1,4}[a-z]{2,12}(?![\w@])", re.IGNORECASE)
_LONGEST = 300


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if not box or not box.domain or "." not in box.name or is_list_mail(case.email):
        return
    for named in addresses(box.name[:_LONGEST]):
        if not one_owner(case.brands, named.organisation, box.organisation):
            weight = Weight.HINT if named.local == box.local else Weight.CLUE
            yield Evidence("header:From", box.written, {"named": named.address}, weight)
            return
    for match in _SITE.finditer(box.name[:_LONGEST]):
        brand = case.brands.owner(organisation(match[0]))
        if brand and not one_owner(case.brands, organisation(match[0]), box.organisation):
            yield Evidence("header:From", box.written, {"named": match[0].lower()})
            return


SIGNAL = Signal(
    id="address-in-name",
    title="The name shows one address, the mail comes from another",
    says="The sender's name shows the address {named}, but the real address is a different one.",
    why=__doc__,
    family=Family.SENDER,
    weight=Weight.CLUE,
    find=find,
    teaches="check-the-sender",
    fires_on={
        "a brand's address": 'From: "billing@amazon.com" <x81@sunny.test>\nSubject: Your bill\n\nHello.',
        "a colleague's address": 'From: "Ann Miller ann@firm.example" <desk@mail.test>\nSubject: Hi\n\nHi',
        "a brand's site": "From: PayPal.com <notice@sunny.test>\nSubject: Your receipt\n\nHello.",
    },
    quiet_on={
        "its own address": 'From: "ann@firm.example" <ann@firm.example>\nSubject: Hello\n\nHello.',
        "called like its site": "From: Amazon.de <order@amazon.com>\nSubject: Your order\n\nHello.",
        "initials": 'From: "J.R. Miller" <jr@firm.example>\nSubject: Hello\n\nHello.',
        "a list": 'From: "ann@firm.example via Choir" <choir@lists.test>\nSubject: Songs\n\nHello.',
    },
)
