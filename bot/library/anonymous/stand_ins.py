"""The cast that takes the place of the people in a mail: names, addresses, and the words that both are made of."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from bot.library.anonymous.names import is_initial, plain, spellings, user_names, with_latin_names
from bot.library.anonymous.people import Someone, is_same
from bot.library.anonymous.replacing import PEOPLE, Replacing, squashed
from bot.library.anonymous.spotting import Spot, spots
from bot.library.anonymous.words import AnonymousWords
from bot.mail.email import Mailbox

_LAST_WORD, _LONGEST_WORD = re.compile(r"\w+\.?$"), 20
_NUMBER = re.compile(r",? \d")


class StandIns:
    """Who is who in the cast, for one mail."""

    def __init__(
        self, people: Sequence[Someone], colleagues: Sequence[Mailbox], said: AnonymousWords, replacing: Replacing
    ) -> None:
        self._replacing = replacing
        self._people = [*people]
        self._cast = dict(zip(self._people, _parts_given(self._people, colleagues, said), strict=True))
        self._spots = [*spots(self._people, self._cast, said)]
        self._names = {form for one in self._people for word in one.words for form in spellings(word)}
        self._dated, self._titles = said.before_dates, said.before_names

    def without_people(self, text: str) -> str:
        """The text with each of them replaced."""
        text = with_latin_names(text, self._names)
        for spot in self._spots:
            text = spot.pattern.sub(lambda found, to=spot: self._put(found, to), text)  # type: ignore[misc]
        return text

    def box_of(self, local: str) -> str:
        """The part before the @ of whoever has this one: "ann.reader"; "" where it is nobody's."""
        low = local.partition("+")[0].casefold()
        for one in self._people:
            words = {form for word in one.words for form in spellings(word)}
            parts = [part for part in re.split(r"[\W\d_]+", low) if part]
            whole = bool(one.words) and squashed("".join(one.words)) == squashed(low)
            called = low in one.boxes or whole or low in user_names(one.words)
            if called or (parts and all(part in words for part in parts)):
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

    def _put(self, found: re.Match[str], spot: Spot) -> str:
        there = found[0]
        if not spot.any_case and not (there[0].isupper() and self._is_meant(found)):
            return there
        return self._replacing.mark(PEOPLE, there, _in_case_of(there, _joined_as(found, spot.instead)))

    def _is_meant(self, found: re.Match[str]) -> bool:
        """Whether a capital means a name there: behind a title, or inside a sentence, and no part of a date."""
        before = found.string[: found.start()].rstrip(" \t\"'“„»(")
        last = _LAST_WORD.search(before[-_LONGEST_WORD:])
        word = last[0].rstrip(".").casefold() if last else ""
        if word in self._titles or (word.isalpha() and is_initial(word)):
            return True
        dated = word in self._dated or word.isdigit() or _NUMBER.match(found.string, found.end())
        return not dated and _inside_a_sentence(found, before)


def _parts_given(people: Sequence[Someone], colleagues: Sequence[Mailbox], said: AnonymousWords) -> Iterator[str]:
    """For each, a name of the cast; nobody keeps theirs, or gets a colleague's. Entries of one person get the same."""
    taken = {squashed(word) for one in people for word in one.words}
    there = [{squashed(word) for word in one.name.split()} for one in colleagues]

    def is_free(name: str) -> bool:
        words = {squashed(word) for word in name.split()}
        return not words & taken and not any(words <= one for one in there)

    free = [*filter(is_free, said.others)] or [*said.others]
    readers = [*filter(is_free, said.readers)] or free
    given: list[tuple[Someone, str]] = []
    for one in people:
        same = next((name for other, name in given if is_same(one, other)), None)
        number = len({name for _, name in given})
        name = same or (readers[0] if not given else free[(number - 1) % len(free)])
        given.append((one, name))
        yield name


def _joined_as(found: re.Match[str], instead: str) -> str:
    """The first and the last name joined as those that stood there; a hyphen joins the parts of one of them."""
    between = [one for one in found.groups() if one is not None]
    if not between:
        return instead
    said = next((one for one in between if one != "-"), "-")
    return instead.replace(" ", said if said.strip() or said == "" else " ")


def _in_case_of(there: str, instead: str) -> str:
    letters = [one for one in there if one.isalpha()]
    if len(letters) > 1 and all(one.isupper() for one in letters):
        return instead.upper()
    return instead.lower() if all(one.islower() for one in letters) else instead


def _inside_a_sentence(found: re.Match[str], before: str) -> bool:
    """Whether a capital there means something: no sentence and no line begins with it, or it is all there is."""
    if found.string[found.end() : found.end() + 1] in (",", "!") or not found.string.strip(found[0]):
        return True
    return bool(before) and before[-1] not in ".!?:\n…"
