"""Addresses inside addresses: percent-encoded, in base64, packed; and the one clean spelling of each."""

import base64
import binascii
import re
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from bot.mail.address import host_of

MOST = 64  # query fields or path pieces looked at
LONGEST = 100_000  # characters of an address that are taken apart
_DECODINGS = 4

_CONTROLS = re.compile(r"[\x00-\x20\x7f]+")
_BREAKS = re.compile(r"[\t\r\n]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,20}):")
_WEB = re.compile(r"https?:[/\\]*[^/\\\s]", re.IGNORECASE)
_BARE = re.compile(r"(?://)?(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?:[:/?#]|$)", re.IGNORECASE)
_FILE = re.compile(
    r"[\w.-]{1,80}\.(?:html?|php|aspx?|jsp|pdf|png|jpe?g|gif|svg|docx?|xlsx?|css|js)(?:[?#]|$)", re.IGNORECASE
)
_INSIDE = re.compile(r"https?(?::|%3a)(?:/|%2f){2}", re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,3}\.?")
_ADDRESS = re.compile(
    r"https?:(?:\\?/){2}[^\s\"'<>\\\x00-\x1f\ufffd]{3,2000}(?:\\/[^\s\"'<>\\]{0,500}){0,20}", re.IGNORECASE
)


_PACKED_FIELD = re.compile(r"\"(?:url|u|p|href|e)\"\s*+:\s*+\"([A-Za-z0-9+/_=-]{16,})")


@dataclass(frozen=True, slots=True)
class AddressParts:
    """An http(s) address, taken apart as a browser would."""

    host: str = ""  # "" when it is no web address
    path: str = ""  # as written, still percent-encoded
    raw_query: str = ""
    query: dict[str, tuple[str, ...]] = field(default_factory=dict)  # decoded once


def clean_address(url: str) -> str:
    """The address without the line breaks and white space that browsers drop, its scheme in lower case."""
    url = _BREAKS.sub("", url).strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1b ")
    match = _SCHEME.match(url)
    if match is None or "." in match[1]:
        if url.startswith("//"):
            return f"https:{url}"
        return f"http://{url}" if _BARE.match(url) and not _FILE.match(url) else url
    scheme = match[1].lower()
    rest = url[match.end() :]
    if scheme in {"http", "https"}:
        authority = re.match(r"[/\\]*([^/?#\\]*)", rest)
        assert authority is not None  # every part of it is optional
        tail = rest[authority.end() :]
        return f"{scheme}://{authority[1]}{'/' + tail[1:] if tail[:1] == chr(92) else tail}"
    return f"{scheme}:{rest}"


def parts_of(url: str) -> AddressParts:
    """Host, path and query of an http(s) address; empty for any other. Never raises."""
    if url[:4].lower() != "http" or len(url) > LONGEST:
        return AddressParts()
    rest = url.partition("://")[2].partition("#")[0]
    front, _, query = rest.partition("?")
    _, slash, path = front.partition("/")
    fields: dict[str, tuple[str, ...]] = {}
    for one in query.replace("&amp;", "&").split("&", MOST)[:MOST]:
        name, _, value = one.partition("=")
        name = unquote(name)
        fields[name] = (*fields.get(name, ()), unquote(value))
    return AddressParts(host_of(url), slash + path, query, fields)


def percent_decoded(text: str) -> str:
    """The text decoded until nothing changes, but not for ever."""
    for _ in range(_DECODINGS):
        decoded = unquote(text)
        if decoded == text:
            break
        text = decoded
    return text


def address_in_text(value: str, bare: bool = False) -> str:
    """The web address that this value is, decoded as far as it takes; "" when it is none.

    With `bare`, one without a scheme counts too ("www.shop.example/x"), and is given one.
    """
    for _ in range(_DECODINGS):
        if _WEB.match(value):
            return value
        decoded = unquote(value)
        if decoded == value:
            break
        value = decoded
    if value[:2] == "//" and _BARE.match(value):
        return f"https:{value}"
    return f"http://{value}" if bare and _BARE.match(value) else ""


def first_address(parts: AddressParts) -> str:
    """The first query value that is a web address; "" when there is none."""
    for values in parts.query.values():
        for value in values:
            if found := address_in_text(value):
                return found
    whole = unquote(parts.raw_query)
    return whole if _WEB.match(whole) else ""


def address_in_path(parts: AddressParts) -> str:
    """The web address that the path ends in, plain or percent-encoded; "" when there is none."""
    match = _INSIDE.search(parts.path)
    if match is None:
        plain = re.search(r"/(https?):/(?=[\w-]{1,63}\.)", parts.path)
        if plain is None:
            return ""
        return f"{plain[1]}://{parts.path[plain.end() :]}"
    tail = parts.path[match.start() :]
    if "%" in match[0]:
        return address_in_text(tail.partition("/")[0])
    return tail + (f"?{parts.raw_query}" if parts.raw_query else "")


def _unbase64(value: str) -> bytes:
    if not _BASE64.match(value) or len(value) > LONGEST:
        return b""
    value = value.replace("-", "+").replace("_", "/").partition(".")[0].rstrip("=")
    value = value[: len(value) - (len(value) % 4 == 1)]
    try:
        return base64.b64decode(value + "=" * (-len(value) % 4))
    except (binascii.Error, ValueError):
        return b""


def address_in_base64(value: str, depth: int = 2) -> str:
    """The first web address in what this base64 holds, alone or inside JSON (also JSON in JSON), or ""."""
    for piece in value.split(".", 3)[:3]:  # a JSON web token holds it in its second part
        text = _unbase64(piece).decode("utf-8", "replace")
        if match := _ADDRESS.search(text):
            return match[0].replace("\\/", "/").replace("\\u0026", "&")
        inner = _PACKED_FIELD.search(text) if depth else None
        if inner and (found := address_in_base64(inner[1], depth - 1)):
            return found
    return ""


def zipped_address(value: str) -> str:
    """The web address in a packed query in base64, as Mailgun's links have it (`eJ...`), or ""."""
    if not value.startswith("eJ"):
        return ""
    try:
        text = zlib.decompressobj().decompress(_unbase64(value), LONGEST).decode("utf-8", "replace")
    except zlib.error:
        return ""
    match = re.search(r"(?:^|&)l=([^&]+)", text)
    return address_in_text(match[1]) if match else ""
