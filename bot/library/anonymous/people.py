"""Who is in a mail: whose it is, colleagues that it names, whom it greets, who signs. Each becomes one of the cast."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.library.anonymous.replacing import squashed
from bot.library.anonymous.words import AnonymousWords, Around
from bot.mail.email import Mailbox
from bot.mail.organisation import organisation

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
SHORTEST = 3  # letters: what is shorter is also a word in too many languages
_MOST_WORDS = 4  # of a name
_LONGEST_LINE = 80


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by the words of their name; `boxes`: the parts before the @ of their addresses that are no such words.

    `named`: something in the mail is surely about them. Of the others only what is nothing but a name is replaced.
    """

    words: tuple[str, ...]  # in lower case
    boxes: tuple[str, ...] = ()
    named: bool = True


def addresses_in(text: str) -> Iterator[re.Match[str]]:
    """The mail addresses that are written in a text."""
    return _ADDRESS.finditer(text)


def everybody(
    boxes: Iterable[Mailbox], texts: Sequence[str], body: str, sender: Mailbox, around: Around, said: AnonymousWords
) -> tuple[Someone, ...]:
    """Those whose mail it is, then whom the texts (and of these the body's greeting and signature) name."""
    found = [one for box in (*around.people, *boxes) if (one := _someone(box, said))]
    found += _of_addresses(texts, around, said)
    brands = around.brands - said.also_names
    found += [Someone(words) for words in names_greeted(body, said, brands)]
    its = words_of(f"{sender.name} {re.sub(r'[^a-z]', ' ', sender.local)}")
    signed = [*names_signed(body, said, brands, its)]
    found += [Someone(words) for words in signed]
    if _is_somebody(sender, {plain(one) for words in signed for one in words}, brands, said):
        found += [one for one in [_someone(sender, said)] if one]
    words = {word for text in texts for word in words_of(text)}
    joined = "\n".join(texts).casefold()
    found += _colleagues(around, words, joined, {plain(one) for someone in found for one in someone.words}, said)
    return tuple(dict.fromkeys(found))


def _is_somebody(sender: Mailbox, signed: Collection[str], brands: Collection[str], said: AnonymousWords) -> bool:
    """Whether the sender's name is a person's: it signs the mail, their address is made of it, or no firm has it."""
    name = [plain(one) for one in looks_like_name(sender.name.partition("(")[0], said, brands)]
    made_of = any(len(one) >= SHORTEST and one in sender.local for one in name)
    firms = any(len(one) >= SHORTEST and one in sender.domain for one in name)
    return bool(name) and (made_of or any(one in signed for one in name) or (len(name) > 1 and not firms))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, as a name's words are compared."""
    return [plain(one) for one in _WORD.findall(text)]


def plain(word: str) -> str:
    """In lower case and without marks above the letters."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def spellings(word: str) -> set[str]:
    """How a name may be written: as it is, without marks, and as Germans and Danes do without a key for them."""
    word = unicodedata.normalize("NFC", word.casefold())
    return {word, plain(word), word.translate(_GERMAN)}


def looks_like_name(text: str, said: AnonymousWords, brands: Collection[str]) -> tuple[str, ...]:
    """Its words where it can only be somebody's name: one to four capitalised words, none of an office or a brand."""
    words = _WORD.findall(text)
    if not 1 <= len(words) <= _MOST_WORDS + 2 or any(one.isdigit() for one in text) or len(text) > _LONGEST_LINE:
        return ()
    if any(plain(one) in {*said.offices, *said.nobody, *brands} for one in words):
        return ()
    kept = _name_words(words, said)
    capitals = all(one[0].isupper() or not one[0].islower() for one in words if one.casefold() not in said.particles)
    return kept if capitals and 1 <= len(kept) <= _MOST_WORDS else ()


def names_greeted(body: str, said: AnonymousWords, brands: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Whom the first lines greet: "Dear Ms Berg,", or a name alone before a comma."""
    for number, line in enumerate([one.strip() for one in body.splitlines() if one.strip()][:6]):
        head, comma, more = _ADDRESS.sub(" ", line)[:_LONGEST_LINE].partition(",")
        words = _WORD.findall(head)
        at = _begins(words, said.greetings)
        if at == 0 and (not comma or more.strip() or number > 1 or len(words) > 2):
            continue
        if kept := _greeted(words[at:], said, brands, any_case=len(words) - at <= (2 if comma else 1)):
            yield kept


def names_signed(
    body: str, said: AnonymousWords, brands: Collection[str], sender: Collection[str] = ()
) -> Iterator[tuple[str, ...]]:
    """Who signs: below or behind the words that end a mail, or in one of its last lines with a word of the sender's."""
    lines = [one.strip(" \t-–—*_|") for one in body.splitlines() if one.strip(" \t-–—*_|")]
    for number, line in enumerate(lines):
        words = _WORD.findall(line[:_LONGEST_LINE])
        at = _begins(words, said.closings)
        if not at or not ("," in line or len(words) - at <= _MOST_WORDS):
            continue
        behind = line.partition(",")[2] if "," in line else " ".join(words[at:])
        rest = [behind] if behind.strip() else []
        for one in (*rest, *lines[number + 1 : number + 3]):
            if kept := looks_like_name(one.partition(",")[0], said, brands):
                yield kept
    for line in lines[-4:]:
        kept = looks_like_name(line.rstrip(".,!"), said, brands)
        if kept and any(plain(one) in sender for one in kept):
            yield kept


def _someone(box: Mailbox, said: AnonymousWords, *, named: bool = True) -> Someone | None:
    local = box.local.partition("+")[0].casefold()
    words = _name_words(_WORD.findall(box.name), said)
    parts = [one for one in re.split(r"[\W\d_]+", local) if one]
    if any(one in said.roles for one in parts):
        local = ""
    elif not words:
        words = tuple(one for one in parts if one not in said.particles)
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


def _colleagues(
    around: Around, words: Collection[str], joined: str, known: Collection[str], said: AnonymousWords
) -> Iterator[Someone]:
    """Those of whom the mail holds the whole name or the address; or else a word that is surely a name."""
    flat = squashed(joined)
    for box in around.colleagues:
        own = [plain(one) for one in _WORD.findall(box.name)]
        parts = [one for one in own if one not in said.titles | said.particles]
        there = [one for one in parts if one in words]
        address = bool(box.address) and box.address.casefold() in joined
        local = box.local.casefold()
        told = len(local) > 4 and local in joined and not any(one in said.roles for one in re.split(r"\W+", local))
        if not there and not address and not told:
            continue
        whole = len(there) == len(parts)
        if whole and any(one in said.ordinary for one in parts):  # "you will pay in May" names nobody
            whole = any(squashed("".join(order)) in flat for order in (parts, reversed(parts)))
        named = address or told or whole
        someone = _someone(box, said, named=named)
        if someone and (named or not set(there) <= set(known)):
            yield someone


def _name_words(words: Sequence[str], said: AnonymousWords) -> tuple[str, ...]:
    left = (one for one in words if one.casefold() not in said.titles | said.particles and not _is_initial(one))
    return tuple(one.casefold() for one in left)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isascii()


def _begins(words: Sequence[str], listed: Collection[str]) -> int:
    """With how many of these words one of the listed phrases ends that the words begin with."""
    for count in range(min(5, len(words)), 0, -1):
        if " ".join(words[:count]).casefold() in listed:
            return count
    return 0


def _greeted(words: Sequence[str], said: AnonymousWords, brands: Collection[str], *, any_case: bool) -> tuple[str, ...]:
    kept: list[str] = []
    for word in words:
        low = word.casefold()
        if low in said.titles or low in said.particles or _is_initial(word):
            continue
        if plain(word) in {*said.nobody, *said.offices, *brands} or low in said.nobody:
            return () if kept and low not in said.particles | {"and", "or"} else tuple(kept)  # "Dear Papyrus customers"
        if len(kept) == _MOST_WORDS or not (any_case or word[0].isupper() or not word[0].islower()):
            break
        kept.append(low)
    return tuple(kept)
