"""Does the mail speak for a brand while a stranger sends it?

Honest mail names brands too: it pays with them or writes about them, and then it also says who it is itself.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.brands import Brand, Claim
from bot.library.quotes import quote
from bot.mail.email import Mailbox
from bot.mail.fold import folded
from bot.signals._lookalike import lookalike_of
from bot.signals._sender import is_a_person, is_list_mail, name_claims, other_words, shortened
from bot.signals.signal import Case

# What a brand itself would say. A list or a thread explains talk about a brand, but hardly these words.
IN_ITS_NAME = (
    "order-shown", "unknown-charge", "call-to-cancel", "account-threat", "security-scare", "payment-failed",
    "parcel-held", "refund-promised", "sign-in-asked", "mailbox-problem", "data-loss-threat", "password-asked",
    "card-asked", "small-fee-asked", "document-shared",
)  # fmt: skip
MOST_TEXT = 100_000  # characters that are looked at
MOST_MENTIONS = 20
_PLACES = ("name", "subject", "body")
_NAMED_IN_PASSING = ("social", "product")  # in footers, and as things that are sold
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_OFF = 6  # words in the line where somebody signs


def spoken_for(case: Case) -> tuple[Claim, ...]:
    """The brands for which a stranger speaks in this mail, the likeliest first.

    Empty where the sender is not known, is a brand or a service itself, or a colleague, and where the mail
    says who it is.
    """
    box = case.email.sender
    if not box or not box.domain or box.organisation in case.own_domains or not case.claims:
        return ()
    if _is_at_home(case, box):
        return ()
    found: dict[str, Claim] = {}
    for claim in tuple(_in_name(case, box)) or _in_text(case, box):
        found.setdefault(claim.brand.id, claim)

    def likeliest(claim: Claim) -> tuple[int, bool, int]:
        place = _PLACES.index(claim.where) if claim.where in _PLACES else len(_PLACES)
        return place, not any(goes_to(case, claim.brand)), -mentions(case, claim)

    return tuple(sorted((claim for claim in found.values() if _speaks(case, claim)), key=likeliest))


def _speaks(case: Case, claim: Claim) -> bool:
    """Whether the brand is more than named in passing."""
    if claim.where == "name":
        return True
    said = [one for concept in IN_ITS_NAME for one in case.said.get(concept, ())]
    talk = is_list_mail(case.email) or bool(case.email.quoted)
    often = claim.where == "subject" or mentions(case, claim) >= 2
    free_mail = case.email.sender is not None and case.brands.is_freemail(case.email.sender.organisation)
    if said and ((free_mail and case.email.phones) or not talk):
        return often or free_mail or any(claim.quote in one.quote for one in said)
    in_its_voice = claim.where == "subject" or _in_own_voice(case, claim)
    return not talk and in_its_voice and mentions(case, claim) >= 2


def _is_at_home(case: Case, box: Mailbox) -> bool:
    """Whether the address belongs to a brand, known or by its label (`ikea.example` for Ikea)."""
    if case.brands.is_freemail(box.organisation):
        return False
    if case.brands.owner(box.organisation):
        return True
    label = box.organisation.partition(".")[0]
    return any(label == domain.partition(".")[0] for claim in case.claims for domain in claim.brand.domains)


def _in_name(case: Case, box: Mailbox) -> Iterator[Claim]:
    claims = name_claims(case)
    rest = other_words(case, box.name, claims)
    for claim in claims if not is_a_person(case, box, claims) else ():
        if not (claim.brand.everyday and rest):
            yield claim


def _in_text(case: Case, box: Mailbox) -> Iterator[Claim]:
    itself = says_who_it_is(case, box) and not _is_a_callback(case, box)
    for claim in case.claims:
        in_text = claim.where in ("subject", "body") or claim.where.startswith("attachment:")
        if in_text and claim.brand.kind not in _NAMED_IN_PASSING and (not itself or _in_own_voice(case, claim)):
            yield claim


def _is_a_callback(case: Case, box: Mailbox) -> bool:
    """A charge with a number to call, from a free mailbox: no signature makes that a friend's letter."""
    charged = case.expresses("unknown-charge", "order-shown") and case.expresses("call-to-cancel")
    return charged and bool(case.email.phones) and case.brands.is_freemail(box.organisation)


def mentions(case: Case, claim: Claim) -> int:
    """How often the words that name the brand stand in the subject and the body."""
    name = claim.quote.casefold()
    return case.email.subject.casefold().count(name) + _flat(case.email.text).count(name)


@lru_cache(maxsize=4)
def _flat(text: str) -> str:
    return text[:MOST_TEXT].casefold()


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    """The folded words of every line; those in addresses are left out, for anybody can write those."""
    return tuple(
        tuple(folded(word) for piece in line.split() if not _is_address(piece) for word in _WORD.findall(piece))
        for line in text[:MOST_TEXT].splitlines()
    )


def _is_address(piece: str) -> bool:
    return "@" in piece or "://" in piece or piece.startswith("www.")


def says_who_it_is(case: Case, box: Mailbox) -> bool:
    """Whether the text is the sender's own: a person signs with the sender's name, or a firm names itself.

    Brands, roles and words of trade name nobody; nor does an address that borrows a brand's name.
    """
    lines, own = _lines(case.email.text), _own_words(case, box)
    if case.brands.is_freemail(box.organisation):
        return any(len(line) <= _SIGN_OFF and not own.isdisjoint(line) for line in lines)
    if lookalike_of(box.domain, case.brands):
        return False
    label = "".join(_WORD.findall(folded(box.organisation.partition(".")[0])))
    told = len(label) > 3 and label not in case.brands.shared.added_words
    if told and label in "".join(word for line in lines for word in line):
        return True
    return any(not own.isdisjoint(line) for line in lines)


def _own_words(case: Case, box: Mailbox) -> set[str]:
    """The words of the sender's name (else of the address) that may be a person's or a firm's own."""
    name = other_words(case, box.name, name_claims(case)) if box.name else _WORD.findall(box.local)
    lists = case.brands.shared
    return {word for word in name if len(word) > 2 and word not in lists.added_words and word not in lists.trade_words}


def _in_own_voice(case: Case, claim: Claim) -> bool:
    """Whether the brand is named with a word of office beside it, as in "Norton Billing Team"."""
    text, name = _flat(case.email.text), claim.quote.casefold()
    at = text.find(name)
    for _ in range(MOST_MENTIONS):
        if at < 0:
            return False
        after = text[at + len(name) : at + len(name) + 30].partition("\n")[0]
        if any(word in case.brands.shared.offices for word in _WORD.findall(after)[:2]):
            return True
        at = text.find(name, at + len(name))
    return False


def naming(case: Case, claim: Claim) -> tuple[str, str]:
    """(where, quote) of the sentence in which the brand is named."""
    if claim.where == "name" and case.email.sender:
        return "header:From", shortened(case.email.sender.written)
    if claim.where == "body":
        at = case.email.text.find(claim.quote)
        return "body", quote(case.email.text, at, at + len(claim.quote)) if at >= 0 else claim.quote
    return claim.where, shortened(case.email.subject) if claim.where == "subject" else claim.quote


def goes_to(case: Case, brand: Brand) -> Iterator[str]:
    """The written targets of links that truly lead to the brand."""
    for link in case.email.links:
        if brand.owns(link.organisation):
            yield link.written
