"""Whom a text names, by where a name stands: in a greeting, below the end, behind a title, beside an address."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from bot.library.anonymous.names import (
    LONGEST_LINE,
    MOST_WORDS,
    WORD,
    is_capital,
    is_initial,
    is_sentence,
    looks_like_name,
    plain,
    without_addresses,
)
from bot.library.anonymous.words import AnonymousWords, either

_CAPITAL = r"[^\W\d_a-zß-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAME = rf"{_CAPITAL}(?:(?:[ ](?:von|van|de|der|den|zu|da|di|del|la|le|al|bin))*[ ]{_CAPITAL}){{0,2}}"
_INITIALS = r"(?:[^\W\d_a-z]\.[ ]?){0,2}"
_BESIDE = re.compile(rf"(?<![\w'’-])({_NAME}|{_CAPITAL}, {_CAPITAL})[\"'”]?[ ][<(\[][^\s<>@]{{1,64}}@")
_MOST_LISTED = 40
_LONGEST_LIST = 2_000  # characters

Names = Iterator[tuple[str, ...]]


def names_greeted(body: str, said: AnonymousWords, brands: Collection[str]) -> Names:
    """Whom the first lines greet: "Dear Ms Berg,", or a name alone before a comma."""
    for number, line in enumerate([one.strip() for one in body.splitlines() if one.strip()][:6]):
        head, comma, more = without_addresses(line)[:LONGEST_LINE].partition(",")
        words = WORD.findall(head)
        at = _begins(words, said.greetings)
        if at == 0 and (not comma or more.strip() or number > 1 or len(words) > 2 or _begins(words, said.closings)):
            continue
        if kept := _greeted(words[at:], said, brands, any_case=len(words) - at <= (2 if comma else 1)):
            yield kept


def names_signed(body: str, said: AnonymousWords, brands: Collection[str], sender: Collection[str] = ()) -> Names:
    """Who signs: below or behind the words that end a mail, or in one of its last lines with a word of the sender's."""
    lines = [one.strip(" \t-–—*_|") for one in body.splitlines() if one.strip(" \t-–—*_|")]
    for number, line in enumerate(lines):
        words = WORD.findall(line[:LONGEST_LINE])
        at = _begins(words, said.closings)
        if not at or not ("," in line or len(words) - at <= MOST_WORDS):
            continue
        behind = line.partition(",")[2] if "," in line else " ".join(words[at:])
        rest = [behind] if behind.strip() else []
        yield from _below([*rest, *lines[number + 1 : number + 3]], said, brands, sender)
    for line in lines[-4:]:
        kept = looks_like_name(line.rstrip(".,!"), said, brands)
        if kept and any(plain(one) in sender for one in kept):
            yield kept


def _below(lines: Sequence[str], said: AnonymousWords, brands: Collection[str], sender: Collection[str]) -> Names:
    """The first name in these lines, and what else stands there of it; a line below it tells what they do."""
    before: tuple[str, ...] = ()
    for line in lines:
        name = line.partition(",")[0]
        kept = looks_like_name(name.title() if plain(name.strip()) in sender else name, said, brands)
        if kept and (not before or not set(before).isdisjoint(kept)):
            before = kept
            yield kept


def names_titled(text: str, said: AnonymousWords, brands: Collection[str]) -> Names:
    """Names behind a title, "my name is", or "Contact:"."""
    for one in (one for pattern in _behind(said) for one in pattern.findall(text)):
        name = re.sub(r"['’]s?(?!\w)", "", _until_stranger(one, said, brands))
        if kept := looks_like_name(name[:1].upper() + name[1:], said, brands):
            yield kept


def names_listed(text: str, said: AnonymousWords, brands: Collection[str]) -> Names:
    """Names in the lines that head an older mail, and before their own address."""
    found = _BESIDE.findall(text)
    for line in _heads(said).findall(text[:_LONGEST_LIST]):
        found += re.split(r"[;<>]|,(?=[^,]*[,;<>])", without_addresses(line))[:_MOST_LISTED]
    for one in found:
        last, comma, first = one.partition(",")
        if kept := looks_like_name(f"{first.strip()} {last.strip()}" if comma else last, said, brands):
            yield kept


def _until_stranger(text: str, said: AnonymousWords, brands: Collection[str]) -> str:
    """What stands before a word that is nobody's name: "Berg" of "Berg Support"."""
    words = text.split(" ")
    others = {*said.offices, *said.nobody, *brands}
    end = next((at for at, one in enumerate(words) if at and plain(one) in others), len(words))
    return " ".join(words[:end])


@cache
def _behind(said: AnonymousWords) -> tuple[re.Pattern[str], ...]:
    titles = either({*said.before_names, *map(str.capitalize, said.before_names)})  # "MRS. Ticket" is no Mrs Ticket
    strong, stated = either(said.introductions), either(said.stated)
    return (
        re.compile(rf"(?<!\w)(?:{titles})(?:\.[ ]?|[ ]|:[ ])(?:(?:{titles})\.?[ ]){{0,2}}{_INITIALS}({_NAME})"),
        re.compile(rf"(?<!\w)(?i:{strong}),?:?[ ]{_INITIALS}({_NAME}|[^\W\d_]{{3,15}}(?=[,.!\n]|$))"),
        re.compile(rf"(?<!\w)(?i:{stated})[ ]?:[ ]{_INITIALS}({_NAME})"),
    )


@cache
def _heads(said: AnonymousWords) -> re.Pattern[str]:
    return re.compile(rf"^[>\s*]{{0,9}}(?:{either(said.heads)})\*?[ ]?:\*?[ ]?(.{{1,400}})$", re.I | re.M)


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
        if low in said.titles or low in said.particles or is_initial(word):
            continue
        if plain(word) in {*said.nobody, *said.offices, *brands} or low in said.nobody:
            return () if kept and low not in said.particles | {"and", "or"} else tuple(kept)  # "Dear Papyrus customers"
        if len(kept) == MOST_WORDS or is_sentence(word) or not (any_case or is_capital(word)):
            break
        kept.append(low)
    return tuple(kept)
