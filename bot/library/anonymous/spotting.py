"""Where people stand in a text: whole names, accounts, and single words, in every spelling, and what to put there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from bot.library.anonymous.names import MOST_WORDS, SHORTEST, plain, spellings, user_names
from bot.library.anonymous.people import Someone
from bot.library.anonymous.replacing import NO_MARK
from bot.library.anonymous.words import AnonymousWords

_BETWEEN_LETTERS = rf"(?:[^\w\s{NO_MARK}]|_){{0,2}}"  # "B.e.r.g"
_BETWEEN_WORDS = rf"((?:[^\w{NO_MARK}]|_){{0,3}})"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W\d_])", r"(?:(?=['’]?s(?![^\W\d_]))|(?![^\W\d_]))"
_CAPITAL = r"(?-i:(?=[^\W\d_a-zß-ÿ]))"
_LONG = 8  # letters: so long a name is found inside other letters, too
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Spot:
    """What to look for, and the name to put there; groups of the pattern hold what joins a name's words."""

    pattern: re.Pattern[str]
    instead: str
    any_case: bool = True  # or only with a capital, and where that means a name


def spots(people: Sequence[Someone], cast: Mapping[Someone, str], said: AnonymousWords) -> Iterator[Spot]:
    """All that is to be replaced, the whole names first."""
    for one in people:
        if len(one.words) > 1:
            yield from (Spot(pattern, _in_order(cast[one], order)) for pattern, order in _whole(one.words))
    for one in people:
        called = [[box] for box in one.boxes] + ([names] if (names := sorted(user_names(one.words))) else [])
        yield from (Spot(_pattern(forms), cast[one].casefold().replace(" ", ".")) for forms in called)
    yield from _single(people, cast, said)


def _single(people: Sequence[Someone], cast: Mapping[Someone, str], said: AnonymousWords) -> Iterator[Spot]:
    single: dict[str, tuple[str, bool]] = {}
    for one in sorted(people, key=lambda each: -len(each.words)):  # these know which is the last
        for at, word in enumerate(one.words):
            a_word = plain(word) in said.ordinary or (len(word) < SHORTEST and not _WITHOUT_SPACES.search(word))
            if a_word and not one.named:
                continue
            known = single.get(word)
            to = known[0] if known else cast[one].split()[0 if at == 0 else -1]
            single[word] = (to, (one.named and not a_word) or bool(known and known[1]))
    for word, (to, named) in sorted(single.items(), key=lambda each: -len(each[0])):
        yield Spot(_pattern(spellings(word)), to, named)


def _in_order(name: str, order: Sequence[int]) -> str:
    """A name of the cast as the words of the other one stand: the last name first, or one where the other is left."""
    first, last = name.split()
    if 0 not in order:
        return last
    if len(order) == 1:
        return first
    return f"{last} {first}" if order[0] > order[-1] else name


def _whole(words: Sequence[str]) -> Iterator[tuple[re.Pattern[str], Sequence[int]]]:
    """The whole name, and any two words of it, in either order; and which words stand there."""
    bounds = ("", "") if len("".join(words)) >= _LONG else (_NO_LETTER_BEFORE, _NO_LETTER_AFTER)
    places = range(min(len(words), MOST_WORDS))
    orders = [(*places,), (places[-1], *places[:-1]), *(permutations(places, 2) if len(places) > 2 else ())]
    for order in orders:
        parts = [f"(?:{'|'.join(map(_letters, sorted(spellings(words[at]))))})" for at in order]
        if order[0] == 0 and places[-1] not in order:  # the "Ann-Marie" of Ann-Marie Berg
            yield re.compile(_NO_LETTER_BEFORE + _CAPITAL + "-".join(parts) + _NO_LETTER_AFTER, re.I), (0,)
        yield re.compile(bounds[0] + _BETWEEN_WORDS.join(parts) + bounds[1], re.I), order


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(map(_letters, sorted(forms, key=len, reverse=True)))
    if _WITHOUT_SPACES.search(either):
        return re.compile(either, re.I)
    return re.compile(f"{_NO_LETTER_BEFORE}(?:{either}){_NO_LETTER_AFTER}", re.I)


def _letters(word: str) -> str:
    """The word with up to two signs between its letters; an apostrophe is one of them, or left out."""
    return _BETWEEN_LETTERS.join(re.escape(one) for one in word if one not in "'’")
