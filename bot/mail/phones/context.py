"""What stands around a number tells a phone number from an order number, a price or a date."""

import re
from enum import Enum

from bot.mail.phones.words import CALL, CALL_SIGNS, CALL_STEMS, NUMBER, OTHER, OTHER_SIGNS, OTHER_STEMS

_BEFORE, _AFTER = 70, 25  # characters looked at
_WORD = re.compile(r"[^\W\d_]+|[#№]")
_NEAR = 8  # characters between a label and its number
_NUMBERED = ("nummer", "number", "nr", "numer", "numret")
_ALWAYS_ANOTHER = frozenset({"id", "#", "№", "ref", "code"})
_MONEY_BEFORE = re.compile(r"(?:[$€£¥₹₩₺]|\b(?:USD|EUR|GBP|CHF|INR|Rs\.?|kr\.?|zł|R\$|CA\$))\s?$", re.IGNORECASE)
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
    if _is_glued(before, after) or _MONEY_BEFORE.search(before) or _UNIT_AFTER.match(after):
        return Context.NOT
    if _INITIAL.search(before):
        return Context.CALL
    said = _last_label(before)
    if said is Context.PLAIN and _last_label(after.partition("\n")[0]) is Context.CALL:
        return Context.CALL
    return said


def _last_label(text: str) -> Context:
    """What the last telling word before a number announces: "order no." at its very door decides."""
    words = list(_WORD.finditer(text.lower()))
    said, at = Context.PLAIN, -1
    for word in reversed(words):
        said = _announces(word[0])
        if said is not Context.PLAIN:
            at = word.end()
            break
    if words and len(text) - words[-1].end() <= _NEAR and _names_another(words):
        return Context.NOT
    return said if text.isascii() else _last_sign(text, said, at)


def _names_another(words: list[re.Match[str]]) -> bool:
    """Do the last words say "order no.", "Bestellnummer", "meeting ID" or "#", with no call before?"""
    last = words[-1][0]
    if last not in NUMBER:
        return last.endswith(_NUMBERED) and _announces(last) is Context.OTHER
    before = _announces(words[-2][0]) if len(words) > 1 else Context.PLAIN
    return before is Context.OTHER or (last in _ALWAYS_ANOTHER and before is Context.PLAIN)


def _announces(word: str) -> Context:
    if word in CALL or word.startswith(CALL_STEMS):
        return Context.CALL
    return Context.OTHER if word in OTHER or word.startswith(OTHER_STEMS) else Context.PLAIN


def _last_sign(text: str, said: Context, at: int) -> Context:
    """The same for signs and for words that no space divides."""
    call = max(text.rfind(one) for one in CALL_SIGNS)
    other = max(text.rfind(one) for one in OTHER_SIGNS)
    if max(call, other) <= at:
        return said
    return Context.CALL if call > other else Context.OTHER


def _is_glued(before: str, after: str) -> bool:
    """Is it a part of a longer word, of an address or of a decimal number?"""
    last, following = before[-1:], after[:1]
    if last and (last in "_=&%#@+$" or (last.isascii() and last.isalnum())):
        return True
    if following and (following in "_@%=&" or (following.isascii() and following.isalpha() and following not in "xX")):
        return True
    if last in {",", "."} and before[-2:-1].isdigit():
        return True
    word = before[before.rfind(" ") + 1 :].rpartition("\n")[2].rpartition("\t")[2]
    return bool(word) and _IN_ADDRESS.search(word) is not None
