"""One spelling for comparing: scammers write "Pаypal" with a Cyrillic а, and put zero-width marks inside words.

Words are folded for matching only; quotes keep the mail's own characters.
"""

import unicodedata
from functools import cache, lru_cache

INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Characters that take no room on the screen, as the inside of a regular-expression class."""

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_LETTERS[ord("ـ")] = ""  # the stroke that lengthens Arabic words
_LEET = str.maketrans("013457$@8", "oleastsab")
_NOT_SHOWN = {chr(c) for c in (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0xFEFF)}
_NOT_SHOWN |= {chr(c) for lo, hi in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)) for c in range(lo, hi + 1)}
_NOT_SHOWN |= {chr(c) for c in range(0xFE00, 0xFE10)}


@cache
def _lookalikes() -> dict[int, str]:
    """Foreign letters that look like a Latin one (Unicode TR39), mapped to it."""
    # Half a megabyte of JSON: only a mail that mixes alphabets needs it.
    from confusable_homoglyphs.confusables import confusables_data

    found: dict[int, str] = {}
    for char, others in confusables_data.items():
        if len(char) != 1 or char.isascii():
            continue
        for other in others:
            if len(other["c"]) == 1 and other["c"].isascii() and other["c"].isalpha():
                found[ord(char)] = other["c"]
                break
    return found | {0x3B1: "a", 0x432: "b", 0x43A: "k", 0x43C: "m", 0x43D: "h", 0x442: "t", 0x433: "r", 0x455: "s"}


def _script(char: str) -> str:
    return unicodedata.name(char, "?").split(" ", 1)[0]


def scripts(word: str) -> frozenset[str]:
    """The alphabets of a word's letters: {"LATIN"}, {"LATIN", "CYRILLIC"}."""
    if word.isascii():
        return frozenset({"LATIN"}) if any(map(str.isalpha, word)) else frozenset()
    return frozenset(_script(char) for char in unicodedata.normalize("NFKC", word) if char.isalpha())


def mixes_alphabets(word: str) -> bool:
    """Whether Latin letters stand beside Cyrillic or Greek ones in the same word."""
    return (
        not word.isascii() and "LATIN" in (found := scripts(word)) and bool(found & {"CYRILLIC", "GREEK", "ARMENIAN"})
    )


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The word in lower case, without accents, invisible marks, wide or decorated letters, and lookalikes."""
    if word.isascii():
        return word.lower()
    shown = "".join(char for char in word if char not in _NOT_SHOWN)
    plain = unicodedata.normalize("NFKC", shown)
    if mixes_alphabets(plain):
        plain = plain.translate(_lookalikes())
    plain = plain.casefold().translate(_LETTERS)
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFD", plain)
    return unicodedata.normalize(
        "NFC", "".join(char for char in parts if unicodedata.category(char) != "Mn" or _kana(char))
    )


def _kana(mark: str) -> bool:
    """The voicing marks of Japanese tell words apart; they are no accents."""
    return mark in "\u3099\u309a"


@lru_cache(maxsize=8192)
def looks_like(word: str) -> str:
    """The Latin word that a hurried reader takes this for: lookalike letters, digits for letters, rn for m."""
    plain = folded(word)
    if not plain.isascii():
        plain = folded(plain.translate(_lookalikes()))
    return plain.translate(_LEET).replace("rn", "m").replace("vv", "w")


def has_invisible_inside(word: str) -> bool:
    """Whether an invisible mark stands between two letters of the word."""
    return not word.isascii() and any(
        char in _NOT_SHOWN and word[i - 1 : i].isalnum() and word[i + 1 : i + 2].isalnum()
        for i, char in enumerate(word)
        if 0 < i < len(word) - 1
    )
