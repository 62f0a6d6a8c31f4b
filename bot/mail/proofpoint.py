"""Proofpoint's URL Defense hides the real address in three ways; each can be undone without asking anybody.

Source: Proofpoint's own decoder, "URL Defense Decoder" (urldecoder.py, public).
"""

import base64
import binascii
import re
from html import unescape
from urllib.parse import unquote

from bot.mail.encoded_urls import AddressParts

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_RUN_LENGTH = {letter: number for number, letter in enumerate(_ALPHABET, start=2)}
_STAR = re.compile(r"\*(?:\*(.))?", re.DOTALL)
_SINGLE_SLASH = re.compile(r"^([a-z0-9+.-]+:/)([^/])", re.IGNORECASE)


def proofpoint_target(parts: AddressParts) -> str:
    """The real address in a URL Defense link of version 1, 2 or 3; "" when there is none."""
    if parts.path.lower().startswith("/v3/"):
        return _version_3(parts)
    values = parts.query.get("u", ())
    if not values:
        return ""
    if parts.path.lower().startswith("/v2/"):
        return unescape(unquote(values[0].replace("-", "%").replace("_", "/")))
    return unescape(unquote(values[0]))


def _version_3(parts: AddressParts) -> str:
    whole = parts.path + (f"?{parts.raw_query}" if parts.raw_query else "")
    masked, _, rest = whole.partition("__")[2].partition("__;")
    masked = _SINGLE_SLASH.sub(r"\1/\2", unquote(masked))
    hidden = _hidden_characters(rest.partition("!")[0])
    taken = 0

    def revealed(star: re.Match[str]) -> str:
        nonlocal taken
        if star[1] is not None and star[1] not in _RUN_LENGTH:
            return star[0]
        size = 1 if star[1] is None else _RUN_LENGTH[star[1]]
        piece = hidden[taken : taken + size]
        taken += size
        return piece

    return _STAR.sub(revealed, masked)


def _hidden_characters(coded: str) -> str:
    """The characters that stand as * in the address: base64 of their UTF-8."""
    padded = coded.rstrip("=")
    try:
        return base64.urlsafe_b64decode(padded + "=" * (-len(padded) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
