"""Who owns a host name? `mail.amazon.co.uk` and `www.amazon.co.uk` are one owner, `x.github.io` is its own."""

from functools import cache, lru_cache

import tldextract


@cache
def _suffixes() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


@lru_cache(maxsize=16384)
def organisation(host: str) -> str:
    """The registrable domain (eTLD+1) of a host, by the public suffix list with its private entries.

    An ending that the list does not know counts as a suffix (the list's default rule). A host that is
    itself a suffix, an IP address or a single label is returned as it is; never the empty string for a
    non-empty host.
    """
    host = host.strip().rstrip(".").lower()
    parts = _suffixes()(host)
    if parts.domain and parts.suffix:
        return f"{parts.domain}.{parts.suffix}"
    if parts.suffix or parts.ipv4 or parts.ipv6:
        return host
    labels = [label for label in host.split(".") if label]
    return ".".join(labels[-2:]) or host
