"""What stands around a number tells a phone number from an order number, a price or a date."""

import re
from enum import Enum

from bot.mail.phones.words import CALL, OTHER

_BEFORE, _AFTER = 70, 25  # characters looked at
_LABEL = re.compile(
    rf"(?<![^\W\d_])(?:(?P<call>{CALL})|(?P<other>{OTHER}))(?![^\W\d_])|(?P<sign>[☎☏📞📱✆℡電])", re.IGNORECASE
)
_CALL = re.compile(rf"(?<![^\W\d_])(?:{CALL})(?![^\W\d_])", re.IGNORECASE)
_NUMBER_OF = re.compile(
    rf"(?<![^\W\d_])(?:{OTHER})\s{{0,3}}(?:(?:#|№|no\.?|nr\.?|num(?:ber|ero|éro)?|número|nummer|id|ref|code)\W{{0,3}}$|#\s{{0,2}}$)"
    r"|[#№]\s?$",
    re.IGNORECASE,
)
_CALL_NUMBER = re.compile(rf"(?:{CALL})\W{{0,3}}(?:us|no\.?|nr\.?|number|nummer|#)?\W{{0,3}}$", re.IGNORECASE)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₹₩₺]|\b(?:USD|EUR|GBP|CHF|INR|Rs\.?|kr\.?|zł|R\$|CA\$))\s?$", re.IGNORECASE
)
_UNIT_AFTER = re.compile(
    r"\s?(?:[€$£¥₹₩₺%°]|(?:EUR|USD|GBP|CHF|PLN|SEK|NOK|DKK|CZK|HUF|JPY|INR|zł|kr|Ft|Kč|MB|GB|KB|kWh|km|kg|bytes?|mm|px)\b|[円元원]|,\d)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"://|www\.|[=&?%@\\]|/[\w.-]{3,}/?|_\w")
_INITIAL = re.compile(r"(?:^|[\s|(,;])[TMPF]\s{0,2}[:.][\s=]{0,3}$|\b[Mm]ob\W{1,3}$")
_LIVE = re.compile(r"(?:tel:|callto:|sms:|wa\.me/|whatsapp\.com/\S{0,30})\+?$", re.IGNORECASE)


class Context(Enum):
    """What the words around say."""

    CALL = "a phone number is announced"
    PLAIN = "nothing"
    OTHER = "another kind of number was named last"
    NOT = "this is no phone number"


def context(text: str, start: int, end: int) -> Context:
    """What the text before and behind says about the number at these offsets."""
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if _LIVE.search(before):
        return Context.CALL
    announced = _INITIAL.search(before) is not None
    if _is_glued(before, after) or _MONEY_BEFORE.search(before) or _UNIT_AFTER.match(after):
        return Context.NOT
    if _NUMBER_OF.search(before) and not _CALL_NUMBER.search(before):
        return Context.NOT
    if announced:
        return Context.CALL
    last = None
    for last in _LABEL.finditer(before):  # noqa: B007 - the last one counts
        pass
    if last is not None:
        return Context.OTHER if last["other"] else Context.CALL
    return Context.CALL if _CALL.search(after.partition("\n")[0]) else Context.PLAIN


def _is_glued(before: str, after: str) -> bool:
    """Is it a part of a longer word, of an address or of a decimal number?"""
    last, following = before[-1:], after[:1]
    if last and (last in "_=&%#@+$" or (last.isascii() and last.isalnum())):
        return True
    if following and (
        following in "_@%=&" or (following.isascii() and following.isalpha() and following not in "xX")
    ):
        return True
    if last in {",", "."} and before[-2:-1].isdigit():
        return True
    word = before[before.rfind(" ") + 1 :].rpartition("\n")[2].rpartition("\t")[2]
    return bool(word) and _IN_ADDRESS.search(word) is not None
