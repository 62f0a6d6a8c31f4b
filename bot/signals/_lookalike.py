"""Addresses that borrow a brand's name: near-copies, the name in a longer one, the name in front of another.

Scammers register `arnazon.com`, `paypal-refunds.shop` and `amazon.com.evil.top`. Many honest addresses
hold a brand by chance (`amazonas-reisen`, `orangerie`), so a name must stand whole, and everyday or
short names only beside a word that scammers add.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from bot.library.brands import Brand, Brands
from bot.library.lists import Lists
from bot.mail.address import unicode_host
from bot.mail.fold import folded, looks_like
from bot.mail.organisation import organisation

NEAR, INSIDE, SUBDOMAIN = "near", "inside", "subdomain"
LONGEST_HOST = 253  # RFC 1035; longer ones are noise
SHORT = 5  # names with fewer letters are met by chance
_CUT_SHORT = frozenset({"co", "cm", "om"})  # of .com: what a hurried eye completes
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})


@dataclass(slots=True)
class _Names:
    """The brands' names in the forms that addresses take."""

    lists: Lists
    whole: dict[str, Brand] = field(default_factory=dict)  # as it is written: "paypal", "credit-agricole"
    seen: dict[str, Brand] = field(default_factory=dict)  # as a hurried reader sees it: "paypal" for "paypa1"
    close: dict[tuple[str, int], list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )  # by first letter, length
    domains: dict[str, Brand] = field(default_factory=dict)
    long: frozenset[str] = frozenset()  # names that can be told inside a longer word


@lru_cache(maxsize=4)
def _names(brands: Brands) -> _Names:
    found = _Names(brands.shared)
    for brand in brands.all:
        own = set(_own_names(brand))
        labels = {domain.split(".", 1)[0] for domain in brand.domains}
        for label in sorted(own | {label for label in labels if _is_telling(label, own, brands.shared)}):
            if len(label) >= 3 and label not in brands.shared.common_labels:
                found.whole.setdefault(label, brand)
                found.seen.setdefault(looks_like(label), brand)
        for domain in brand.domains:
            found.domains.setdefault(domain.removeprefix("www."), brand)
    for label, brand in found.whole.items():
        if not brand.everyday and len(label) > SHORT:
            found.close[label[0], len(label)].append(label)
    found.long = frozenset(label for label, brand in found.whole.items() if _can_be_told(label, brand))
    return found


def _can_be_told(label: str, brand: Brand) -> bool:
    """Whether a name is told from chance where nothing parts it from the next word ("hmrcrefund")."""
    return len(label) >= SHORT or (brand.kind in {"parcel", "public"} and not brand.everyday)


def _own_names(brand: Brand) -> Iterator[str]:
    """The brand's names run together, as they stand in addresses: "bankofamerica"."""
    for name in (brand.name, *brand.aliases):
        joined = "".join(ch for ch in folded(name) if ch.isalnum())
        if joined.isascii() and "." not in name:
            yield joined


def _is_telling(label: str, own: set[str], lists: Lists) -> bool:
    """Whether the label of a brand's address names the brand; "go" of go.com does not name Disney."""
    plain = label.replace("-", "")
    return plain in own or any(len(name) >= 4 and name not in lists.name_fillers and name in plain for name in own)


def lookalike_of(host: str, brands: Brands) -> tuple[Brand, str] | None:
    """The brand whose address this host imitates, and how; None for an honest host.

    "near" is a near-copy (arnazon.com), "inside" the name in a longer one (paypal-refunds.shop), "subdomain"
    the brand's whole address in front of another (amazon.com.evil.top).
    """
    host = host.strip(".")
    return _lookalike(host.lower(), brands) if "." in host and len(host) <= LONGEST_HOST else None


@lru_cache(maxsize=16384)
def _lookalike(host: str, brands: Brands) -> tuple[Brand, str] | None:
    org = organisation(host)
    if brands.owner(org) or brands.is_freemail(org) or host.replace(".", "").isdigit():
        return None
    names = _names(brands)
    front = host.removesuffix(org).strip(".").split(".") if host != org else []
    label, _, ending = unicode_host(org).partition(".")
    if brand := _in_front(front, label, names):
        return brand, SUBDOMAIN
    if brand := _near(label, names):
        return brand, NEAR
    if brand := _inside(label, ending, names, brands):
        return brand, INSIDE
    return next(((brand, INSIDE) for part in front if (brand := _beside_added(part, names))), None)


def _in_front(front: list[str], label: str, names: _Names) -> Brand | None:
    """The brand whose full address stands before the real one: `amazon.com.` or `amazon.com-orders.`"""
    labels = [*front, *label.split("-")[:1]] if "-" in label else front
    for start in range(min(len(labels), 20)):
        for end in range(start + 2, min(start + 5, len(labels) + 1)):
            if brand := names.domains.get(".".join(labels[start:end])):
                return brand
    return None


def _near(label: str, names: _Names) -> Brand | None:
    """The brand that the label, or one of its parts, is a near-copy of."""
    if label in names.whole:
        return None
    if "-" not in label:
        return _disguised(label, names) or _misspelt(label, names)
    parts, joined = label.split("-"), label.replace("-", "")
    brand = names.whole.get(joined)
    if brand and _is_plain(joined, brand) and len(folded(brand.name).replace("-", " ").split()) == 1:
        return brand  # "pay-pal"; but "royal-mail" is how an honest address is written
    for part in parts:
        if brand := _disguised(part, names) or (_added_among(parts, part, names) and _misspelt(part, names)) or None:
            return brand
    return _misspelt(joined, names) if brand is None and not _added_among(parts, "", names) else None


def _disguised(part: str, names: _Names) -> Brand | None:
    """The brand that this is, written with other letters or digits: "paypa1"."""
    seen = looks_like(part)
    if len(part) < 4 or seen == part or part in names.whole:
        return None
    brand = names.seen.get(seen)
    return brand if brand and (len(part) >= SHORT or not brand.everyday) else None


def _misspelt(part: str, names: _Names) -> Brand | None:
    if part in names.lists.honest_lookalikes or part in names.lists.added_words or part in names.whole:
        return None
    return names.whole[close] if (close := _closest(part, names)) else None


def _closest(part: str, names: _Names) -> str:
    """The brand's label within one slip of the pen (two in long ones) of this one, or ""."""
    if len(part) <= SHORT or not part.isascii():
        return ""
    for length in range(len(part) - 2, len(part) + 3):
        for label in names.close.get((part[0], length), ()):
            if is_near(part, label):
                return label
    return ""


def is_near(one: str, known: str) -> bool:
    """Whether a label is a near-copy of a known one: a letter more, less, changed or swapped (or two)."""
    if one == known or min(len(one), len(known)) < SHORT:
        return False
    if looks_like(one) == looks_like(known):
        return True
    allowed = 2 if len(known) >= 9 and "bank" not in known else 1
    if OSA.distance(one, known, score_cutoff=allowed) > allowed or one[0] != known[0]:
        return False
    return not _is_another_word(one, known)


def _is_another_word(one: str, known: str) -> bool:
    """A plural, or other digits at the end: northwind2 is not a copy of northwind1."""
    if one.rstrip("0123456789") == known.rstrip("0123456789"):
        return True
    return len(known) <= 8 and Levenshtein.distance(one, known) == 1 and one[-1] == "s" and one[:-1] == known


def _inside(label: str, ending: str, names: _Names, brands: Brands) -> Brand | None:
    """The brand whose name stands whole in a longer label."""
    parts = label.split("-")
    for part in parts:
        brand = names.whole.get(part)
        if brand and len(parts) > 1 and (_is_plain(part, brand) or _added_among(parts, part, names)):
            return brand
    if (brand := names.whole.get(label)) and _is_plain(label, brand) and f".{ending}".endswith(_risky(brands)):
        return brand
    return _beside_added(label, names)


def _is_plain(part: str, brand: Brand) -> bool:
    """A name that can hardly stand in an honest address by chance."""
    return len(part) > SHORT and not brand.everyday


def _risky(brands: Brands) -> tuple[str, ...]:
    return tuple(f".{ending.lstrip('.')}" for ending in brands.shared.risky_endings)


def _added_among(parts: list[str], name: str, names: _Names) -> bool:
    return any(part.rstrip("0123456789") in names.lists.added_words for part in parts if part != name)


def _split_up(label: str, known: frozenset[str], added: frozenset[str]) -> str:
    """The one name in a label that is otherwise made of added words ("securepaypallogin"), or "".

    Dynamic programming over the places of the label, which has at most 63.
    """
    reached: dict[int, set[str]] = {0: {""}}
    for start in range(len(label)):
        for name in reached.get(start, set()):
            for end in range(start + 2, min(start + 18, len(label)) + 1):
                piece = label[start:end]
                if piece in added or piece.isdigit():
                    reached.setdefault(end, set()).add(name)
                if not name and piece in known:
                    reached.setdefault(end, set()).add(piece)
    return max(reached.get(len(label), {""}), key=len)


def _beside_added(label: str, names: _Names) -> Brand | None:
    """The brand in a label whose every other piece is a word that scammers add."""
    plain = label.replace("-", "")
    if len(plain) > 63 or plain in names.whole:
        return None
    found = _split_up(plain, names.long, names.lists.added_words)
    if found and not plain.removeprefix(found).isdigit():
        return names.whole[found]
    return names.whole[found] if found and _is_plain(found, names.whole[found]) else None


def reads_as(label: str, brands: Brands) -> Brand | None:
    """The brand whose name a label with foreign letters spells to a hurried reader ("аpple", "páypal")."""
    if label.isascii():
        return None
    brand = _names(brands).seen.get(looks_like(label))
    if brand is None or len(label) < SHORT:
        return None
    honest = {"".join(ch for ch in name.lower() if ch.isalnum()) for name in (brand.name, *brand.aliases)}
    return None if "".join(ch for ch in label if ch.isalnum()) in honest else brand


def with_added_word(label: str, known: str, lists: Lists) -> bool:
    """Whether a label is a known one and a word after a hyphen: "northwind-group"."""
    front, _, added = label.rpartition("-")
    return len(known) > SHORT and added in lists.firm_words and front.replace("-", "") == known.replace("-", "")


def likeness(org: str, known: str, lists: Lists) -> int:
    """How like a known organisation another is: 2 for a near-copy, 1 for the name with a word or a cut ending, or 0."""
    label, _, ending = org.partition(".")
    known_label, _, known_ending = known.partition(".")
    if label == known_label:
        return int(ending in _CUT_SHORT and known_ending == "com")
    if is_near(label, known_label):
        return 2
    return int(with_added_word(label, known_label, lists))


def misspells(label: str, name: str) -> bool:
    """Whether a label is the sender's own name with one letter wrong ("studio-ferrantte")."""
    plain, spelt = label.replace("-", ""), name.lower().translate(_SPELT_OUT)
    for written in (spelt, folded(name)):
        if "".join(ch for ch in written if ch.isalnum()) == plain:
            return False
    full = "".join(ch for ch in folded(name) if ch.isalnum())
    return "&" not in name and min(len(plain), len(full)) >= 9 and full.isascii() and _is_slip(plain, full)


def _is_slip(one: str, known: str) -> bool:
    if one.rstrip("s0123456789") == known.rstrip("s0123456789"):
        return False
    return one[0] == known[0] and one[-1] == known[-1] and OSA.distance(one, known, score_cutoff=1) == 1
