"""What a network's own machines are called: IP and hardware addresses, shared folders, hosts of the inside."""

import re
from ipaddress import ip_address

from bot.library.anonymous.replacing import HOSTS, PEOPLE, Replacing
from bot.library.anonymous.words import AnonymousWords

NOWHERE = "192.0.2.1"  # RFC 5737
_NOWHERE_6 = "2001:db8::1"  # RFC 3849
_NO_CARD = "00:00:5E:00:53:01"  # RFC 7042
_IP = re.compile(
    r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{3,39})(?![\w:]|\.\d)", re.I
)
_CARD = re.compile(r"(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}(?![\w:-])", re.I)
_SHARE = re.compile(r"\\\\[\w.$-]{1,64}(?:\\[\w .$-]{1,64}(?<![ .])){0,8}(?<!\.)")
_INSIDE = re.compile(
    r"(?<![\w.@/-])(?:[\w-]{1,63}\.){1,5}(?:local|lan|internal|intranet|intra|corp|home|localdomain)(?![\w-])", re.I
)
_FOLDER = re.compile(r"([\\/](?:Users|home|Benutzer)[\\/])(\w[\w.-]{0,40}\w)", re.I)


def without_folders(text: str, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each shared folder replaced, and each name of a user's own folder."""
    text = _SHARE.sub(lambda found: replacing.mark(HOSTS, found[0], rf"\\files.{said.domain}\k7x2"), text)
    return _FOLDER.sub(lambda found: found[1] + replacing.mark(PEOPLE, found[2], "k7x2"), text)


def without_machines(text: str, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each address of a machine replaced by one that stands nowhere."""
    text = _CARD.sub(lambda found: replacing.mark(HOSTS, found[0], _NO_CARD), text)
    text = _IP.sub(lambda found: _ip(found[0], replacing), text)
    return _INSIDE.sub(lambda found: replacing.mark(HOSTS, found[0], f"pc.{said.domain}"), text)


def _ip(written: str, replacing: Replacing) -> str:
    try:
        version = ip_address(written).version
    except ValueError:
        return written
    return replacing.mark(HOSTS, written, NOWHERE if version == 4 else _NOWHERE_6)
