"""Phone numbers in any writing: a call is how a callback scam ends, so its number is put in every disguise.

A fast scan finds runs of digits, their shape and the words around them decide, and phonenumbers only spells
them in one way. Its own PhoneNumberMatcher is slow, quadratic in places, and drops numbers kept for fiction.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.mail.email import Phone
from bot.mail.phones.context import Context, context
from bot.mail.phones.digits import folded_digits, keypad_digits
from bot.mail.phones.numbering import e164, possible_international
from bot.mail.phones.shapes import looks_dialled, prefixes, strong_parts
from bot.mail.phones.spoken import spoken_numbers

REGIONS = tuple("US GB DE FR ES IT PT BR NL PL SE JP IN AU CA CH AT BE IE DK NO FI".split())
MOST_PHONES = 300

_SEPARATORS = (
    r" \xa0\xad\u034f\u180e\u2000-\u200f\u2010-\u2015\u2022\u2024\u2027\u2028\u202a-\u202f\u2043\u2060-\u2064"
    r"\u20e3\u2212\u2219\u22c5\u25cf\u25e6\u2796\u00b7\u3000\u30fb\u30fc\ufe0e\ufe0f\ufeff\uff0d\uff0e\uff0f"
    r"\-.()/_~*|…'’\[\]"
)
_RUN = re.compile(rf"[\d(+](?:[{_SEPARATORS}]{{0,5}}+\d){{6,}}+")
_VANITY = re.compile(r"(?:8(?:00|33|44|55|66|77|88)|1[38]00|900)\)?[-. ]{1,3}[A-Z0-9](?:[-.]?[A-Z0-9]){5,10}+(?![\w-])")
_VANITY_START = re.compile(r"(?<![\w-])(?:\+?1[-. ]{0,2})?\(?$")
_LONGEST_RUN = 80  # characters: a longer one is a table or a trap, and only clear forms inside it count
_KEYCAP = {"\ufe0f", "\u20e3"}  # what makes a digit a key on the screen
_NOT_DIGITS = re.compile(r"\D+")


def phones(text: str, regions: Sequence[str] = REGIONS, where: str = "body") -> tuple[Phone, ...]:
    """The phone numbers of a text in reading order, at most 300, with offsets into it.

    `number` is E.164 where one of the regions (ISO 3166 codes, most likely first) knows it, else the bare
    digits. Linear in the length of the text; never raises.
    """
    found: list[tuple[int, int, str]] = []
    folded = folded_digits(text)
    for run in _RUN.finditer(folded):
        if len(found) >= MOST_PHONES:
            break
        found += islice(_in_run(folded, run.start(), run[0]), MOST_PHONES)
    if "-" in folded or " " in folded:
        found += _vanity_numbers(folded)
    found += spoken_numbers(folded)
    return tuple(_distinct(text, found, tuple(regions), where))


def _in_run(text: str, start: int, run: str) -> Iterator[tuple[int, int, str]]:
    """The numbers in one run of digits and separators."""
    opens = run[0] == "(" and ")" not in run
    if len(run) <= _LONGEST_RUN and _is_number(text, start, run):
        yield start + opens, start + len(run), _digits(run)
        return
    glued = text[max(0, start - 1) : start].isalpha()  # the rest of an IBAN
    for first, last in strong_parts(run):
        part = run[first:last]
        for piece in prefixes(part) if part[0] in "+0" else [part]:
            if glued and piece[0] == "0":
                continue
            if _is_number(text, start + first, piece) and _is_known(piece):
                yield start + first, start + first + len(piece), _digits(piece)
                break


def _is_number(text: str, start: int, run: str) -> bool:
    """By its form, and then, which is slower, by the words around it."""
    if not looks_dialled(run, Context.CALL):
        return False
    number = _digits(run)
    if number.startswith(("+", "00")) and not possible_international("+" + number.lstrip("+0")):
        return False
    return looks_dialled(run, context(text, start, start + len(run)))


def _is_known(piece: str) -> bool:
    return piece[0] not in "+0" or e164(_digits(piece), REGIONS).startswith("+")


def _digits(run: str) -> str:
    digits = _NOT_DIGITS.sub("", run)
    if not run.lstrip("( ").startswith("+"):
        return digits
    return "+" + (re.sub(r"\D", "", run.replace("(0)", "", 1)) if "(0)" in run else digits)


def _vanity_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """1-800-FLOWERS: at least three letters, and seven of them with the digits."""
    for match in _VANITY.finditer(text):
        before = _VANITY_START.search(text[max(0, match.start() - 8) : match.start()])
        if before is None or sum(one.isalpha() for one in match[0]) < 3:
            continue
        start = match.start() - len(before[0])
        word = re.sub(r"[-. ()+]", "", text[start : match.end()])
        digits = keypad_digits(word)
        size = 11 if digits[0] == "1" and match[0][0] != "1" else 10
        if len(digits) >= size and context(text, start, match.end()) is not Context.NOT:
            yield start, match.end(), digits[:size]


def _distinct(text: str, found: list[tuple[int, int, str]], regions: tuple[str, ...], where: str) -> Iterator[Phone]:
    """In reading order, none over another."""
    end_of_last = 0
    for start, end, number in sorted(found)[:MOST_PHONES]:
        if start >= end_of_last:
            while text[end : end + 1] in _KEYCAP:
                end += 1
            end_of_last = end
            yield Phone(text[start:end], e164(number, regions), where, start, end)
