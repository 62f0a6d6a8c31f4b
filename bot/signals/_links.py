"""What the signals about links share: which links a person is asked to follow, and whose they are."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.library.brands import Brand
from bot.library.lists import Lists, one_of
from bot.mail.email import Link
from bot.mail.encoded_urls import parts_of
from bot.mail.fold import folded
from bot.mail.organisation import organisation
from bot.signals._sender import one_owner, shortened
from bot.signals.signal import Case, Evidence, Weight

MOST = 3  # findings of one signal
LONGEST_LOOKED_AT = 2000  # characters of an address
LONGEST_FOOT = 60  # characters of a link's text that may still be a footer's
_HARMLESS = ("mailto:", "tel:", "sms:", "callto:", "xmpp:", "cid:", "mid:", "about:", "geo:", "webcal:", "#")
_LISTS = ("List-Unsubscribe", "List-Id", "List-Post", "Feedback-Id")
# What a mail asks for when the page behind its link is the trap.
ASKS = (
    "sign-in-asked", "password-asked", "card-asked", "bank-login-asked", "code-asked", "papers-asked",
    "personal-details-asked", "seed-phrase-asked", "small-fee-asked",
)  # fmt: skip
PUSHES = (
    "account-threat", "data-loss-threat", "security-scare", "mailbox-problem", "parcel-held", "payment-failed",
    "prize-promised", "survey-reward", "refund-promised", "voicemail-waiting", "toll-or-fine", "wallet-reward",
)  # fmt: skip


class _Same:
    """A tuple of links as a key: the mail's own, and no copy, so that a look-up need not compare every link."""

    __slots__ = ("links",)

    def __init__(self, links: tuple[Link, ...]) -> None:
        self.links = links

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.links is other.links

    def __hash__(self) -> int:
        return id(self.links)


def action_links(case: Case) -> tuple[Link, ...]:
    """The links that a person is asked to follow, in reading order: no footers, social networks or addresses."""
    return _action_links(_Same(case.email.links), case.brands.shared)


@lru_cache(maxsize=8)
def _action_links(key: _Same, lists: Lists) -> tuple[Link, ...]:
    return tuple(link for link in key.links if _asks_to_follow(link, lists))


def _asks_to_follow(link: Link, lists: Lists) -> bool:
    if link.where == "hidden" or not link.target or link.target.lower().startswith(_HARMLESS):
        return False
    if not link.host:
        return True  # data:, javascript: and others; `unsafe-link-scheme` looks at them
    if link.host.removeprefix("www.") in lists.social_networks or link.organisation in lists.social_networks:
        return False
    return not is_at_foot(link, lists)


def is_at_foot(link: Link, lists: Lists) -> bool:
    """Whether the link is one to unsubscribe, to settings or to legal pages, by its text or address."""
    if len(link.shown) <= LONGEST_FOOT and link.shown != link.written and _is_foot_text(link.shown, lists):
        return True
    written = link.written[:LONGEST_LOOKED_AT].lower()
    return any(piece in written for piece in lists.foot_addresses)


@lru_cache(maxsize=4096)
def _is_foot_text(shown: str, lists: Lists) -> bool:
    plain = folded(" ".join(shown.split()))
    return any(stem in plain for stem in lists.foot_texts)


def web_links(case: Case) -> tuple[Link, ...]:
    """The action links that lead to a website, the first to each host."""
    return _web_links(_Same(case.email.links), case.brands.shared)


@lru_cache(maxsize=8)
def _web_links(key: _Same, lists: Lists) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in _action_links(key, lists):
        host = link.host
        if host and (host not in found or only_named(found[host])):
            found[host] = link
    return tuple(found.values())


def only_named(link: Link) -> bool:
    """Whether the text only names a website ("as corner-shop.example says"), without a path to follow."""
    written = link.written
    return link.shown == written and "/" not in written and not written.lower().startswith("www.")


def bulk_mail(case: Case) -> bool:
    """Whether it looks like a newsletter or a notice that a service sends out. Anybody can pretend that.

    It may hold a hint back, and never lower a score (DESIGN 2, "What may reassure").
    """
    email = case.email
    if any(email.header(name) for name in _LISTS) or email.header("Precedence").lower() in {
        "bulk",
        "list",
        "junk",
    }:
        return True
    return case.expresses("marketing-words")


def by_mail_service(case: Case, link: Link) -> bool:
    """Whether a known service counts the clicks on this link, and only it knows where the link goes on to."""
    return link.organisation in case.brands.shared.mail_services or (
        bool(link.wrapped_by) and organisation_written(link) == link.organisation
    )


def organisation_written(link: Link) -> str:
    """The organisation of the address as it is written, before anything is unwrapped; "" when there is none."""
    host = parts_of(link.written).host
    return organisation(host) if host else ""


def authority(url: str) -> str:
    """What stands between the slashes and the path: `name:password@host:port`, or "" when there is no such part."""
    start = url[:4000].replace("\\", "/").partition("://")[2].lstrip("/")
    return start.partition("/")[0].partition("?")[0].partition("#")[0]


def path_of(url: str) -> str:
    """The path of a web address, percent signs and all, without its query; "" when there is none."""
    return parts_of(url).path.partition("#")[0]


def from_sender(case: Case, link: Link) -> bool:
    """Whether the link leads to the sender's own organisation, or to the company that asks."""
    box = case.email.sender
    if link.organisation in case.own_domains:
        return True
    if not box or not box.domain or case.brands.is_freemail(box.organisation):
        return False
    return one_owner(case.brands, link.organisation, box.organisation)


def brand_of(case: Case, org: str) -> Brand | None:
    """The brand to which an organisation belongs, where nobody else can publish."""
    owner = case.brands.owner(org)
    return owner if owner and owner.owns(org) else None


def is_official(case: Case, org: str) -> bool:
    """Whether a public body has this address, by its ending."""
    return bool(_official(case.brands.shared).search(org))


@lru_cache(maxsize=4)
def _official(lists: Lists) -> re.Pattern[str]:
    return re.compile(rf"(?:^|\.)(?:{one_of(lists.official_endings)})(?:\.[a-z]{{2}})?$")


def is_foreign(case: Case, link: Link) -> bool:
    """Whether the link leads to nobody we know: not the sender, not a brand, not a service that sends for others."""
    return not (from_sender(case, link) or brand_of(case, link.organisation) or by_mail_service(case, link))


def evidence(link: Link, weight: Weight | None = None, **facts: str) -> Evidence:
    """A finding about a link, quoted as it is written."""
    kind, colon, name = link.where.partition(":")
    where = f"attachment:{name}" if colon and kind == "qr" else "link" if kind == "body" else link.where
    return Evidence(where, shortened(link.written.strip()), facts, weight)


def best_first(found: Iterable[Evidence], usual: Weight, most: int = MOST) -> Iterator[Evidence]:
    """The heaviest findings, those that stand first in the mail before later ones."""
    yield from sorted(found, key=lambda one: -(one.weight or usual).value)[:most]


@lru_cache(maxsize=4096)
def listed_suffix(host: str, suffixes: tuple[str, ...]) -> str:
    """The longest of the host suffixes that the host stands under, or ""."""
    known, rest = _as_set(suffixes), host
    while rest:
        if rest in known:
            return rest
        rest = rest.partition(".")[2]
    return ""


@lru_cache(maxsize=8)
def _as_set(suffixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(suffixes)


def of_one_house(case: Case, link: Link) -> bool:
    """Whether the host belongs to the sender's firm, or bears its name (`northwind.sharepoint.com`)."""
    box = case.email.sender
    if not box or not box.domain or case.brands.is_freemail(box.organisation):
        return False
    owner = case.brands.owner(link.organisation)
    if from_sender(case, link) or (owner is not None and owner is case.brands.owner(box.organisation)):
        return True
    label = box.organisation.partition(".")[0].replace("-", "")
    return len(label) >= 4 and label in link.host.partition(".")[0].replace("-", "")
