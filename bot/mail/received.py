"""Where did the receiver take the mail over? Everything below that Received line was written by the sender.

Servers add their lines on top, so reading from the top goes back in time: first the receiver's own hops,
then the hand-over from outside, then whatever the sender chose to write. A hop counts as the receiver's own
only on what the receiver itself recorded (addresses, protocol), never on a HELO name alone.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from bot.mail.address import ascii_host
from bot.mail.organisation import organisation

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_LONGEST = 4000
_MOST_HOPS = 200
_FROM = re.compile(r"from\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)
_BY = re.compile(r"(?:^|\s)by\s+(\S+)(.*)", re.IGNORECASE | re.DOTALL)
_WITH = re.compile(r"\swith\s+([\w-]+)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![\w.:-])(?:ipv6:)?(\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,8}(?:\.\d{1,3}){0,3})(?![\w-])",
    re.IGNORECASE,
)
# Not `is_private`: that counts the documentation ranges, which stand for outside addresses in examples.
_INSIDE = tuple(
    ip_network(one)
    for one in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
)
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
# Exchange Online's own machines talk to one another over these; customers' servers have no address there.
_EXCHANGE_NETS = (
    *(ip_network(f"2603:10{digit}0::/28") for digit in "9abcde"),
    *(ip_network(f"2603:10{pair}::/32") for pair in ("26", "36", "46")),
    ip_network("2a01:111:f400::/48"),  # also what it sends from, but then its name is *.outbound.protection.outlook.com
    ip_network("2a01:111:f403::/48"),
)
_EXCHANGE_HOSTS = (
    ".prod.outlook.com",
    ".prod.protection.outlook.com",
    ".outlook.office365.com",
    ".prod.exchangelabs.com",
)
_LOCAL_PROTOCOLS = frozenset({"lmtp", "lmtps", "lmtpa", "lmtpsa", "https", "http", "mapi", "local", "spam-scanned"})
_LOCAL_ENDINGS = (".local", ".localdomain", ".internal", ".lan", ".intern", ".corp", ".home.arpa", ".svc")


@dataclass(frozen=True, slots=True)
class Hop:
    """One Received line, RFC 5321 4.4: who handed over, from which addresses, to whom, how."""

    name: str = ""  # what the sending host called itself (HELO): written by the sender
    addresses: tuple[Address, ...] = ()  # recorded by the receiving host
    by: str = ""
    protocol: str = ""


def hop(value: str) -> Hop:
    """A Received value taken apart; what cannot be told stays empty."""
    value = " ".join(value[:_LONGEST].split())
    given = _FROM.match(value)
    name, rest = (given.group(1), given.group(2)) if given else ("", value)
    outer = _BY.search(_outside_comments(rest)) or (_BY.search(rest) if given else None)
    by = ascii_host(outer.group(1).strip("[]();,<>")) if outer else ""
    told = rest[: _place_of_by(rest, outer.group(1))] if outer else rest
    protocol = _WITH.search(" " + outer.group(2)) if outer else None
    addresses = _addresses(f"{name} {told}") if given else ()
    return Hop(ascii_host(name.strip("[]();,<>")), addresses, by, protocol.group(1).lower() if protocol else "")


def _outside_comments(text: str) -> str:
    """The text with (comments) blanked out; as it is where brackets do not match."""
    out: list[str] = []
    depth = 0
    for piece in re.split(r"([()])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth -= 1
            if depth < 0:
                return text
        elif not depth:
            out.append(piece)
    return " ".join(out) if depth == 0 else text


def _place_of_by(text: str, host: str) -> int:
    place = text.rfind(f"by {host}")
    return place if place >= 0 else len(text)


def _addresses(text: str) -> tuple[Address, ...]:
    found: list[Address] = []
    for match in _ADDRESS.finditer(text):
        try:
            found.append(ip_address(match.group(1)))
        except ValueError:
            continue
    return tuple(found[:20])


def hand_over(headers: Sequence[tuple[str, str]], own: Collection[str] = ()) -> int | None:
    """The index of the Received line by which the mail came in from outside, or None when none tells.

    `own` may name addresses or networks ("192.0.2.7", "192.0.2.0/24") that are the receiver's as well.
    """
    networks = _networks(tuple(own))
    seen = 0
    for index, (name, value) in enumerate(headers):
        if name.lower() != "received":
            continue
        if not _is_inside(hop(value), networks):
            return index
        seen += 1
        if seen >= _MOST_HOPS:
            return None
    return None


@lru_cache(maxsize=64)
def _networks(own: tuple[str, ...]) -> tuple[Network, ...]:
    found: list[Network] = []
    for one in own:
        try:
            found.append(ip_network(one, strict=False))
        except ValueError:
            continue  # a host name
    return tuple(found)


def _is_inside(one: Hop, networks: tuple[Network, ...]) -> bool:
    """Did the receiver hand the mail to itself?"""
    if not one.name or one.protocol in _LOCAL_PROTOCOLS:
        return True
    if not one.addresses:
        return "." not in one.name and "." not in one.by
    if all(_within(address, _LOOPBACK) for address in one.addresses):
        return True
    if all(_within(address, networks) for address in one.addresses):
        return True
    if one.name.endswith(_EXCHANGE_HOSTS) and one.by.endswith(_EXCHANGE_HOSTS):
        return all(_within(address, _EXCHANGE_NETS + _INSIDE) for address in one.addresses)
    return all(_within(address, _INSIDE + _LOOPBACK + networks) for address in one.addresses) and _is_local_name(one)


def _is_local_name(one: Hop) -> bool:
    """A private address may also be a load balancer's, so the name must not be a stranger's."""
    if "." not in one.name or one.name.endswith(_LOCAL_ENDINGS) or _addresses(one.name):
        return True
    return bool(one.by) and organisation(one.name) == organisation(one.by)


def _within(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address.version == net.version and address in net for net in networks)
