"""What a name looks like, and in which spellings one name may stand."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from bot.library.anonymous.words import AnonymousWords
from bot.mail.fold import folded, mixes_alphabets

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 3  # letters: what is shorter is also a word in too many languages
MOST_WORDS = 4  # of a name
LONGEST_LINE = 80
_LONGEST_CASELESS = 10
_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.)+[^\W\d_]{2,24}")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})


def addresses_in(text: str) -> Iterator[re.Match[str]]:
    """The mail addresses that are written in a text."""
    return _ADDRESS.finditer(text)


def without_addresses(text: str) -> str:
    """The text with a space for each mail address."""
    return _ADDRESS.sub(" ", text)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, as a name's words are compared."""
    return [plain(one) for one in WORD.findall(text)]


def plain(word: str) -> str:
    """In lower case and without marks above the letters."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(one for one in apart if not unicodedata.combining(one))


def spellings(word: str) -> set[str]:
    """How a name may be written: as it is, without marks, and as Germans and Danes do without a key for them."""
    word = unicodedata.normalize("NFC", word.casefold())
    return {word, plain(word), word.translate(_GERMAN)}


def user_names(words: Sequence[str]) -> set[str]:
    """What accounts of somebody are called: "gberg", "gretab" and "bergg" of Greta Berg."""
    if len(words) < 2 or min(map(len, (words[0], words[-1]))) < SHORTEST:
        return set()
    initials = "".join(one[0] for one in words[:-1])
    made: set[str] = set()
    for first in spellings(words[0]):
        for last in (re.sub(r"\W", "", one) for one in spellings(words[-1])):
            made |= {first[0] + last, initials + last, first + last[0], last + first[0]}
    return {one for one in made if len(one) > MOST_WORDS}


def with_latin_names(text: str, names: Collection[str]) -> str:
    """The text with those of these names (in lower case) made Latin that mix in letters which look alike."""
    if text.isascii():
        return text
    return WORD.sub(lambda found: _latin(found[0], names), text)


def _latin(word: str, names: Collection[str]) -> str:
    if not mixes_alphabets(word) or (latin := folded(word)) not in names:
        return word
    return latin.upper() if word.isupper() else latin.capitalize() if word[0].isupper() else latin


def looks_like_name(text: str, said: AnonymousWords, brands: Collection[str]) -> tuple[str, ...]:
    """Its words where it can only be somebody's name: one to four capitalised words, none of an office or a brand."""
    words = WORD.findall(text)
    if not 1 <= len(words) <= MOST_WORDS + 2 or any(one.isdigit() for one in text) or len(text) > LONGEST_LINE:
        return ()
    if any(plain(one) in {*said.offices, *said.nobody, *brands} or is_sentence(one) for one in words):
        return ()
    kept = name_words(words, said)
    capitals = all(is_capital(one) for one in words if one.casefold() not in said.particles)
    return kept if capitals and 1 <= len(kept) <= MOST_WORDS else ()


def name_words(words: Sequence[str], said: AnonymousWords) -> tuple[str, ...]:
    """Those of the words, in lower case, that are no titles, no initials, and no "von"."""
    left = (one for one in words if one.casefold() not in said.titles | said.particles and not is_initial(one))
    return tuple(one.casefold() for one in left)


def is_capital(word: str) -> bool:
    """Whether it begins with a capital, or its letters have none."""
    return word[0].isupper() or not word[0].islower()


def is_initial(word: str) -> bool:
    """Whether it is a letter alone."""
    return len(word) == 1 and word.isascii()


def is_sentence(word: str) -> bool:
    """Whether it is too long for a name in writing that puts no spaces between words."""
    return len(word) > _LONGEST_CASELESS and not word[0].isupper() and not word[0].islower()
