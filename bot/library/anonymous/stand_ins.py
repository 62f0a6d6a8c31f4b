"""The cast that takes the place of the people in a mail: names, addresses, and the words that both are made of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from rapidfuzz.distance import Levenshtein

from bot.library.anonymous.people import SHORTEST, Someone, plain, spellings
from bot.library.anonymous.replacing import NO_MARK, PEOPLE, Replacing, squashed
from bot.library.anonymous.words import AnonymousWords

_BETWEEN_LETTERS = rf"(?:[^\w\s{NO_MARK}]|_){{0,2}}"  # "B.e.r.g"
_BETWEEN_WORDS = rf"((?:[^\w{NO_MARK}]|_){{0,3}})"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W\d_])", r"(?:(?=['’]?s(?![^\W\d_]))|(?![^\W\d_]))"
_MOST_WORDS = 4  # of a name
_LONG = 8  # letters: so long a name is found inside other letters, too
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class StandIns:
    """Who is who in the cast, for one mail."""

    def __init__(self, people: Sequence[Someone], said: AnonymousWords, replacing: Replacing) -> None:
        self._replacing = replacing
        self._people = [*people]
        self._cast = dict(zip(self._people, _parts_given(self._people, said), strict=True))
        self._rules = [*_rules(self._people, self._cast, said)]

    def without_people(self, text: str) -> str:
        """The text with each of them replaced."""
        for pattern, instead, any_case in self._rules:
            text = pattern.sub(lambda found, to=instead, free=any_case: self._put(found, to, free), text)  # type: ignore[misc]
        return text

    def box_of(self, local: str) -> str:
        """The part before the @ of whoever has this one: "ann.reader"; "" where it is nobody's."""
        low = local.partition("+")[0].casefold()
        for one in self._people:
            words = {form for word in one.words for form in spellings(word)}
            parts = [part for part in re.split(r"[\W\d_]+", low) if part]
            whole = bool(one.words) and squashed("".join(one.words)) == squashed(low)
            if low in one.boxes or whole or (parts and all(part in words for part in parts)):
                return self._cast[one].casefold().replace(" ", ".")
        return ""

    def nearly(self, word: str) -> str:
        """A word that is one letter away from a name, as far from the name in its place: "steinn" and "stein"."""
        for one in self._people:
            for at, name in enumerate(one.words):
                close = len(name) > 4 and Levenshtein.distance(name, word.casefold(), score_cutoff=1) == 1
                if close and plain(word) != plain(name):
                    to = self._cast[one].casefold().split()[0 if at == 0 else -1]
                    return f"{to}{to[-1]}"
        return word

    def left_in(self, text: str) -> bool:
        """Whether a whole name of theirs is still there, however it is split."""
        flat = squashed(text)
        whole = (squashed("".join(one.words)) for one in self._people if len(one.words) > 1 and one.named)
        boxes = (squashed(box) for one in self._people for box in one.boxes)
        return any(len(one) >= 6 and one in flat for one in (*whole, *boxes))

    def _put(self, found: re.Match[str], instead: str, any_case: bool) -> str:
        there = found[0]
        if not any_case and not (there[0].isupper() and _inside_a_sentence(found)):
            return there
        return self._replacing.mark(PEOPLE, there, _in_case_of(there, _joined_as(found, instead)))


def _parts_given(people: Sequence[Someone], said: AnonymousWords) -> Iterator[str]:
    """For each, a name of the cast; nobody keeps theirs. Several entries of one person get the same."""
    taken = {squashed(word) for one in people for word in one.words}
    free = [one for one in said.others if not any(squashed(word) in taken for word in one.split())] or [*said.others]
    readers = [one for one in said.readers if not any(squashed(word) in taken for word in one.split())] or free
    given: list[tuple[Someone, str]] = []
    for one in people:
        same = next((name for other, name in given if _is_same(one, other)), None)
        number = len({name for _, name in given})
        name = same or (readers[0] if not given else free[(number - 1) % len(free)])
        given.append((one, name))
        yield name


def _is_same(one: Someone, other: Someone) -> bool:
    """Whether two entries are of one person: one has no word that the other lacks."""
    these, those = ({plain(word) for word in each.words} for each in (one, other))
    if not these or not those:
        return bool(set(one.boxes) & set(other.boxes))
    return these <= those or those <= these


def _rules(
    people: Sequence[Someone], cast: Mapping[Someone, str], said: AnonymousWords
) -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """What to look for, the whole names first; what to put there; whether it counts in any case."""
    for one in people:
        if len(one.words) > 1:
            yield from ((pattern, _in_order(cast[one], order), True) for pattern, order in _whole(one.words))
    for one in people:
        yield from ((_pattern([box]), cast[one].casefold().replace(" ", "."), True) for box in one.boxes)
    single: dict[str, tuple[str, bool]] = {}
    for one in people:
        first, last = cast[one].split()
        for at, word in enumerate(one.words):
            a_word = plain(word) in said.ordinary or (len(word) < SHORTEST and not _WITHOUT_SPACES.search(word))
            if a_word and not one.named:
                continue
            known = single.get(word)
            to = known[0] if known else first if at == 0 else last
            single[word] = (to, (one.named and not a_word) or bool(known and known[1]))
    for word, (to, named) in sorted(single.items(), key=lambda each: -len(each[0])):
        yield _pattern(spellings(word)), to, named


def _in_order(name: str, order: Sequence[int]) -> str:
    """A name of the cast as the words of the other one stand: the last name first, or alone where the first is left."""
    first, last = name.split()
    if 0 not in order:
        return last
    return f"{last} {first}" if order[0] > order[-1] else name


def _whole(words: Sequence[str]) -> Iterator[tuple[re.Pattern[str], Sequence[int]]]:
    """The whole name, and any two words of it, in either order; and which words stand there."""
    bounds = ("", "") if len("".join(words)) >= _LONG else (_NO_LETTER_BEFORE, _NO_LETTER_AFTER)
    places = range(min(len(words), _MOST_WORDS))
    orders = [(*places,), (places[-1], *places[:-1]), *(permutations(places, 2) if len(places) > 2 else ())]
    for order in orders:
        named = [words[at] for at in order]
        inner = _BETWEEN_WORDS.join(f"(?:{'|'.join(map(_letters, sorted(spellings(one))))})" for one in named)
        yield re.compile(bounds[0] + inner + bounds[1], re.I), order


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(map(_letters, sorted(forms, key=len, reverse=True)))
    if _WITHOUT_SPACES.search(either):
        return re.compile(either, re.I)
    return re.compile(f"{_NO_LETTER_BEFORE}(?:{either}){_NO_LETTER_AFTER}", re.I)


def _letters(word: str) -> str:
    return _BETWEEN_LETTERS.join(map(re.escape, word))


def _joined_as(found: re.Match[str], instead: str) -> str:
    """The first and the last name joined as those that stood there."""
    between = next((one for one in found.groups() if one is not None), None)
    return instead if between is None else instead.replace(" ", between if between.strip() or between == "" else " ")


def _in_case_of(there: str, instead: str) -> str:
    letters = [one for one in there if one.isalpha()]
    if len(letters) > 1 and all(one.isupper() for one in letters):
        return instead.upper()
    return instead.lower() if all(one.islower() for one in letters) else instead


def _inside_a_sentence(found: re.Match[str]) -> bool:
    """Whether a capital there means something: no sentence and no line begins with it, or it is all there is."""
    if found.string[found.end() : found.end() + 1] in (",", "!") or not found.string.strip(found[0]):
        return True
    before = found.string[: found.start()].rstrip(" \t\"'“„»(")
    return bool(before) and before[-1] not in ".!?:\n…"
