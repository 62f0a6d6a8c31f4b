"""Who is in a mail: whose it is, colleagues that it names, whom it greets, who signs. Each becomes one of the cast."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.library.anonymous.company import company_names
from bot.library.anonymous.mentions import names_greeted, names_listed, names_signed, names_titled
from bot.library.anonymous.names import (
    SHORTEST,
    WORD,
    addresses_in,
    looks_like_name,
    name_words,
    plain,
    spellings,
    user_names,
    words_of,
)
from bot.library.anonymous.replacing import squashed
from bot.library.anonymous.words import AnonymousWords, Around
from bot.mail.email import Mailbox
from bot.mail.organisation import organisation

_AROUND_WORDS, _OF_ADDRESSES = ".,;:!?()[]<>\"'“”„«»", frozenset("@./\\_:")


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by the words of their name; `boxes`: the parts before the @ of their addresses that are no such words.

    `named`: something in the mail is surely about them. Of the others only what is nothing but a name is replaced.
    """

    words: tuple[str, ...]  # in lower case
    boxes: tuple[str, ...] = ()
    named: bool = True


def everybody(
    boxes: Iterable[Mailbox], texts: Sequence[str], body: str, sender: Mailbox, around: Around, said: AnonymousWords
) -> tuple[Someone, ...]:
    """Those whose mail it is, then whom the texts (and of these the body's greeting and signature) name."""
    found = [one for box in (*around.people, *boxes) if (one := _someone(box, said))]
    found += _of_addresses(texts, around, said)
    firms = frozenset(company_names(around))
    brands = (around.brands - said.also_names) | firms
    found += [Someone(words) for words in names_greeted(body, said, brands)]
    written = _written_small(texts)
    its = words_of(f"{sender.name} {re.sub(r'[^a-z]', ' ', sender.local)}")
    signed = [one for one in names_signed(body, said, brands, its) if not _is_firm(one, sender, written)]
    found += [Someone(words) for words in signed]
    shown = _bare(sender.name)
    name = looks_like_name(shown.title() if shown.islower() else shown, said, brands)
    if not _is_firm(name, sender, written) and _is_somebody(sender, {one for each in signed for one in each}, name):
        found += [one for one in [_someone(replace(sender, name=shown), said)] if one]
    known = {form for one in found for word in one.words for form in (plain(word), f"{plain(word)}s")}
    placed = [words for text in texts for words in names_titled(text, said, brands)]
    listed = (words for text in texts for words in names_listed(text, said, brands))
    placed += [one for one in listed if not _is_firm(one, sender, written)]
    found += [Someone(words) for words in placed if plain(words[0]) not in known]  # "Frau Bergs Konto"
    found += _of_strangers(texts, {*brands, *written}, said)
    words = {word for text in texts for word in words_of(text)}
    joined = "\n".join(texts).casefold()
    found += _colleagues(
        around, words, _only_capital(texts), joined, {plain(one) for someone in found for one in someone.words}, said
    )
    return tuple(dict.fromkeys(one for one in found if one.boxes or not firms.issuperset(one.words)))


def is_same(one: Someone, other: Someone) -> bool:
    """Whether two entries are of one person: one has no word that the other lacks, or is an account of the other's."""
    if set(one.boxes) & set(other.boxes) or _is_account(one, other) or _is_account(other, one):
        return True
    these, those = ({plain(word) for word in each.words} for each in (one, other))
    return bool(these and those) and (these <= those or those <= these)


def _is_account(one: Someone, other: Someone) -> bool:
    """Whether all that is known of one is what an account of the other's is called."""
    called = {squashed(box) for box in other.boxes} | user_names(other.words)
    return len(one.words) == 1 and one.words[0] in called


def _is_somebody(sender: Mailbox, signed: Collection[str], name: Sequence[str]) -> bool:
    """Whether the sender's name is a person's: it signs the mail, their address is made of it, or no firm has it."""
    made_of = any(len(one) >= SHORTEST and plain(one) in sender.local for one in name)
    firms = any(len(one) >= SHORTEST and plain(one) in sender.domain for one in name)
    return bool(name) and (made_of or any(one in signed for one in name) or (len(name) > 1 and not firms))


def _is_firm(name: Sequence[str], sender: Mailbox, written: Collection[str]) -> bool:
    """Whether it is no person: a word of it is written small elsewhere, or the domain begins with it."""
    words = [plain(one) for one in name]
    if len(words) > 1 and all(one in sender.local for one in words):
        return False
    if not words or any(len(one) >= SHORTEST and one in sender.local and one not in written for one in words):
        return False
    begins = len(words[0]) > SHORTEST and words[0] in sender.domain
    return begins or any(one in written for one in words)


def _written_small(texts: Sequence[str]) -> set[str]:
    """The words that stand in small letters somewhere, addresses of any kind left out: they are no names."""
    pieces = (piece.strip(_AROUND_WORDS) for text in texts for piece in text.split())
    words = (one for piece in pieces if not _OF_ADDRESSES.intersection(piece) for one in WORD.findall(piece))
    return {plain(one) for one in words if one.islower()}


def _bare(name: str) -> str:
    return name.partition("(")[0]


def _someone(box: Mailbox, said: AnonymousWords, *, named: bool = True) -> Someone | None:
    local = box.local.partition("+")[0].casefold()
    last, comma, first = box.name.partition(",")
    words = name_words(WORD.findall(f"{first} {last}" if comma else last), said)
    parts = [one for one in re.split(r"[\W\d_]+", local) if one]
    if any(one in said.roles for one in parts):
        local = ""
    elif not words:
        words = tuple(one for one in parts if one not in said.particles and len(one) > 1)
    known = {form for word in words for form in spellings(word)}
    boxes = (local,) if local and len(local) >= SHORTEST and not all(one in known for one in parts) else ()
    if any(one in said.offices | said.nobody for one in words) and not local:
        return None  # an office's name
    return Someone(tuple(map(str.casefold, words)), boxes, named) if words or boxes else None


def _of_addresses(texts: Sequence[str], around: Around, said: AnonymousWords) -> Iterator[Someone]:
    """The company's own people, whose addresses stand in the mail."""
    for text in texts:
        for found in addresses_in(text):
            local, _, host = found[0].casefold().rpartition("@")
            if organisation(host) in around.own_domains and (one := _someone(Mailbox("", f"{local}@{host}"), said)):
                yield one


def _of_strangers(texts: Sequence[str], brands: Collection[str], said: AnonymousWords) -> Iterator[Someone]:
    """Others whose address is made of a first name, or its initial, and a last name."""
    others = {*said.roles, *said.offices, *said.nobody, *said.ordinary, *said.greetings, *brands}
    for text in texts:
        for found in addresses_in(text):
            local = found[0].casefold().rpartition("@")[0].partition("+")[0]
            parts = [one for one in re.split(r"[\W\d_]+", local) if one]
            words = tuple(one for one in parts if len(one) >= SHORTEST)
            if len(parts) == 2 and words and not others & {*parts} and re.search(r"[^\W\d][._-][^\W\d]", local):
                yield Someone(words, () if len(words) == 2 else (local,), named=False)


def _colleagues(
    around: Around, words: set[str], capital: Collection[str], joined: str, known: Collection[str], said: AnonymousWords
) -> Iterator[Someone]:
    """Those of whom the mail holds the whole name or the address; or else a word that is surely a name."""
    flat = squashed(joined)
    for box in around.colleagues:
        own = [plain(one) for one in WORD.findall(box.name)]
        parts = [one for one in own if one not in said.titles | said.particles]
        there = [one for one in parts if one in words]
        address = bool(box.address) and box.address.casefold() in joined
        local = box.local.casefold()
        told = len(local) > 4 and local in joined and not any(one in said.roles for one in re.split(r"\W+", local))
        told = told or bool(words & user_names(parts))
        if not there and not address and not told:
            continue
        whole = len(there) == len(parts)
        if whole and any(one in said.ordinary for one in parts):  # "you will pay in May" names nobody
            whole = any(squashed("".join(order)) in flat for order in (parts, reversed(parts)))
        sure = any(len(one) > SHORTEST and one in capital and one not in said.ordinary for one in parts)
        named = address or told or whole or sure
        someone = _someone(box, said, named=named)
        if someone and (named or not set(there) <= set(known)):
            yield someone


def _only_capital(texts: Sequence[str]) -> set[str]:
    """The words that begin with a capital wherever they stand, compared as names are."""
    written = {one for text in texts for one in WORD.findall(text)}
    return {plain(one) for one in written if one[0].isupper()} - {plain(one) for one in written if one[0].islower()}
