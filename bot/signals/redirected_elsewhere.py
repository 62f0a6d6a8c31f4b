"""Some well-known sites pass visitors on to any address that the link names. A scammer's link then starts with a
name that people and filters trust.

Shops and newsletters count clicks in the same way, but they pass people on to themselves.
"""

from collections.abc import Iterator

from bot.mail.address import host_of
from bot.mail.email import Link
from bot.mail.organisation import organisation
from bot.mail.redirectors import open_redirect
from bot.signals._links import MOST, brand_of, bulk_mail, evidence, is_at_foot, organisation_written, web_links
from bot.signals._sender import one_owner
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

# Well-known sites that scammers borrow; no firm sends its customers through them.
BORROWED = frozenset({"google", "bing", "yahoo", "youtube", "baidu", "vk", "ok", "duckduckgo", "amp", "steam"})


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for link in web_links(case):
        found = _passed_on(case, link)
        if found and count < MOST:
            count += 1
            counted = bulk_mail(case) and not BORROWED.intersection(link.wrapped_by)
            yield evidence(link, Weight.HINT if counted else None, starts_at=found[0], goes_to=found[1])


def _passed_on(case: Case, link: Link) -> tuple[str, str] | None:
    """(the organisation that is seen, the one that is reached), when neither is the sender's."""
    if BORROWED.intersection(link.wrapped_by):
        start, target = organisation_written(link), link.target
    else:
        start, target = link.organisation, open_redirect(link.target) or ""
    host = host_of(target)
    end = organisation(host) if host else ""
    if not start or not end or "%" in end or one_owner(case.brands, start, end) or _is_known(case, link, start, end):
        return None
    return start, end


def _is_known(case: Case, link: Link, start: str, end: str) -> bool:
    """Whether the sender itself, a brand or a service that counts clicks stands at one of the ends."""
    box = case.email.sender
    own = box.organisation if box and not case.brands.is_freemail(box.organisation) else ""
    services = case.brands.shared.mail_services
    if own in (start, end) or end in case.own_domains or start in services or end in services:
        return True
    return brand_of(case, end) is not None or is_at_foot(link, case.brands.shared)


SIGNAL = Signal(
    id="redirected-elsewhere",
    title="A link that starts at a known site and ends at another",
    says="A link starts at {starts_at}, but passes you on to {goes_to}.",
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="look-where-links-go",
    see=("CWE-601",),
    fires_on={
        "a search engine": (
            "From: Desk <x@bright-hill.example>\nSubject: Mailbox\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
            '<a href="https://www.google.com/url?q=https://keep-mail.test/in&amp;sa=D">Keep my mailbox</a>'
        ),
        "a shop's open door": (
            "From: Desk <x@bright-hill.example>\nSubject: Card\n\n"
            "Confirm: https://www.big-store.example/out?url=https%3A%2F%2Fcard-check.test%2Fa\n"
        ),
    },
    quiet_on={
        "a newsletter that counts clicks": (
            "From: Shop <news@corner-shop.example>\nSubject: Tea\n\n"
            "See https://count.clicks.example/c?url=https%3A%2F%2Fwww.corner-shop.example%2Ftea\n"
        ),
        "the sender's own door": (
            "From: Shop <news@corner-shop.example>\nSubject: Tea\n\n"
            "See https://www.corner-shop.example/out?url=https%3A%2F%2Ftea-museum.example%2F\n"
        ),
        "to share it with friends": (
            "From: Shop <news@corner-shop.example>\nSubject: Tea\n\n"
            "Share: https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fmuseum.example%2Ftea\n"
        ),
    },
)
