"""Addresses that are written so that no program takes them for one: "joe at firm dot com", "firm[.]com"."""

import re
from collections.abc import Callable

from bot.mail.organisation import has_known_ending

_RESERVED = ("example", "test", "invalid")
_DOT = r"(?:[ ]?[\[({<](?:\.|dot|punkt|punto|point)[\])}>][ ]?|[ ]dot[ ])"
_ANY_DOT = rf"(?:{_DOT}|[ ]?\.[ ]?)"
_AT = r"(?:[ ]?[\[({<](?:at|ät|@|a|arroba|chiocciola)[\])}>][ ]?|[ ]@[ ]|[ ]@(?=\w)|(?<=\w)@[ ])"
_LABEL = r"[^\W_](?:[\w-]{0,62}[^\W_])?"
_LOCAL = r"(?<![\w.+%-])[\w+%-]{1,64}"
_HOST = rf"{_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,5}}"
_ADDRESS = re.compile(rf"({_LOCAL}(?:{_ANY_DOT}[\w+%-]{{1,64}}){{0,3}})({_AT})({_HOST})", re.I)
_SPOKEN = re.compile(
    rf"({_LOCAL}(?:{_DOT}[\w+%-]{{1,64}}){{0,3}})([ ](?:at|arroba)[ ])({_LABEL}(?:{_DOT}{_LABEL}){{1,5}})", re.I
)
_PLAIN = re.compile(rf"(?<![\w.@-]){_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,5}}", re.I)
_DOTS = re.compile(_ANY_DOT, re.I)
_HIDDEN_DOT = re.compile(_DOT, re.I)


def undisguised(text: str, box: Callable[[str], str], host: Callable[[str], str]) -> str:
    """The text with each disguised mail address and host replaced by what the functions make of it, as disguised."""
    for pattern in (_ADDRESS, _SPOKEN):
        text = pattern.sub(lambda found: _address(found, box), text)
    return _PLAIN.sub(lambda found: _host(found, host), text) if _HIDDEN_DOT.search(text) else text


def _address(found: re.Match[str], box: Callable[[str], str]) -> str:
    name = _DOTS.sub(".", found[3]).lower()
    if not _is_host(name):
        return found[0]
    local, _, made = box(f"{_DOTS.sub('.', found[1]).lower()}@{name}").rpartition("@")
    return _as_in(local, found[1]) + found[2] + _as_in(made, found[3])


def _host(found: re.Match[str], host: Callable[[str], str]) -> str:
    name = _DOTS.sub(".", found[0]).lower()
    return _as_in(host(name), found[0]) if _HIDDEN_DOT.search(found[0]) and _is_host(name) else found[0]


def _is_host(name: str) -> bool:
    return has_known_ending(name) or name.rpartition(".")[2] in _RESERVED


def _as_in(name: str, written: str) -> str:
    """The name with the first disguise that its dots had there."""
    found = _HIDDEN_DOT.search(written) or _DOTS.search(written)
    return name.replace(".", found[0]) if found else name
