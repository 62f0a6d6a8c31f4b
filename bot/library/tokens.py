"""Text as a row of words, so that a phrase is found whatever its spelling, spacing or line breaks.

Each token keeps the place where it stands, so that a quote is the mail's own writing.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.mail.fold import INVISIBLE, folded

CJK = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f"
MONEY, PHONE, LINK, NUMBER, END = "#money", "#phone", "#link", "#number", "#end"

_CURRENCY = (
    r"(?:usd|eur|gbp|aud|cad|nzd|chf|inr|brl|pln|sek|nok|dkk|czk|huf|jpy|cny|rmb|try|aed|sar|zar|sgd|hkd|mxn|usdt|usdc|btc|eth|bnb"
    r"|dollars?|euros?|pounds?|quid|reais|real|z[łl](?:otych|oty|ote)?|kronor|kroner|kr|francs?|yen|tl|lira|euroa|dirhams?"
    r"|dólares|dolares|euro|libras|kč|руб(?:лей|ля|ль)?|грн|ريال|درهم|جنيه|دينار)"
)
_SIGN = (
    r"(?:(?:us|r|a|c|nz|hk|s|au|ca|mx)?\$|[€£¥₹₺₽₩₿￥]"
    r"|rs\.?|kr\.?|chf|usd|eur|gbp|aud|cad|pln|inr|sek|nok|dkk|us ?dollars?)"
)
_AMOUNT = r"\d{1,12}(?:[.,'\u00a0\u202f ]\d{2,3}){0,5}(?:[.,]\d{1,8})?"
_TOKEN = re.compile(
    rf"""(?P<plain>(?-i:[a-zA-Z]{{1,40}}))(?=[ ,;\r\n)](?![ ]?\d|\d))
    |(?P<link>(?:https?|hxxps?)://[^\s<>"']{{1,2048}}|www\.[^\s<>"']{{1,2048}})
    |(?P<mail>[\w.+\-]{{1,64}}@[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,6}})
    |(?P<money>(?<![\w]){_SIGN}[ \u00a0]?{_AMOUNT}(?:[ ]?(?:k|m|million|millions|mio\.?|billion|bn)\b)?
       |{_AMOUNT}[ \u00a0]?(?:(?:k|m|million|millions|mio\.?|billion|bn)[ ])?(?:[€£$¥₹₺₽₩₿]|円|元|{_CURRENCY}\b))
    |(?P<domain>(?<![\w@.])[a-z0-9\-]{{1,63}}(?:\.[a-z0-9\-]{{1,63}}){{0,5}}\.[a-z]{{2,24}}(?:/[^\s<>"']{{0,2048}})?(?![\w@]))
    |(?P<cjk>[{CJK}])
    |(?P<word>e-mails?\b|[^\W{CJK}_](?:(?:[^\W{CJK}_]|[\u0300-\u036f\u064b-\u0652\u0670\u0640])|['’](?=(?:t|re|ll|ve|m|s|d)\b))*)
    |(?P<end>[.!?…]+(?=\s|$)|[。！？؟]|\n[ \t\r\u00a0]*\n|[•·▪●|])""",
    re.VERBOSE | re.IGNORECASE,
)

# Marks that take no room, strokes through letters, and letters and digits in wide, bold or circled forms.
_UNSEEN = re.compile(f"[{INVISIBLE}\u0334-\u0338]")
_DISGUISED = re.compile(
    f"[{INVISIBLE}\u0334-\u0338\uff01-\uff5e\u2460-\u24ff\U0001d400-\U0001d7ff\U0001f100-\U0001f189]"
)
_ENDS_IN_WIDE_TEXT = "！？"
_SPACED_OUT = re.compile(r"(?<![^\W_])[a-z] [a-z] [a-z] [a-z](?![^\W_])", re.IGNORECASE)


class Token(NamedTuple):
    """A word (folded), or a typed piece such as #money; offsets are those of the original text."""

    text: str
    start: int
    end: int


def tokens(text: str, phones: Iterable[tuple[int, int]] = ()) -> list[Token]:
    """The text's tokens in order; `phones` are the (start, end) places of phone numbers."""
    if not text.isascii() and _DISGUISED.search(text):
        return _seen_through(text, phones)
    return _row(text, phones)


def _row(text: str, phones: Iterable[tuple[int, int]]) -> list[Token]:
    row = _pieces(text, sorted(phones))
    return _joined(row) if _SPACED_OUT.search(text) else row


def _seen_through(text: str, phones: Iterable[tuple[int, int]]) -> list[Token]:
    """The same where invisible marks, struck-through letters or wide digits would hide words and amounts."""
    places = [place for place, char in enumerate(text) if not _UNSEEN.match(char)]
    plain = "".join(_plain(text[place]) for place in places)
    spans = [(bisect_left(places, start), bisect_left(places, end)) for start, end in phones]
    places.append(len(text))
    return [Token(one.text, places[one.start], places[one.end - 1] + 1) for one in _row(plain, spans)]


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    """A wide or decorated character as the plain one it stands for."""
    if char in _ENDS_IN_WIDE_TEXT:
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 and not _DISGUISED.match(plain) else " " if _DISGUISED.match(char) else char


def _pieces(text: str, phones: list[tuple[int, int]]) -> list[Token]:
    found: list[Token] = []
    append, made = found.append, tuple.__new__  # every word of every mail comes through here
    starts = [start for start, _ in phones]
    told = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if starts and (nearest := bisect_right(starts, start) - 1) >= 0 and start < phones[nearest][1]:
            if nearest != told:
                told = nearest
                append(Token(PHONE, *phones[nearest]))
            continue
        kind = match.lastgroup
        if kind == "plain":
            word = match[0].lower()
        elif kind == "word":
            word = folded(match[0]).replace("'", "").replace("’", "").replace("-", "")
        elif kind == "cjk":
            word = folded(match[0])
        else:
            word = LINK if kind == "domain" else f"#{kind}"
        append(made(Token, (word, start, end)))
    return found


def _joined(row: list[Token]) -> list[Token]:
    """Letters spaced out ("P a y P a l") become the word they spell."""
    out: list[Token] = []
    run: list[Token] = []
    for token in row:
        single = len(token.text) == 1 and token.text.isalpha() and token.end - token.start == 1 and token.text.isascii()
        if single and (not run or token.start - run[-1].end == 1):
            run.append(token)
            continue
        out += _spelled(run)
        run = [token] if single else []
        if not single:
            out.append(token)
    return out + _spelled(run)


def _spelled(run: list[Token]) -> list[Token]:
    if len(run) < 4:
        return run
    return [Token("".join(token.text for token in run), run[0].start, run[-1].end)]
