"""What is known before a mail is made anonymous: the words of `messages/anonymous.toml`, and who belongs where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from bot.mail.email import Mailbox
from bot.mail.phones import REGIONS

FILE = "anonymous.toml"


@dataclass(frozen=True, slots=True)
class AnonymousWords:
    """The file's lists; all but the cast in lower case."""

    readers: tuple[str, ...]
    others: tuple[str, ...]
    company: str
    domain: str
    street: str
    town: str
    birthday: str
    password: str
    greetings: frozenset[str]
    closings: frozenset[str]
    nobody: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    before_names: frozenset[str]
    introductions: frozenset[str]
    stated: frozenset[str]
    heads: frozenset[str]
    social: frozenset[str]
    before_dates: frozenset[str]
    ordinary: frozenset[str]
    also_names: frozenset[str]
    roles: frozenset[str]
    banks: frozenset[str]
    births: frozenset[str]
    secrets: frozenset[str]
    numbered: frozenset[str]
    counted: frozenset[str]
    abbreviations: frozenset[str]
    coins: frozenset[str]
    states: frozenset[str]
    streets_after: frozenset[str]
    streets_glued: frozenset[str]
    streets_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Around:
    """Who may be found in a mail, and what may stay in it."""

    people: tuple[Mailbox, ...] = ()  # whose mail it is: nothing of their names may stay
    colleagues: tuple[Mailbox, ...] = ()  # all of the company, of whom the mail may name some
    own_domains: frozenset[str] = frozenset()  # organisations (eTLD+1)
    official: frozenset[str] = frozenset()  # hosts of genuine brands: they and what is below them stay
    regions: tuple[str, ...] = REGIONS  # ISO 3166: whose phone numbers they are, likeliest first
    brands: frozenset[str] = frozenset()  # words of brands' names, in lower case: nobody is called so


@cache
def anonymous_words(root: Path) -> AnonymousWords:
    """The words, read once."""
    data = tomli.loads((root / FILE).read_text("utf-8"))
    cast: dict[str, Any] = {name: tuple(data.pop(name)) for name in ("readers", "others")}
    texts = {name: value for name, value in data.items() if isinstance(value, str)}
    lists = {name: frozenset(map(str.lower, value)) for name, value in data.items() if name not in texts}
    return AnonymousWords(**{**cast, **texts, **lists})


def either(words: Iterable[str]) -> str:
    """A pattern's alternatives for these words, the longest first."""
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
