"""Numbers that lead to somebody: phones, bank accounts, orders. Sums, dates and times stay: they are the story."""

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from bot.library.anonymous.replacing import ACCOUNTS, NUMBERS, PHONES, Replacing
from bot.mail.phones import REGIONS, phones

FIRST = 42  # the last two digits of the first fictional number
_NATIONAL = {  # country code: the digits behind it, of ranges that regulators keep for fiction
    "1": "80355501{:02}", "44": "20794600{:02}", "49": "30231250{:02}", "33": "19900{:04}", "61": "255500{:03}",
    "353": "20910{:04}", "46": "846500{:02}",
}  # fmt: skip
_TRUNK = {"44", "49", "33", "61", "353", "46"}  # where a 0 stands before a number inside the country
_CODES = re.compile(r"\+?(1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})")
_IBAN = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]{2}|[A-Z]{2}[ ])\d{2}(?:[ .-]?[A-Z]{4})?"
    r"(?:[ .-]?(?=[A-Za-z]{0,3}\d)[A-Za-z0-9]{1,4}){2,8}(?![^\W_])"
)
_ID_DIGITS = "5501420173"
_ID_LETTERS = "KXRTBNQLHW"
_FEWEST_DIGITS = 4
_MOST_OF_A_SUM = 8  # digits
_COINS = "USD|EUR|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|[Ee]uros?|[Dd]ollars?|[Pp]ounds?|Fr\\."
_MONEY = rf"[$€£¥₹₺₽]|(?:{_COINS})(?![^\W_])"
_STAYS = re.compile(
    rf"(?:{_MONEY})[ ]?\d[\d.,' ]{{0,12}}\d|(?:{_MONEY})[ ]?\d"
    rf"|(?<![\d.,])\d[\d.,']{{0,12}}[ ]?(?:{_MONEY})"
    r"|(?<![\w.,-])\d{1,3}(?:[.,']\d{3}){0,3}[.,]\d{2}(?![\w]|[.,-]\d)"
    r"|(?<![\w./-])\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|(?:19|20)\d{2})(?![\w/-]|\.\d)"
    r"|(?<![\w-])(?:19|20)\d{2}-\d{2}-\d{2}(?![\w-])"
    r"|(?<![\w:.])\d{1,2}[:.]\d{2}(?![\w:]|\.\d)"
    r"|(?<![\w./-])(?:19|20)\d{2}(?![\w/-]|\.\w)"
    r"|(?<![\w./-])(?:0[1-9]|1[0-2])/20\d{2}(?![\w/-]|\.\d)"
    r"|(?<![\w./-])[1-9]\d{0,2}0{3,5}(?![\w/-]|\.\d)"
)  # sums, dates, times, years, and round numbers
_ID = re.compile(r"(?<![^\W_])(?=[^\s]{0,40}\d)[A-Za-z0-9]+(?:[-/_.#*•][A-Za-z0-9]+)*(?![^\W_])")
_GROUP = r"[A-Z]{0,3}\d[A-Z0-9]*"
_GROUPS = re.compile(rf"(?<![^\W_])(?:[A-Z]{{2}} )?{_GROUP}(?: {_GROUP})+(?: [A-Z])?(?![^\W_])")
_NAMED_SO = re.compile(r"[^\W\d_]{3,}-\d{1,3}|\d{1,3}-[a-z]{2,}")  # COVID-19, 65-inch


def without_numbers(text: str, replacing: Replacing, seen: "Fictional", regions: Sequence[str] = REGIONS) -> str:
    """The text with every number that leads to somebody replaced by one of the same looks that leads nowhere."""
    text = _IBAN.sub(lambda found: _account(found, replacing), text)
    text = _without_phones(text, replacing, seen, regions)
    text = _STAYS.sub(lambda found: _kept(found, replacing), text)
    text = _GROUPS.sub(lambda found: _number(found, replacing) if _is_long(found[0]) else found[0], text)
    return _ID.sub(lambda found: _number(found, replacing), text)


class Fictional:
    """Fictional phone numbers, the same one for the same real one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, quote: str, number: str) -> str:
        """One of the same country, written like `quote`."""
        nth = self._numbers.setdefault(number, len(self._numbers)) % (100 - FIRST)
        code = _CODES.match(number) if number.startswith("+") else None
        digits = "".join(one for one in quote if one.isdigit())
        if code is None:
            return _poured(in_shape(digits), quote) if digits else in_shape("0" * 10)
        national = _NATIONAL.get(code[1], "").format(FIRST + nth) or _same_length(number[len(code[0]) :], nth)
        written = _as_dialled(quote, digits, code[1], national)
        return _poured(written, quote) if len(written) == len(digits) else _grouped(quote, written, code[1])


def in_shape(text: str) -> str:
    """Other digits in the same places, and other letters but for words ("INV" in "INV-20418", "pdf" in "7.pdf")."""
    digits, letters = cycle(_ID_DIGITS), cycle(_ID_LETTERS)
    parts = re.split(r"([^A-Za-z0-9]+)", text)
    return "".join(one if one.isalpha() else "".join(_other(each, digits, letters) for each in one) for one in parts)


def is_id(text: str) -> bool:
    """Whether this can only be the number of something."""
    digits = sum(one.isdigit() for one in text)
    letters = sum(one.isalpha() for one in text)
    return not _NAMED_SO.fullmatch(text) and (
        digits >= _FEWEST_DIGITS or (digits >= 2 and letters >= 1 and digits + letters >= 6)
    )


def _is_long(text: str) -> bool:
    return sum(one.isdigit() for one in text) > _FEWEST_DIGITS


def _other(one: str, digits: Iterator[str], letters: Iterator[str]) -> str:
    if one.isdigit():
        return next(digits)
    if one.isascii() and one.isalpha():
        return next(letters) if one.isupper() else next(letters).lower()
    return one


def _account(found: re.Match[str], replacing: Replacing) -> str:
    if sum(one.isdigit() for one in found[0]) < 10:
        return found[0]
    fake = iter("00" + "1234567890" * 4)  # check digits that no bank gives
    made = "".join(next(fake) if one.isdigit() else one for one in found[0])
    return replacing.mark(ACCOUNTS, found[0], made[:4] + re.sub(r"[A-Za-z]", "X", made[4:]))


def _without_phones(text: str, replacing: Replacing, seen: Fictional, regions: Sequence[str]) -> str:
    pieces, at = [], 0
    for one in phones(text, regions):
        if one.start < at:
            continue
        pieces += [text[at : one.start], replacing.mark(PHONES, one.quote, seen.number(one.quote, one.number))]
        at = one.end
    return "".join([*pieces, text[at:]])


def _kept(found: re.Match[str], replacing: Replacing) -> str:
    if sum(one.isdigit() for one in found[0]) > _MOST_OF_A_SUM:
        return found[0]
    return replacing.mark("", found[0], found[0])


def _number(found: re.Match[str], replacing: Replacing) -> str:
    return replacing.mark(NUMBERS, found[0], in_shape(found[0])) if is_id(found[0]) else found[0]


def _same_length(national: str, nth: int) -> str:
    made = ("5550100" + "0" * 12)[: max(len(national) - 2, 1)] + f"{FIRST + nth:02}"
    return made[: max(len(national), 3)]


def _as_dialled(quote: str, digits: str, code: str, national: str) -> str:
    if "+" in quote:
        return code + national
    if digits.startswith("00"):
        return f"00{code}{national}"
    if code == "1" and len(digits) == 11:
        return f"1{national}"
    return f"0{national}" if code in _TRUNK or digits.startswith("0") else national


def _poured(digits: str, quote: str) -> str:
    """These digits in the places of those of the quote."""
    left = iter(digits)
    return "".join(next(left, "") if one.isdigit() else one for one in quote)


def _grouped(quote: str, digits: str, code: str) -> str:
    if code == "1":
        return "-".join([digits[-10:-7], digits[-7:-4], digits[-4:]])
    plus = f"+{code} " if "+" in quote else ""
    rest = digits[len(code) :] if plus else digits
    return plus + " ".join(rest[at : at + 4] for at in range(0, len(rest), 4))
