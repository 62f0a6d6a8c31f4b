"""Short secrets that only the word before them gives away: codes, rooms, sort codes, plates, passwords, birthdays."""

import re
from functools import cache

from bot.library.anonymous.numbers import in_shape
from bot.library.anonymous.replacing import ACCOUNTS, NUMBERS, Replacing
from bot.library.anonymous.words import AnonymousWords, either

_BETWEEN = r"(?:[ ]?(?:no|nr|num|code|id)\b\.?)?[ ]?[:#.=]?(?:[ ](?:is|are|ist|est|es|lautet)[ :])?[ ]?"
_COUNTS = r"(?:[ ]?(?i:number|no\b\.?|nr\b\.?|num|id|code|ref)[.:]?|[ ]?[:#])[ ]?"
_SAYS = r"(?:[ ]?[:=][ ]?|[ ](?:is|was|ist|war):?[ ](?=[^\s\d]{0,40}\d|[\"'“„]))"
_SECRET = r"(?:[^\s\d]{0,40}\d[^\s]{0,40}|[^\s]{3,40}(?=\s*(?:\n|$)))(?<![.,;!?])"
_NOT_A_SUM = r"(?![\w]|[.,]\d|[ ]?[%€$£]|[ ](?:EUR|USD|GBP|CHF)\b)"
_PART = r"[A-Z0-9]{0,12}\d[A-Z0-9]{0,12}"
_VALUE = rf"(?:{_PART}(?:[-./*#]{_PART}){{0,5}}|[A-Z]{{1,3}}(?=[ -]))(?:[ -]{_PART}|[ -][A-Z]{{1,3}}(?![\w])){{0,6}}"
_DATE = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)?(?:[ ]of)?[ ][^\W\d_]{3,10}\.?,?[ ]\d{4}"
    r"|[^\W\d_]{3,10}\.?[ ]\d{1,2}(?:st|nd|rd|th)?,?[ ]\d{4}"
)


def without_labelled(text: str, said: AnonymousWords, replacing: Replacing) -> str:
    """The text with each of them replaced by one of the same looks."""
    banks, births, secrets, *numbered = _patterns(said)
    text = banks.sub(lambda found: _put(found, replacing, ACCOUNTS, re.sub(r"[A-Z\d]", "X", found[2])), text)
    text = births.sub(lambda found: _put(found, replacing, NUMBERS, said.birthday), text)
    text = secrets.sub(lambda found: _put(found, replacing, NUMBERS, said.password), text)
    for numbers in numbered:
        text = numbers.sub(lambda found: _number(found, replacing), text)
    return text


def _number(found: re.Match[str], replacing: Replacing) -> str:
    return _put(found, replacing, NUMBERS, in_shape(found[2])) if re.search(r"\d", found[2]) else found[0]


def _put(found: re.Match[str], replacing: Replacing, kind: str, instead: str) -> str:
    return found[1] + replacing.mark(kind, found[2], instead)


@cache
def _patterns(said: AnonymousWords) -> tuple[re.Pattern[str], ...]:
    lists = (said.banks, said.births, said.secrets, said.numbered, said.counted)
    banks, births, secrets, numbered, counted = (rf"(?<![^\W_])(?i:{either(one)})" for one in lists)
    return (
        re.compile(rf"({banks}{_BETWEEN})([A-Z]{{6}}[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?)(?!\w)"),
        re.compile(rf"({births}{_BETWEEN})({_DATE})(?!\w)"),
        re.compile(rf"({secrets}{_SAYS})({_SECRET})"),
        re.compile(rf"({numbered}{_BETWEEN})({_VALUE}){_NOT_A_SUM}"),
        re.compile(rf"({counted}{_COUNTS})({_VALUE}){_NOT_A_SUM}"),
    )
