"""Numbers in words: "eight zero three, double five five, zero one four two"."""

import re
from collections.abc import Iterator

from bot.mail.phones.words import DIGIT_WORDS, NUMBER_WORDS, REPEATS

_FEWEST = 7
_WORD = re.compile(r"[^\W_]+")
_MARKS = "-,.;:/()\u2013\u2014*•_|"
_LONGEST_GAP = 4  # characters between two words of one number


def spoken_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, digits) of every number of at least seven digits that is written mostly in words."""
    plain = text.lower()
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    known = bytes(map(NUMBER_WORDS.__contains__, plain.split()))
    if known.find(b"\1" * (_FEWEST - 2)) < 0:  # "double" and "triple" save words
        return
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        small = word[0].lower()
        fits = small in NUMBER_WORDS
        if run and (not fits or word.start() - run[-1].end() > _LONGEST_GAP):
            yield from _number(run)
            run = []
        if fits:
            run.append(word)
    if run:
        yield from _number(run)


def _number(run: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    digits: list[str] = []
    times, in_words = 1, 0
    for word in run:
        small = word[0].lower()
        if small in REPEATS:
            times = REPEATS[small]
        elif small == "plus":
            digits = digits or ["+"]
        else:
            digits.append(DIGIT_WORDS.get(small, small) * times)
            in_words += small in DIGIT_WORDS
            times = 1
    number = "".join(digits)
    if _FEWEST <= len(number.lstrip("+")) <= 15 and in_words * 2 >= len(digits) and not _counts_up(number):
        yield run[0].start(), run[-1].end(), number


def _counts_up(number: str) -> bool:
    """One two three four five six seven: counting, not a number."""
    return number.lstrip("+") in "01234567890123456789" or number in "98765432109876543210"
