"""Hosts and words that tell something by themselves, for signs to share: `messages/lists.toml`.

They stand there and not in code, so that somebody who knows scams can edit them. What each list is for, and
where it comes from, is said in the file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import tomli

from bot.library.content import content_root

FILE = "lists.toml"


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: a cache that it is a key of hashes no words
class Lists:
    """One attribute for each table of the file. A tuple keeps the order of the file; a set is only looked up in."""

    # Hosts and their endings
    freemail: frozenset[str] = frozenset()
    shorteners: frozenset[str] = frozenset()
    free_hosting: tuple[str, ...] = ()
    bare_hosting: frozenset[str] = frozenset()  # a part of free_hosting
    form_builders: tuple[str, ...] = ()  # some with a path
    risky_endings: frozenset[str] = frozenset()
    official_endings: tuple[str, ...] = ()
    mail_services: frozenset[str] = frozenset()
    social_networks: frozenset[str] = frozenset()
    device_code_pages: tuple[str, ...] = ()  # pieces of addresses
    # Links
    foot_texts: tuple[str, ...] = ()  # beginnings, folded
    foot_addresses: tuple[str, ...] = ()  # pieces
    link_lures: tuple[str, ...] = ()  # pieces
    self_hosted: frozenset[str] = frozenset()  # ids of brands
    # Pieces of addresses
    added_words: frozenset[str] = frozenset()
    common_labels: frozenset[str] = frozenset()
    name_fillers: frozenset[str] = frozenset()
    firm_words: frozenset[str] = frozenset()
    honest_lookalikes: frozenset[str] = frozenset()
    # Senders
    offices: frozenset[str] = frozenset()
    trade_words: frozenset[str] = frozenset()  # folded, as are the next four
    name_padding: frozenset[str] = frozenset()
    on_behalf: frozenset[str] = frozenset()
    legal_forms: frozenset[str] = frozenset()
    shared_mailboxes: frozenset[str] = frozenset()
    reply_marks: tuple[str, ...] = ()
    # Sums and secrets
    large_sums: tuple[str, ...] = ()  # beginnings
    password_labels: tuple[str, ...] = ()  # with a star in front where it may end a longer word
    mail_form_secrets: tuple[str, ...] = ()  # pieces, as are the next two
    mail_form_searches: tuple[str, ...] = ()
    page_secrets: tuple[str, ...] = ()
    # Programs
    remote_tools: tuple[str, ...] = ()  # with their capitals

    @classmethod
    def load(cls, root: Path | None = None) -> "Lists":
        """The lists of a folder of content; one that the file lacks is empty, and `legitbot content` says so."""
        data = tomli.loads(((root or content_root()) / FILE).read_text("utf-8"))
        empty = cls()
        given = (one.name for one in fields(cls) if one.name in data)
        return cls(**{name: type(getattr(empty, name))(data[name]["entries"]) for name in given})


def one_of(words: Iterable[str]) -> str:
    """The words as alternatives within a regular expression; one that matches nowhere when there are none."""
    return "|".join(map(re.escape, words)) or "(?!)"
