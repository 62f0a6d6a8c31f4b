"""Where a link really goes, behind the services that rewrite and count links. Nothing is ever fetched.

Mail filters (Safe Links, Proofpoint ...) wrap every link, newsletters count clicks, and scammers borrow both,
so the written host says little. Formats: the makers' own documentation and decoders, and observed mail.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from bot.mail.address import host_of
from bot.mail.encoded_urls import (
    MOST,
    AddressParts,
    address_in_base64,
    address_in_path,
    address_in_text,
    clean_address,
    first_address,
    parts_of,
    percent_decoded,
    zipped_address,
)
from bot.mail.organisation import organisation
from bot.mail.proofpoint import proofpoint_target
from bot.mail.redirector_hosts import rows

MOST_LAYERS = 8

Peel = Callable[[AddressParts], str]
"""Takes a wrapped address apart; "" when the target is not in it."""


def real_target(url: str) -> tuple[str, tuple[str, ...]]:
    """(the real target, the services peeled off, outermost first).

    A service whose links do not hold their target is named too; the target then stays its own address.
    Never raises; what cannot be decoded is returned as it is known.
    """
    return _real_target(url) if len(url) < 4000 else _real_target.__wrapped__(url)


@lru_cache(maxsize=4096)
def _real_target(url: str) -> tuple[str, tuple[str, ...]]:
    target = clean_address(url)
    services: list[str] = []
    for _ in range(MOST_LAYERS):
        parts = parts_of(target)
        found = _service(parts) if parts.host else None
        if not found:
            break
        name, peel = found
        inner = clean_address(peel(parts))
        if not inner or inner == target:
            if peel in _ALWAYS:
                services.append(name)
            break
        services.append(name)
        target = inner
    return target, tuple(services)


def open_redirect(url: str) -> str | None:
    """The full http(s) address in the query or path of another organisation's site; None where there is none.

    Known services and the "share this" links of social networks do not count.
    """
    parts = parts_of(clean_address(url))
    if not parts.host or _service(parts) or _SHARING.match(f"{parts.host}{parts.path}"):
        return None
    inner = first_address(parts) or address_in_path(parts)
    if not inner:
        return None
    host = host_of(inner)
    return inner if host and organisation(host) != organisation(parts.host) else None


_SHARING = re.compile(
    r"(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:share|intent)|linkedin\.com/(?:share|cws)"
    r"|pinterest\.\w{2,3}/pin|api\.whatsapp\.com|wa\.me|t\.me/share|telegram\.me/share|reddit\.com/submit|web\.archive\.org"
    r"|validator\.w3\.org|xing\.com/|tumblr\.com/(?:share|widgets)|bsky\.app/intent|news\.ycombinator\.com|getpocket\.com/"
    r"|addtoany\.com/|w3\.org/|translate\.google\.|calendar\.google\.com/|outlook\.(?:live|office)\.com/calendar)"
)


def _service(parts: AddressParts) -> tuple[str, Peel] | None:
    """The name of the service at this host, and how to take its links apart."""
    host, known, lower = parts.host, _hosts(), parts.path.lower()
    while host:
        for path, name, peel in known.get(host, ()):
            if lower.startswith(path):
                return name, peel
        _, _, host = host.partition(".")
    if "google." in parts.host and _GOOGLE.match(parts.host):
        if lower.startswith("/amp/s/"):
            return "google", _amp
        if lower in {"/url", "/imgres"}:
            return "google", _param("q", "url", "imgurl")
    return None


_GOOGLE = re.compile(r"(?:www\.|maps\.|images\.|plus\.|news\.)?google\.(?:com?\.)?[a-z]{2,3}$")


def _param(*names: str) -> Peel:
    """A link that holds its target, plainly or percent-encoded, in one of these query fields."""

    def peel(parts: AddressParts) -> str:
        for name in names:
            for value in parts.query.get(name, ()):
                if found := address_in_text(value, bare=True):
                    return found
        return ""

    return peel


def _base64_param(*names: str) -> Peel:
    """A link that holds its target in base64 in one of these query fields."""

    def peel(parts: AddressParts) -> str:
        for name in names:
            for value in parts.query.get(name, ()):
                if found := address_in_text(value) or address_in_base64(value):
                    return found
        return ""

    return peel


def _anywhere(parts: AddressParts) -> str:
    """A link of a mailing service: the target may stand in query or path, plain, in base64 or packed."""
    if found := first_address(parts) or address_in_path(parts):
        return found
    pieces = [one for values in parts.query.values() for one in values] + parts.path.split("/")
    for piece in pieces[:MOST]:
        if len(piece) >= 12 and (found := address_in_base64(piece) or zipped_address(piece)):
            return found
    return ""


def _opaque(parts: AddressParts) -> str:
    """A link whose target only the service knows."""
    return ""


def _in_path(parts: AddressParts) -> str:
    return address_in_path(parts)


def _mimecast(parts: AddressParts) -> str:
    """Newer links tell the domain only, older ones hold the address in `u` or `url`."""
    return _param("u", "url")(parts) if {"u", "url"} & parts.query.keys() else ""


def _amp(parts: AddressParts) -> str:
    """google.com/amp/s/HOST/PATH and HOST.cdn.ampproject.org/c/s/HOST/PATH."""
    match = re.match(r"/(?:amp|[cvi])/(s/)?(.+)", parts.path)
    if not match:
        return ""
    return ("https://" if match[1] else "http://") + match[2] + (f"?{parts.raw_query}" if parts.raw_query else "")


def _awstrack(parts: AddressParts) -> str:
    """/L0/https:%2F%2Fwww.shop.example%2F/1/..."""
    pieces = parts.path.split("/")
    return percent_decoded(pieces[2]) if len(pieces) > 2 else ""


def _between_underscores(parts: AddressParts) -> str:
    """/v2/___https://www.shop.example/a___.signature (Check Point, formerly Avanan)."""
    whole = parts.path + (f"?{parts.raw_query}" if parts.raw_query else "")
    _, _, rest = whole.partition("___")
    inner, mark, _ = rest.rpartition("___.")
    return percent_decoded(inner if mark else rest.partition("___")[0])


def _doubleclick(parts: AddressParts) -> str:
    return _param("adurl", "ds_dest_url", "dest", "url")(parts) or first_address(parts) or address_in_path(parts)


def _bing(parts: AddressParts) -> str:
    """`u` is "a1" and the target in base64."""
    for value in parts.query.get("u", ()):
        if found := address_in_base64(value[2:] if value.startswith("a1") else value) or address_in_text(value):
            return found
    return ""


def _yahoo(parts: AddressParts) -> str:
    """.../RU=https%3a%2f%2fwww.shop.example%2f/RK=2/RS=..."""
    match = re.search(r"/RU=([^/]+)", parts.path)
    return percent_decoded(match[1]) if match else _param("RU", "url")(parts)


def _translated(parts: AddressParts) -> str:
    """www-shop-example.translate.goog: a dot is a hyphen, a hyphen is two."""
    label = parts.host.removesuffix(".translate.goog")
    host = label.replace("--", "\0").replace("-", ".").replace("\0", "-")
    return f"https://{host}{parts.path}" if "." in host else ""


_ALWAYS = frozenset({_opaque, _anywhere, _mimecast, _awstrack, _bing})
"""Services that are named even when the link does not tell its target."""

_NAMED: dict[str, Peel] = {
    "amp": _amp,
    "anywhere": _anywhere,
    "awstrack": _awstrack,
    "bing": _bing,
    "doubleclick": _doubleclick,
    "mimecast": _mimecast,
    "opaque": _opaque,
    "path": _in_path,
    "proofpoint": proofpoint_target,
    "translated": _translated,
    "underscores": _between_underscores,
    "yahoo": _yahoo,
}


def _peel(how: str) -> Peel:
    kind, _, names = how.partition(":")
    if kind == "param":
        return _param(*names.split(","))
    return _base64_param(*names.split(",")) if kind == "base64" else _NAMED[kind]


@cache
def _hosts() -> dict[str, list[tuple[str, str, Peel]]]:
    """By host: the beginning of the path, the service, and how to take its links apart."""
    found: dict[str, list[tuple[str, str, Peel]]] = {}
    for service, how, places in rows():
        peel = _peel(how)
        for place in places:
            host, slash, path = place.partition("/")
            found.setdefault(host, []).append((slash + path, service, peel))
    return found
