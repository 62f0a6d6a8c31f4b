"""What could be a name though no rule knows it: it is left as it is, and whoever reads the draft is asked."""

import re
from collections.abc import Collection, Iterator, Sequence

from bot.library.anonymous.names import WORD, plain
from bot.library.anonymous.words import AnonymousWords

_CAPITAL = r"[^\W\d_a-zß-ÿ][a-zß-ÿ'’]+(?:-[^\W\d_a-zß-ÿ][a-zß-ÿ]+)?"
_IN_A_ROW = re.compile(rf"(?<![\w'’.@/-]){_CAPITAL}(?: {_CAPITAL}){{1,2}}(?![\w@/-]|\.\w)")
_MOST = 5


def perhaps_names(texts: Sequence[str], said: AnonymousWords, brands: Collection[str]) -> tuple[str, ...]:
    """Two or three words with capitals in a row, at most five such rows: none of the words is known to be something
    else, and not all of them stand there in small letters, too.
    """
    small = {plain(one) for text in texts for one in WORD.findall(text) if one.islower()}
    known = {plain(word) for word in _known_words(said)} | {*brands}
    found = (one for text in texts for one in _IN_A_ROW.findall(text))
    rows = ((one, {plain(word) for word in WORD.findall(one)}) for one in found)
    return tuple(dict.fromkeys(one for one, words in rows if not words & known and not words <= small))[:_MOST]


def _known_words(said: AnonymousWords) -> Iterator[str]:
    """Words of the cast, and those that stand where a name could, and name nobody."""
    ours = (*said.readers, *said.others, said.company, said.street, said.town)
    lists = (said.greetings, said.closings, said.nobody, said.offices, said.titles, said.ordinary, said.before_dates)
    for one in (*ours, *(each for every in lists for each in every)):
        yield from one.split()
