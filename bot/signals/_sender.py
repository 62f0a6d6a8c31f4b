"""What several signals ask about a sender: is the name a brand's, is it mail of a list, did the receiver's
checks fail?
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.library.brands import Brand, Brands, Claim
from bot.mail.email import Email, Mailbox
from bot.mail.fold import folded
from bot.signals._lookalike import lookalike_of
from bot.signals.signal import Case

_WORD = re.compile(r"[^\W\d_]+")
_LOCAL = re.compile(r"[\w.+\-]{1,64}$")
_DOMAIN = re.compile(r"[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){1,6}", re.IGNORECASE)
ROBOTS = ("mailer-daemon", "postmaster")  # a provider's own bounces
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{7}")
_HEX = re.compile(r"[0-9a-f]{16}")
_DIGITS = re.compile(r"\d{7}")
_TURN = re.compile(r"[a-z](?=\d)|\d(?=[a-z])")
_SEPARATORS = (" (", " | ", " - ", " – ", " / ", " @ ")
_MOST_TURNS = 3  # from letters to digits or back: "j2ee4u" has three
MOST_ADDRESSES = 200


def is_list_mail(email: Email) -> bool:
    """Whether the mail says that a mailing list passed it on, which changes it and breaks its signatures.

    Anybody can write that, so it may hold a hint back and nothing more (DESIGN 2, "What may reassure").
    """
    name = email.sender.name.lower() if email.sender else ""
    return " via " in name or any(email.header(one) for one in ("List-Id", "List-Post", "Mailing-List"))


def name_claims(case: Case) -> tuple[Claim, ...]:
    """The brands that the sender's display name holds."""
    return tuple(claim for claim in case.claims if claim.where == "name")


@lru_cache(maxsize=4096)
def one_owner(brands: Brands, one: str, other: str) -> bool:
    """Whether two organisations are one, or belong to one brand (amazon.com and amazon.de)."""
    return one == other or any(one in brand.domains and other in brand.domains for brand in brands.all)


def owned(case: Case, box: Mailbox, brands: Iterable[Brand]) -> bool:
    """Whether the mailbox stands at one of these brands, or at another brand that speaks for itself."""
    org = box.organisation
    if any(org in brand.domains for brand in brands):
        return True
    owner = case.brands.owner(org)
    return owner is not None and owner.owns(org)


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [folded(word) for word in _WORD.findall(text[:500])]


def person_names(name: str) -> set[frozenset[str]]:
    """The words of a person's name, whole and before an addition ("Ann Miller (Sales)"), if two or more."""
    parts = [name, *(name.split(one, 1)[0] for one in _SEPARATORS if one in name)]
    return {found for part in parts if len(found := frozenset(words(part))) > 1}


def carries_others_mail(case: Case, box: Mailbox) -> bool:
    """Whether the mailbox is that of a service whose genuine mail carries other people's names (an invoice service)."""
    brand = case.brands.owner(box.organisation)
    relays = brand is not None and brand.relays and brand.owns(box.organisation)
    return relays or box.organisation in case.brands.shared.mail_services


def other_words(case: Case, name: str, claims: Iterable[Claim]) -> list[str]:
    """The words of a display name that neither name the brand nor a role ("support", "billing")."""
    known = {word for claim in claims for word in words(claim.quote)} | role_words(case)
    return [word for word in words(name) if word not in known and word not in case.brands.shared.name_padding]


def role_words(case: Case) -> set[str]:
    """The words of the display name that name a role, in the mail's languages."""
    said = case.said.get("organisation-role", ())
    return {word for one in said if one.where == "header:From" for word in words(one.words)}


def is_a_person(case: Case, box: Mailbox, claims: Iterable[Claim]) -> bool:
    """Whether the name may be a person's who is called like a brand: "Paul Hermes" <paul.hermes@...>.

    No first name is a brand's, unless it is an everyday word ("Chase Miller"): "Lidl Versand" is
    nobody's name.
    """
    claims = tuple(claims)
    if any(not claim.brand.everyday and box.name.lstrip("'\" ").startswith(claim.quote) for claim in claims):
        return False
    rest = [word for word in other_words(case, box.name, claims) if len(word) > 2]
    return 1 <= len(rest) <= 2 and all(word in folded(box.local) for word in rest)


def speaks_for(case: Case, claim: Claim, name: str) -> bool:
    """Whether the name says that somebody writes for the brand: "Katie from Ledger"."""
    before = words(name.partition(claim.quote)[0])
    return bool(before) and before[-1] in case.brands.shared.on_behalf


def brand_from_free_mail(case: Case) -> Claim | None:
    """The brand that the sender's name claims, although the address is one that anybody can open."""
    box = case.email.sender
    if not box or not case.brands.is_freemail(box.organisation) or box.local in ROBOTS:
        return None
    claims = name_claims(case)
    rest = other_words(case, box.name, claims)
    for claim in claims:
        if (claim.brand.everyday and rest and not speaks_for(case, claim, box.name)) or claim.brand.owns(
            box.organisation
        ):
            continue  # some firms write from the same address as their customers: Orange, Sky
        if not is_a_person(case, box, claims) or claim.disguised:
            return claim
    return None


def addresses(text: str) -> Iterator[Mailbox]:
    """The e-mail addresses around the first 200 at-signs of a text."""
    place = text.find("@")
    for _ in range(MOST_ADDRESSES):
        if place < 0:
            return
        local, domain = _LOCAL.search(text[max(0, place - 64) : place]), _DOMAIN.match(text, place + 1)
        if local and domain:
            yield Mailbox("", f"{local[0]}@{domain[0]}".lower().strip(".-"))
        place = text.find("@", place + 1)


def hosts(case: Case) -> Iterator[tuple[str, str, str]]:
    """(where, quote, host) of the sender's address and of every link, each host once."""
    seen: set[str] = set()
    box = case.email.sender
    if box and box.domain:
        seen.add(box.domain)
        yield "header:From", box.written, box.domain
    for link in case.email.links:
        if link.host and link.host not in seen and len(seen) < MOST_ADDRESSES:
            seen.add(link.host)
            yield "link", shortened(link.written), link.host


def shortened(text: str) -> str:
    """The beginning of a long text, short enough to quote."""
    return text[:180]


def imitation(case: Case, box: Mailbox | None, kind: str) -> Brand | None:
    """The brand whose address the mailbox imitates in this way ("near", "inside", "subdomain")."""
    found = lookalike_of(box.domain, case.brands) if box and box.domain else None
    return found[0] if found and found[1] == kind else None


def looks_made_up(part: str, *, digits: bool) -> bool:
    """Whether a machine rather than a person chose this; `digits`: whether many digits tell as well."""
    if len(part) < 8 or not part.isascii() or part.startswith("xn--"):
        return False
    if _NO_VOWEL.search(part.replace("sch", "s")) or (_HEX.search(part) and not part.isalpha()):
        return True
    return (digits and bool(_DIGITS.search(part))) or len(_TURN.findall(part)) > _MOST_TURNS
