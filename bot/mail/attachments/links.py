"""A link found in a file, made into the shape that the rest works on."""

from bot.mail.email import Link
from bot.mail.redirectors import real_target

_LONGEST = 4_000  # characters of an address that are kept


def link_to(url: str, shown: str, where: str, *, picture: bool = False) -> Link:
    """The link with its real target behind redirecting services, decoded offline."""
    written = url.strip()[:_LONGEST]
    target, services = real_target(written)
    return Link(shown[:500].strip(), written, target, where, tuple(services), picture)
