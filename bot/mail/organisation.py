"""Who owns a host name? `mail.amazon.co.uk` and `www.amazon.co.uk` are one owner, `x.github.io` is its own."""

from functools import cache, lru_cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes(*, unknown: bool = True) -> PublicSuffixList:
    """The public suffix list that is bundled with the library; nothing is fetched."""
    return PublicSuffixList(accept_unknown=unknown)


@lru_cache(maxsize=16384)
def organisation(host: str) -> str:
    """The registrable domain (eTLD+1) of a host, by the public suffix list with its private entries.

    An ending that the list does not know counts as a suffix (the list's default rule). A host that is
    itself a suffix, an IP address or a single label is returned as it is; never the empty string for a
    non-empty host.
    """
    host = host.strip().strip(".").lower()
    if host[-1:].isdigit() and _is_address(host):
        return host
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=16384)
def has_known_ending(host: str) -> bool:
    """Whether the host's ending is on the public suffix list: "a.shop" is, "notes.txt" is not."""
    return _suffixes(unknown=False).publicsuffix(host.lower()) is not None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
