"""Domains, addresses and ids as people write them, in the one spelling that the rest of the bot compares."""

import re
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot.library.lists import Lists
from bot.library.wrong import Problem, Wrong, shown
from bot.mail.address import ascii_host
from bot.mail.organisation import organisation

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_MEMBER = re.compile(r"[UW][A-Z0-9]+")
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_LOCAL = re.compile(r"[^\s@<>,;:\"]+")
MOST_WORDS = 400  # characters of the security team's sentences
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@cache
def _free_mail() -> frozenset[str]:
    return Lists.load().freemail


def domain(text: str) -> str:
    """A company's domain, as its organisation (eTLD+1). Raises Wrong, also where it belongs to everybody."""
    host = ascii_host(text)
    if not _HOST.fullmatch(host) or "." not in host or _is_ip(host):
        raise Wrong(Problem(f"write a domain alone, like acme.example; now it is {shown(text)}", why="domain"))
    if organisation(f"x.{host}") != organisation(host):
        raise Wrong(
            Problem(f"{shown(text)} is an ending that many share: write the company's own domain", why="ending")
        )
    if {host, organisation(host)} & _free_mail():
        raise Wrong(
            Problem(
                f"anybody can open a mailbox at {shown(text)}: take it out (trusted senders may be single addresses)",
                why="everybodys",
            )
        )
    return organisation(host)


def address(text: str) -> str:
    """A mail address, in lower case. Raises Wrong."""
    local, at, host = text.rpartition("@")
    host = ascii_host(host)
    if not at or not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host) or "." not in host:
        raise Wrong(Problem(f"write a mail address like ann@acme.example; now it is {shown(text)}", why="address"))
    return f"{local.lower()}@{host}"


def sender(text: str) -> str:
    """An address, or a domain as its organisation. Raises Wrong."""
    return address(text) if "@" in text.lstrip("@") else domain(text)


def server(text: str) -> str:
    """The name of a mail server in its Authentication-Results. Raises Wrong."""
    host = ascii_host(text)
    if not _HOST.fullmatch(host) or host.replace(".", "").isdecimal():
        raise Wrong(
            Problem(f"write the name of a mail server, like mx.acme.example; now it is {shown(text)}", why="server")
        )
    return host


def member(text: str) -> str:
    """A member's id. Raises Wrong."""
    if not _MEMBER.fullmatch(text):
        raise Wrong(f'write a member id like U0123ABCD ("Copy member ID" in a profile); now it is {shown(text)}')
    return text


def channel(text: str) -> str:
    """A channel's id. Raises Wrong."""
    if not _CHANNEL.fullmatch(text):
        raise Wrong(
            Problem(
                f"write a channel id like C0123ABCD (it stands below a channel's details); now it is {shown(text)}",
                why="channel",
            )
        )
    return text


def own_address(text: str) -> str:
    """A host name or IP address of this machine, on which to listen. Raises Wrong."""
    if not _is_ip(text) and not _HOST.fullmatch(text.lower()):
        raise Wrong(f"write an address of this machine alone, like 127.0.0.1 or 0.0.0.0; now it is {shown(text)}")
    return text


def public_address(text: str) -> str:
    """An https address without "/" at its end; http on this machine only. Raises Wrong."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment or re.search(r"\s", text))
    if not is_safe or not is_plain or not parts.hostname:
        raise Wrong(f"write an https address like https://legit.acme.example; now it is {shown(text)}")
    return text.rstrip("/")


def sentences(text: str) -> str:
    """A short text on one line. Raises Wrong."""
    line = " ".join(text.split())
    if len(line) > MOST_WORDS or not line.isprintable():
        raise Wrong(
            Problem(f"write one or two sentences, {MOST_WORDS} characters at most; now it has {len(line)}", why="words")
        )
    return line


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def folder(text: str) -> str:
    """A folder that is there."""
    if not Path(text).expanduser().is_dir():
        raise Wrong("write a folder that is there; this one is not, or it cannot be read")
    return text
