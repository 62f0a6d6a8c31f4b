"""Hosts and addresses in the one spelling that comparisons use: lower case, ASCII."""

from functools import lru_cache

import idna


def ascii_host(host: str) -> str:
    """The host in lower-case ASCII (IDNA 2008, falling back to what is there); never raises."""
    host = host.strip().strip(".").lower()
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return host


def unicode_host(host: str) -> str:
    """The host as a person would see it: punycode labels decoded where they can be; never raises."""
    if "xn--" not in host:
        return host
    labels = []
    for label in host.split("."):
        try:
            labels.append(idna.ulabel(label) if label.startswith("xn--") else label)
        except (idna.IDNAError, UnicodeError):
            labels.append(label)
    return ".".join(labels)


_AS_BROWSERS_READ = str.maketrans({"\t": None, "\r": None, "\n": None, "\\": "/"})


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The host of an http(s) or ftp address as a browser would take it, in ASCII; "" for anything else.

    Browsers drop tabs and line breaks, read a backslash as a slash, and ignore what stands before an @.
    """
    cleaned = url.strip().translate(_AS_BROWSERS_READ)
    scheme, colon, rest = cleaned.partition(":")
    if not colon or scheme.lower() not in {"http", "https", "ftp"}:
        if not cleaned.startswith("//"):
            return ""
        rest = cleaned
    authority = rest.lstrip("/").split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    host = authority.rpartition("@")[2]
    if host.startswith("["):
        return host.partition("]")[0].lstrip("[")
    return ascii_host(host.partition(":")[0])
