"""Filters know the phone numbers of fraudsters. So these are written with letters for digits, in words, in fancy
digits, or with a mark between any two of them; you still read a number.

Honest numbers come in groups, and some spell a word on the keypad (1-800-FLOWERS). Wide digits are usual
in Japanese, and every script has its own.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.library.quotes import quote
from bot.library.tokens import CJK
from bot.mail.email import Phone
from bot.mail.fold import INVISIBLE
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 2
_USUAL = re.compile(r"[+(\d][\d+ ().\-/\u00a0\u202f\u2007\u2009\u2010-\u2015\u2212\u30fb\u30fc\uff0d]*", re.ASCII)
_SINGLE = re.compile(r"(?<!\d)\d(?:[^\d\w]{1,3}\d(?!\d)){7,}")
_ODD_MARKS = re.compile(r"\d\)?[ ]?[*_~|\u2026'\u2019\[\]]+[ ]?[(\[]?\d")
_LETTERS_IN_IT = re.compile(r"\d[OoIl]+(?=[\d\-. )])|(?<![^\W_])[OIl]+\d|[-. (][OoIl]{2,4}[-. )]")
_VANITY = re.compile(r"[A-Z]{3,}")
_MARK = re.compile(f"[{INVISIBLE}]")
_CJK = re.compile(f"[{CJK}]")
_FEWEST_WORDS = 5


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for phone in case.email.phones:
        if "123456789" in phone.number:  # somebody counts
            continue
        if count < MOST and phone.where != "quoted" and phone.number.startswith("+") and _dodges(case, phone):
            count += 1
            yield Evidence(phone.where, _sentence(case, phone))


def _dodges(case: Case, phone: Phone) -> bool:
    """Whether nobody writes a number so who wants it to be found."""
    written = phone.quote[:120]
    if _USUAL.fullmatch(written):
        return bool(_SINGLE.search(written))
    if _is_in_words(written) or _fancy(written, case):
        return True
    if len(_MARK.findall(written)) >= 3:  # fewer keep a phone from making it a link
        return True
    plain = _MARK.sub("", written)
    if _SINGLE.search(plain) or len(_ODD_MARKS.findall(plain)) >= 2:
        return True
    return not _VANITY.search(plain) and bool(_LETTERS_IN_IT.search(plain)) and plain.isascii()


def _is_in_words(written: str) -> bool:
    return sum(1 for word in re.findall(r"[^\W\d_]{2,}", written) if word.islower() or word.istitle()) >= _FEWEST_WORDS


def _fancy(written: str, case: Case) -> bool:
    """Whether digits stand there that are no script's own: circled, raised, of mathematics; wide ones in Latin text."""
    for char in written:
        if char.isascii() or (not unicodedata.digit(char, None) and unicodedata.digit(char, None) != 0):
            continue
        if unicodedata.normalize("NFKC", char) != char:
            wide = "\uff10" <= char <= "\uff19"
            return not (wide and _CJK.search(case.email.text[:5_000]))
    return "\u20e3" in written


def _sentence(case: Case, phone: Phone) -> str:
    texts = {"body": case.email.text, "subject": case.email.subject}
    text = texts.get(phone.where, "")
    if text[phone.start : phone.end] != phone.quote:
        return phone.quote[:180]
    return quote(text, phone.start, phone.end) or phone.quote[:180]


SIGNAL = Signal(
    id="spaced-out-phone",
    title="A phone number in disguise",
    says="The phone number in it is written in a way that hides it from machines.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "letters for digits": "From: Help <help@mail.test>\nSubject: Order\n\nTo cancel call 8O3-555-Ol42 now.",
        "one by one": "From: Help <help@mail.test>\nSubject: Order\n\nTo cancel call 8 0 3 5 5 5 0 1 4 2 now.",
        "in words": (
            "From: Help <help@mail.test>\nSubject: Order\n\nTo cancel call eight zero three five five "
            "five zero one four two."
        ),
        "fancy digits": (
            "From: Help <help@mail.test>\nSubject: Order\n\nTo cancel call "
            "\U0001d7d6\U0001d7ce\U0001d7d1-\U0001d7d3\U0001d7d3\U0001d7d3-\U0001d7ce\U0001d7cf\U0001d7d2\U0001d7d0."
        ),
        "odd marks": "From: Help <help@mail.test>\nSubject: Order\n\nTo cancel call +1_(803)*555*0142.",
    },
    quiet_on={
        "in groups": (
            "From: Ann <ann@firm.example>\nSubject: Lunch\n\nCall me: (803) 555-0142, +44 (0)20 7946 "
            "0123 or 030/23125-123."
        ),
        "a word on the keypad": (
            "From: Shop <info@shop.example>\nSubject: Roses\n\nCall 1-800-555-ROSE or 1-800-FLOWERS."
        ),
        "wide digits in Japanese": (
            "From: Ann <ann@firm.example>\nSubject: \u4e88\u7d04\n\n"
            "\u96fb\u8a71\u756a\u53f7\u306f\uff10\uff13\u2212\uff15\uff15\uff15\uff15\u2212\uff10\uff11\uff14\uff12\u3067\u3059\u3002"
        ),
        "a row of numbers": "From: Ann <ann@firm.example>\nSubject: R\n\nCall it: [1] 1 2 3 4 5 6 7 8 9 10 11",
        "in pairs": "From: Ann <ann@firm.example>\nSubject: Lunch\n\nTel. 01 99 00 12 34 or 01.99.00.12.34",
    },
)
