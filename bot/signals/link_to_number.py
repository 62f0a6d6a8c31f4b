"""A website without a name costs nothing to put up, and it hides who it belongs to. No firm sends customers there.

Technicians do write such addresses, mostly of machines in their own house.
"""

import ipaddress
from collections.abc import Iterator

from bot.signals._links import MOST, authority, evidence, web_links
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_AT_HOME = tuple(
    map(ipaddress.ip_network, ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
                               "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10"))
)  # fmt: skip


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for link in web_links(case):
        if count < MOST and "://" in link.written and is_number(link.host) and authority(link.target):
            count += 1
            yield evidence(link, goes_to=link.host)


def is_number(host: str) -> bool:
    """Whether a browser takes the host for a bare number of the open internet, in any writing (WHATWG URL, 3.5)."""
    if ":" in host or len(host) > 40:
        return _is_outside(host) if len(host) <= 40 else False
    pieces = host.split(".")
    numbers = [_number(piece) for piece in pieces]
    if not 1 <= len(numbers) <= 4 or None in numbers:
        return False
    *front, last = [number for number in numbers if number is not None]
    if any(number > 255 for number in front) or last >= 256 ** (5 - len(numbers)) or (len(numbers) in (2, 3)):
        return False  # two or three numbers are nearly always a version: 1.2.3
    value = sum(number << (24 - 8 * place) for place, number in enumerate(front)) + last
    return (len(numbers) == 4 or value >= 1 << 24) and _is_outside(value)


def _number(piece: str) -> int | None:
    digits, base = (
        (piece[2:], 16) if piece.startswith("0x") else (piece, 8 if piece[:1] == "0" and piece != "0" else 10)
    )
    try:
        return int(digits, base) if digits.isalnum() and digits.isascii() and len(digits) <= 16 else None
    except ValueError:
        return None


def _is_outside(value: str | int) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return not any(address in network for network in _AT_HOME if network.version == address.version)


SIGNAL = Signal(
    id="link-to-number",
    title="A link to a website without a name",
    says="A link goes to the bare number {goes_to} instead of a website with a name.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    see=("WHATWG URL, 3.5",),
    fires_on={
        "four numbers": "From: Bank <x@bright-hill.example>\nSubject: Card\n\nConfirm: http://203.0.113.9/bank/login\n",
        "one long number": "From: Bank <x@bright-hill.example>\nSubject: Card\n\nConfirm: http://3405803785/login\n",
        "written for machines": (
            "From: Bank <x@bright-hill.example>\nSubject: Card\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<a href="http://0xCB007109/login">Confirm</a>'
        ),
    },
    quiet_on={
        "a machine in the house": "From: Ann <ann@farm.example>\nSubject: Printer\n\nOpen http://192.168.1.20/setup\n",
        "a version": "From: Ann <ann@farm.example>\nSubject: New\n\nGet it: https://farm.example/tool/1.2.3.4/notes\n",
        "a name that begins with digits": "From: Ann <ann@farm.example>\nSubject: Shop\n\nSee https://4711.example/tea\n",
    },
)
