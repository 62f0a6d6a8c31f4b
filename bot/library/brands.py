"""Who is impersonated, and which addresses are really theirs: `messages/brands.toml`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import tomli

from bot.library.content import content_root
from bot.library.lists import Lists
from bot.library.tokens import Token, tokens
from bot.mail.email import Mailbox, Passage
from bot.mail.fold import looks_like

MOST_CLAIMS = 40
FEWEST_LETTERS = 0.6  # the least share of letters in a disguised name


@dataclass(frozen=True, slots=True)
class Brand:
    """A firm or public body that scammers pretend to be."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    strong_aliases: tuple[str, ...] = ()
    everyday: bool = False  # the name is also a common word: only strong aliases identify it in running text
    country: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    open_domains: tuple[str, ...] = ()  # theirs, but strangers send or publish there
    relays: bool = False  # its genuine mail carries strangers' words
    source: str = ""
    checked: str = ""

    def owns(self, org: str) -> bool:
        """Whether the organisation (eTLD+1) is the brand itself, and nobody else can speak from there."""
        return org in self.domains


@dataclass(frozen=True, slots=True)
class Claim:
    """The mail says that it is from, or about, a brand."""

    brand: Brand
    where: str  # "name" (the sender's display name), "subject", "body", "attachment:NAME", "link", "picture"
    quote: str  # the words that name it, as they stand in the mail
    disguised: bool = False  # written with lookalike letters or digits


class Brands:
    """The catalogue, with the look-ups that signals need."""

    def __init__(self, brands: Sequence[Brand], shared: Lists) -> None:
        self.all = tuple(brands)
        self.shared = shared
        self._by_domain = {domain: brand for brand in brands for domain in (*brand.open_domains, *brand.domains)}
        self._names: dict[str, list[tuple[tuple[str, ...], Brand, bool]]] = defaultdict(list)
        for brand in brands:
            for name in {brand.name.lower(), *brand.aliases}:
                self._add(name, brand, strong=not brand.everyday)
            for name in brand.strong_aliases:
                self._add(name, brand, strong=True)
        for names in self._names.values():
            names.sort(key=lambda one: -len(one[0]))

    @classmethod
    def load(cls, root: Path | None = None) -> "Brands":
        data = tomli.loads(((root or content_root()) / "brands.toml").read_text("utf-8"))
        return cls([_brand(one) for one in data["brand"]], Lists.load(root))

    def _add(self, name: str, brand: Brand, *, strong: bool) -> None:
        plain = name.isascii() and name.replace(" ", "").isalnum()  # most are, and splitting is quicker
        written = name.split() if plain else [token.text for token in _name_tokens(name)]
        words = tuple(looks_like(word) for word in written)
        if words:
            self._names[words[0]].append((words, brand, strong))

    def owner(self, org: str) -> Brand | None:
        """The brand that owns an organisation (eTLD+1), open domains included."""
        return self._by_domain.get(org)

    def is_freemail(self, org: str) -> bool:
        """Whether anybody can have a mailbox there."""
        return org in self.shared.freemail

    @cached_property
    def labels(self) -> dict[str, Brand]:
        """The name part of every brand's domains ("amazon", "paypal"), for finding lookalikes."""
        found: dict[str, Brand] = {}
        for brand in self.all:
            for domain in brand.domains:
                found.setdefault(domain.split(".", 1)[0], brand)
        return found

    def named(self, row: Sequence[Token], *, strict: bool) -> Iterator[tuple[Brand, Token, Token, bool]]:
        """(brand, first token, last token, disguised) for each name in a row of tokens, the longest first.

        With `strict`, names that are everyday words do not count.
        """
        taken = 0
        for i, token in enumerate(row):
            names = self._names.get(looks_like(token.text))
            if not names or i < taken or token.text.startswith("#"):
                continue
            for words, brand, strong in names:
                if (strong or not strict) and self._stands_at(words, row, i):
                    plain = " ".join(one.text for one in row[i : i + len(words)])
                    disguised = looks_like(plain) != plain and not _written_so(brand, plain)
                    if disguised and not _readable(plain):
                        continue
                    taken = i + len(words)
                    yield brand, token, row[taken - 1], disguised
                    break

    @staticmethod
    def _stands_at(words: tuple[str, ...], row: Sequence[Token], at: int) -> bool:
        return len(words) == 1 or (
            at + len(words) <= len(row) and all(looks_like(row[at + k].text) == word for k, word in enumerate(words))
        )


@lru_cache(maxsize=4096)
def _name_tokens(name: str) -> tuple[Token, ...]:
    # A domain in a name ("booking.com") is one #link token in running text: names are split at dots.
    return tuple(token for token in tokens(name.replace(".", " ").replace("&", " ")) if token.text != "#end")


def _readable(plain: str) -> bool:
    """Whether a disguise can be read as the name at a glance: "amaz0n" can, "at 7" for AT&T cannot."""
    return all(sum(map(str.isalpha, word)) >= FEWEST_LETTERS * len(word) for word in plain.split()) and len(plain) > 3


def _written_so(brand: Brand, plain: str) -> bool:
    return any(plain == " ".join(token.text for token in _name_tokens(name.lower())) for name in
               (brand.name, *brand.aliases, *brand.strong_aliases))  # fmt: skip


def claims(
    brands: Brands, sender: Mailbox | None, rows: Sequence[tuple[Passage, Sequence[Token]]]
) -> tuple[Claim, ...]:
    """The brands that the sender's name and the text speak of, the name first, each place once a brand."""
    found: dict[tuple[str, str], Claim] = {}
    if sender and sender.name:
        for claim in _claims_of(brands, Passage("name", sender.name), _name_tokens(sender.name), strict=False):
            found.setdefault((claim.brand.id, claim.where), claim)
    for passage, row in rows:
        for claim in _claims_of(brands, passage, row, strict=True):
            found.setdefault((claim.brand.id, claim.where), claim)
            if len(found) >= MOST_CLAIMS:
                return tuple(found.values())
    return tuple(found.values())


def _claims_of(brands: Brands, passage: Passage, row: Sequence[Token], *, strict: bool) -> Iterator[Claim]:
    for brand, first, last, disguised in brands.named(row, strict=strict):
        yield Claim(brand, passage.where, passage.text[first.start : last.end], disguised)


def _brand(data: dict[str, Any]) -> Brand:
    names = ("aliases", "strong_aliases", "country", "domains", "open_domains")
    lists = {key: tuple(data.get(key, ())) for key in names}
    return Brand(
        id=data["id"], name=data["name"], kind=data["kind"], everyday=data.get("everyday", False),
        relays=data.get("relays", False), source=data.get("source", ""), checked=str(data.get("checked", "")), **lists,
    )  # fmt: skip
