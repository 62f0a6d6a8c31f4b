"""The company's own name, as its domains tell it, and what only looks like it: both become the invented company's."""

import re
from functools import cache

from rapidfuzz.distance import Levenshtein

from bot.library.anonymous.replacing import COMPANY, Replacing
from bot.library.anonymous.words import AnonymousWords, Around
from bot.mail.address import unicode_host
from bot.mail.fold import folded, looks_like

_SHORTEST = 4  # letters of a name that is looked for
_LONG = 7  # letters: so long a name is found inside a word, too, and in spite of two wrong letters
_WORD = re.compile(r"[^\W_]{4,40}")


def company_names(around: Around) -> list[str]:
    """What the company's own domains are called."""
    names = {one.partition(".")[0] for one in around.own_domains}
    return sorted((one for one in names if len(one) >= _SHORTEST), key=len, reverse=True)


def without_company(text: str, around: Around, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each name of the company, in one word or several, replaced."""
    for name in company_names(around):
        text = _pattern(name).sub(lambda found: replacing.mark(COMPANY, found[0], said.company), text)
        text = _WORD.sub(lambda found, to=name: _near(found[0], to, said, replacing), text)  # type: ignore[misc]
    return text


def own_label(label: str, around: Around, said: AnonymousWords) -> str:
    """A part of a host or of a box, with the invented company's name for ours, and a twisted one for a twisted one."""
    shown = made = folded(unicode_host(label)) if label.startswith("xn--") else label
    for name in company_names(around):
        made = _pattern(name).sub(said.company.lower(), made)
        made = _WORD.sub(lambda found, to=name: _twisted(said).lower() if is_nearly(found[0], to) else found[0], made)  # type: ignore[misc]
    if made == shown:
        return label
    return made if label == shown else made.replace(said.company.lower(), _twisted(said).lower())


def is_nearly(word: str, name: str) -> bool:
    """Whether a word is another one that a hurried reader takes for the name."""
    word, name = word.lower(), name.replace("-", "")
    if word == name or len(name) <= _SHORTEST:
        return False
    wrong = 2 if len(name) > _LONG else 1
    return looks_like(word) == looks_like(name) or Levenshtein.distance(word, name, score_cutoff=wrong) <= wrong


def _near(word: str, name: str, said: AnonymousWords, replacing: Replacing) -> str:
    if len(name) < _LONG or word.islower() or not is_nearly(word, name):
        return word
    return replacing.mark(COMPANY, word, _twisted(said))


def _twisted(said: AnonymousWords) -> str:
    return f"{said.company}{said.company[-1]}"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    letters = r"[ _.-]?".join(re.escape(one) for one in name if one != "-")
    edges = ("", "") if len(name) >= _LONG else (r"(?<![^\W_])", r"(?![^\W_])")
    return re.compile(rf"{edges[0]}{letters}{edges[1]}", re.I)
